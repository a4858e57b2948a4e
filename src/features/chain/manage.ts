import { z } from 'zod';
import { parseSpokenDuration } from '../../calendar/duration.ts';
import { parseWhen } from '../../calendar/parse-when.ts';
import { showMoment } from '../../calendar/show-moment.ts';
import type { CommandContext } from '../../commands/command.ts';
import type { Outcome } from '../../domain/decision.ts';
import type { Rows } from '../../domain/state.ts';
import { askConfirm } from '../confirm/ask-confirm.ts';
import { withChainCard } from './card.ts';
import type { Desk } from './desk.ts';
import { newChain } from './new-chain.ts';
import { operatorTexts } from './operator-texts.ts';
import { parseSettings } from './parse-plan.ts';
import { planNew, planParts, settingsIn, wordUnread } from './plan-new.ts';
import { type Chain, entryRows, heldRows, type Numbered, postedRows, waitRows } from './rows.ts';
import { withSettings } from './settings.ts';
import { untilOf } from './show-list.ts';

const WEEK_MS = 7 * 86_400_000;
const reopenSchema = z.object({ chain: z.int(), deadline: z.int().nullable() });

/** `/接龙 改 限30人 | 截止 周六`: done at once and said back. More places let people in. */
export function changeSettings(
  { event }: CommandContext,
  desk: Desk,
  { n, chain }: Numbered,
  typed: string,
): Outcome {
  if (typed === '') return { reply: operatorTexts.changeHow };
  const read = parseSettings(typed, event.at, desk.group.timezone);
  if (!read.ok) return { reply: wordUnread(read) };
  if (chain.state !== 'open') return { reply: operatorTexts.alreadyClosed };
  const edited = withSettings(chain, read.plan);
  if (edited.deadline !== chain.deadline || edited.post?.at !== chain.post?.at) desk.setTimers(n, edited);
  const now = desk.letIn(n, edited, event.at);
  const title = read.plan.title === undefined ? [] : [`标题「${read.plan.title}」`];
  return { reply: operatorTexts.changed(n, now, [...title, ...planParts(read.plan, desk.group.timezone)]) };
}

/** `/接龙 延期 周日18:00` or `2天`, counted from the deadline there is. */
export function extend(context: CommandContext, desk: Desk, { n, chain }: Numbered, typed: string): Outcome {
  const { event } = context;
  const zone = desk.group.timezone;
  const said = typed.replace(/^(?:到|至|截止)\s*/, '').trim();
  const longer = parseSpokenDuration(said);
  const deadline =
    longer === undefined ? parseWhen(said, event.at, zone) : Math.max(chain.deadline ?? 0, event.at) + longer;
  if (deadline === undefined) return { reply: operatorTexts.extendHow };
  if (deadline <= event.at) return { reply: operatorTexts.planPast(said) };
  if (chain.state !== 'open') return askReopen(context, { n, chain }, deadline, zone);
  const moved = { ...chain, deadline };
  desk.save(n, moved);
  desk.setTimers(n, moved);
  return { reply: operatorTexts.extended(n, chain, untilOf(context, chain), showMoment(deadline, zone)) };
}

/** `/接龙 重开`, with a new deadline or with none when the old one has passed. */
export function planReopen(
  context: CommandContext,
  desk: Desk,
  { n, chain }: Numbered,
  typed: string,
): Outcome {
  const { event } = context;
  const zone = desk.group.timezone;
  if (chain.state === 'open') return { reply: operatorTexts.stillOpen(n, chain) };
  const read = typed === '' ? undefined : parseSettings(typed, event.at, zone);
  if (read && !read.ok) return { reply: wordUnread(read) };
  const wanted = read?.plan.deadline;
  const old = chain.deadline !== undefined && chain.deadline > event.at ? chain.deadline : null;
  return askReopen(context, { n, chain }, wanted === undefined ? old : wanted, zone);
}

const askReopen = (
  context: CommandContext,
  { n, chain }: Numbered,
  deadline: number | null,
  zone: string,
): Outcome => {
  const until = deadline === null ? undefined : showMoment(deadline, zone);
  const plan: z.infer<typeof reopenSchema> = { chain: n, deadline };
  return askConfirm(context, 'chain.reopen', plan, operatorTexts.reopenEcho(n, chain, until));
};

export function reopen(context: CommandContext, desk: Desk, planned: unknown): Outcome {
  const { event } = context;
  const { chain: n, deadline } = reopenSchema.parse(planned);
  const chain = desk.chain(n);
  if (!chain || chain.state === 'open') return { reply: operatorTexts.alreadyClosed };
  const open: Chain = { ...chain, state: 'open', deadline: deadline ?? undefined };
  desk.reopen(n, open);
  const now = desk.letIn(n, open, event.at);
  return { reply: withChainCard(context, { n, chain: now }, operatorTexts.reopened(n, now)) };
}

/** Everybody goes, the chain and its settings stay. */
export function clear(desk: Desk, n: number): Outcome {
  const { draft } = desk;
  const chain = desk.chain(n);
  if (!chain) return { reply: operatorTexts.clearNothing };
  const dropAll = <T>(rows: Rows<T>) => {
    for (const row of draft.all(rows).keys()) draft.drop(rows, row);
  };
  dropAll(entryRows(n));
  dropAll(waitRows(n));
  dropAll(heldRows(n));
  draft.drop(postedRows, String(n));
  const { entries, waiters } = chain;
  // Order numbers are never used twice, so that a number of an old list finds nobody.
  const emptied: Chain = {
    ...newChain({ title: chain.title }, chain.openedAt),
    ...settingsOnly(chain),
    nextOrder: chain.nextOrder,
    changes: chain.changes + 1,
  };
  desk.save(n, emptied);
  return { reply: operatorTexts.cleared(n, emptied, entries + waiters) };
}

const settingsOnly = ({
  note,
  capacity,
  perMember,
  options,
  post,
  deadline,
  opener,
  state,
  yaml,
  applied,
}: Chain) => ({
  note,
  capacity,
  perMember,
  options: options?.map((option) => ({ ...option, taken: 0 })),
  post,
  deadline,
  opener,
  state,
  yaml,
  applied,
});

/** The settings of the chain that began last, with what is said differently; its deadline moves on by whole weeks. */
export function copyLast(context: CommandContext, desk: Desk, typed: string): Outcome {
  const { event } = context;
  const last = desk.chain(desk.index().last);
  if (!last) return { reply: operatorTexts.copyNothing };
  const read = parseSettings(typed.replace(/^[\s|｜]+/u, ''), event.at, desk.group.timezone);
  if (!read.ok) return { reply: wordUnread(read) };
  const old = settingsIn(last);
  const weeks =
    typeof old.deadline === 'number' ? Math.max(0, Math.floor((event.at - old.deadline) / WEEK_MS) + 1) : 0;
  const moved = typeof old.deadline === 'number' ? { deadline: old.deadline + weeks * WEEK_MS } : {};
  return planNew(context, desk, { ...old, ...moved, ...read.plan, title: read.plan.title ?? old.title });
}
