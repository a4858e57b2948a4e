import { z } from 'zod';
import { showMoment } from '../../calendar/show-moment.ts';
import type { CommandContext } from '../../commands/command.ts';
import type { Outcome } from '../../domain/decision.ts';
import { lines, type Message } from '../../domain/message.ts';
import { askConfirm } from '../confirm/ask-confirm.ts';
import { applyWishes } from './apply-wishes.ts';
import { withChainCard } from './card.ts';
import type { Desk } from './desk.ts';
import { namedKey } from './entry-key.ts';
import type { Line } from './list-line.ts';
import { newChain } from './new-chain.ts';
import { operatorTexts } from './operator-texts.ts';
import { type Read, type Settings, settingsSchema } from './parse-plan.ts';
import type { Chain } from './rows.ts';
import { QUANTITY_MAX } from './schema.ts';
import { withSettings } from './settings.ts';

export const NEW_POWER = 'chain.new';
const planSchema = settingsSchema.extend({
  title: z.string(),
  /** People the list begins with, where it was pasted. */
  lines: z.array(z.object({ name: z.string(), quantity: z.int(), remark: z.string().optional() })).optional(),
});
type NewPlan = z.infer<typeof planSchema>;

/** Echoes a new chain and waits. */
export function planNew(
  context: CommandContext,
  desk: Desk,
  {
    lines: people = [],
    note,
    ...settings
  }: Settings & { title: string; note?: string | undefined; lines?: readonly Line[] },
): Outcome {
  const named = people.filter(({ quantity }) => quantity >= 1 && quantity <= QUANTITY_MAX);
  if (settings.title === '') return { reply: operatorTexts.planTitle };
  const plan: NewPlan = {
    ...settings,
    ...(note !== undefined && { note }),
    ...(named.length > 0 && {
      lines: named.map(({ name, quantity, remark }) => ({
        name,
        quantity,
        ...(remark !== undefined && { remark }),
      })),
    }),
  };
  const parts = planParts(plan, desk.group.timezone);
  const echo = operatorTexts.planEcho(
    settings.title,
    parts,
    named.map(({ name }) => name),
  );
  const together = parts.length === 0 && LIMITS.test(settings.title.normalize('NFKC'));
  return askConfirm(context, NEW_POWER, plan, together ? lines(echo, operatorTexts.planRunTogether) : echo);
}
/** 周六徒步 20人 周五截止: what somebody meant as more than a title. */
const LIMITS = /\s.*(?:\d+ ?[人位份]|截止|限 ?\d)/u;

export function startPlanned(context: CommandContext, desk: Desk, planned: unknown): Outcome {
  const { lines: people = [], ...settings } = planSchema.parse(planned);
  const { event } = context;
  const bare = newChain({ title: settings.title, opener: event.actor }, event.at);
  const n = desk.start(withSettings(bare, settings));
  const asked = people.map(({ name, quantity, remark }) => ({ key: namedKey(name), name, quantity, remark }));
  const chain = desk.chain(n);
  const filled = chain && asked.length > 0 ? applyWishes(context, desk, n, chain, asked, true) : undefined;
  const entries = filled?.type === 'applied' ? filled.applied.length : 0;
  const opened = operatorTexts.opened(n, settings.title, entries);
  const now = desk.chain(n);
  return { reply: now ? withChainCard(context, { n, chain: now }, opened) : opened };
}

/** What was understood, in words. */
export function planParts(settings: Settings, zone: string): string[] {
  const { capacity, perMember, deadline, options = [], note, post } = settings;
  return [
    ...(typeof capacity === 'number' ? [`限 ${capacity} 人`] : capacity === null ? ['不限人数'] : []),
    ...(typeof perMember === 'number'
      ? [`每人最多 ${perMember} 份`]
      : perMember === null
        ? ['每人不限']
        : []),
    ...(typeof deadline === 'number'
      ? [`${showMoment(deadline, zone)} 截止`]
      : deadline === null
        ? ['没有截止时间']
        : []),
    ...(options.length > 0 ? [`选项 ${options.map(operatorTexts.option).join('、')}`] : []),
    ...(note ? [`说明:${note}`] : []),
    ...(post ? [operatorTexts.post(post)] : []),
  ];
}

export const wordUnread = (read: Extract<Read<unknown>, { ok: false }>): Message => {
  switch (read.reason) {
    case 'no-title':
      return operatorTexts.planTitle;
    case 'long-title':
      return operatorTexts.planLong;
    case 'past':
      return operatorTexts.planPast(read.field);
    case 'options':
      return operatorTexts.planOptions(read.field);
    case 'unknown':
      return operatorTexts.planUnknown(read.field);
    default:
      return read.reason satisfies never;
  }
};

/** What a chain is set to, for copying it and for showing it. */
export const settingsIn = (chain: Chain): Settings & { title: string } => ({
  title: chain.title,
  capacity: chain.capacity ?? null,
  ...(chain.perMember !== undefined && { perMember: chain.perMember }),
  ...(chain.deadline !== undefined && { deadline: chain.deadline }),
  ...(chain.options && {
    options: chain.options
      .filter(({ off }) => !off)
      .map(({ name, price, stock }) => ({
        name,
        ...(price !== undefined && { price }),
        ...(stock !== undefined && { stock }),
      })),
  }),
  ...(chain.note !== undefined && { note: chain.note }),
  ...(chain.post && { post: chain.post }),
});
