import { z } from 'zod';
import type { CommandContext } from '../../commands/command.ts';
import { may } from '../../commands/permission.ts';
import type { Outcome } from '../../domain/decision.ts';
import type { MemberId } from '../../domain/ids.ts';
import { lines } from '../../domain/message.ts';
import { askConfirm } from '../confirm/ask-confirm.ts';
import { applyWishes } from './apply-wishes.ts';
import type { Desk } from './desk.ts';
import { keyParts, namedKey, ownKey } from './entry-key.ts';
import { join, wordPick } from './join.ts';
import { type Line, listName, nameKey, sameOption } from './list-line.ts';
import { numbersOf, readList } from './listed.ts';
import { type Merge, mergeList } from './merge-list.ts';
import { isNamed, nameOf } from './names.ts';
import { operatorTexts } from './operator-texts.ts';
import { offered, optionNamed } from './options.ts';
import { LINES_MAX, type PastedList, parseList } from './parse-list.ts';
import { parsePhrase } from './phrase.ts';
import { isOpenAt, pickChain } from './pick.ts';
import { planNew } from './plan-new.ts';
import { type Chain, entryRows, type Numbered } from './rows.ts';
import { QUANTITY_MAX } from './schema.ts';
import { isActive } from './set-entry.ts';
import { refusal, wordRefused } from './sign-up.ts';
import type { Asked } from './wishes.ts';

export const PASTE_POWER = 'chain.paste';
const askedSchema = z.object({
  key: z.string(),
  quantity: z.int(),
  name: z.string().optional(),
  remark: z.string().optional(),
});
const planSchema = z.object({ chain: z.int(), asked: z.array(askedSchema) });

/** A whole list: merged into the chain of its title, or – by operators – the beginning of a new one. */
export function pasteList(context: CommandContext, desk: Desk, typed: string): Outcome {
  const rough = parseList(typed, []);
  if (!rough) return {};
  if (rough.lines.length === 0 && parsePhrase(rough.title ?? '', []).words.length === 0)
    return join(context, desk, { verb: 'join', body: rough.title ?? '', plain: true });
  if (rough.lines.length >= LINES_MAX) return { reply: desk.texts.pasteTooLong(LINES_MAX) };
  const meant = chainOf(desk, rough);
  if (meant === 'new') {
    if (!isOperator(context)) return { reply: desk.texts.pasteNeedsOperator };
    return planNew(context, desk, {
      title: rough.title ?? '',
      note: rough.note,
      lines: rough.lines.map(({ written }) => written),
    });
  }
  if (meant.type !== 'chain')
    return rough.from === 'nowhere' ? {} : { reply: wordPick(context, desk, meant, '接龙列表') };
  const { n, chain } = meant;
  const options = (chain.options ?? []).map(({ name, off }) => (off ? undefined : name));
  const pasted = parseList(typed, options) ?? rough;
  return merge(context, desk, { n, chain }, pasted);
}

const isOperator = (context: CommandContext): boolean =>
  may({ power: PASTE_POWER, minRole: 'operator' }, context.event.actor.id, context).type === 'allowed';

/** By its title; without one the only chain there is. A title nobody knows begins a new one. */
const chainOf = (desk: Desk, { from, title }: PastedList): ReturnType<typeof pickChain> | 'new' => {
  const open = desk.open();
  const same =
    title === undefined ? undefined : open.find(({ chain }) => nameKey(chain.title) === nameKey(title));
  if (same) return { type: 'chain', ...same };
  if (title === undefined) return pickChain(desk, {});
  if (from === 'wechat') return 'new';
  return pickChain(desk, { title });
};

function merge(context: CommandContext, desk: Desk, { n, chain }: Numbered, pasted: PastedList): Outcome {
  if (!isOpenAt(chain, context.event.at)) return { reply: refusal(context, desk, chain) };
  const list = readList(context, desk.draft, n, chain);
  const me = context.event.actor.id;
  const all = isOperator(context);
  const found = mergeList(list, numbersOf(desk.draft, n, list), pasted, { member: me, all });
  // A numbered text without a heading is a list only where it is about people who are in.
  const known = pasted.lines.length - found.added.length;
  if (pasted.from === 'nowhere' && known * 2 < pasted.lines.length) return {};
  const asked = askedBy(context, desk, n, chain, found);
  if (asked === 'choose-option') return { reply: desk.texts.chooseOption(chain) };
  if (asked === 'bad-quantity') return { reply: desk.texts.badQuantity(chain) };
  if (asked.length === 0) return { reply: desk.texts.mergedNothing(chain, found.left) };
  const touchesOthers = [...found.removed, ...found.changed.map(({ of }) => of)].some(
    ({ holder }) => holder !== me,
  );
  if (touchesOthers || (all && found.removed.length > 0)) {
    const plan: z.infer<typeof planSchema> = {
      chain: n,
      asked: asked.map(({ quantity, ...rest }) => ({ ...rest, quantity: quantity ?? 1 })),
    };
    return askConfirm(context, PASTE_POWER, plan, operatorTexts.mergeEcho(n, chain, namesOf(found)));
  }
  return applyMerge(context, desk, n, chain, asked, found.left, all);
}

export function pasteConfirmed(context: CommandContext, desk: Desk, plan: unknown): Outcome {
  const { chain: n, asked } = planSchema.parse(plan);
  const chain = desk.chain(n);
  if (!chain) return { reply: desk.texts.none };
  if (!isOpenAt(chain, context.event.at)) return { reply: refusal(context, desk, chain) };
  return applyMerge(context, desk, n, chain, asked, 0, true);
}

const applyMerge = (
  context: CommandContext,
  desk: Desk,
  n: number,
  chain: Chain,
  asked: readonly Asked[],
  left: number,
  unlimited: boolean,
): Outcome => {
  const outcome = applyWishes(context, desk, n, chain, asked, unlimited);
  if (outcome.type === 'taken') return { reply: desk.texts.takenName(outcome.name, '别人') };
  if (outcome.type === 'refused')
    return { reply: wordRefused(context, desk, n, chain, outcome.change, outcome.asked) };
  const names = (...types: string[]) =>
    outcome.applied.filter(({ change }) => types.includes(change.type)).map(({ line }) => line.name);
  const done = { added: names('joined', 'queued'), changed: names('edited'), removed: names('cancelled') };
  return { reply: lines(desk.texts.merged(outcome.chain, done, left), desk.texts.severalNext) };
};

const namesOf = ({ added, changed, removed }: Merge) => ({
  added: added.map(({ name }) => name),
  changed: changed.map(({ of }) => of.line.name),
  removed: removed.map(({ line }) => line.name),
});

const askedBy = (
  context: CommandContext,
  desk: Desk,
  n: number,
  chain: Chain,
  { added, changed, removed }: Merge,
): readonly Asked[] | 'choose-option' | 'bad-quantity' => {
  const asked: Asked[] = removed.map(({ key }) => ({ key, quantity: 0 }));
  for (const { of, to } of changed) {
    const option = to.option === undefined ? keyParts(of.key).option : optionNamed(chain, to.option);
    if (to.option !== undefined && option === undefined) return 'choose-option';
    const { member } = keyParts(of.key);
    const key = member === undefined ? namedKey(of.line.name, option) : ownKey(member, option);
    const same = sameOption(of.line.option, to.option ?? of.line.option);
    if (!same) asked.push({ key: of.key, quantity: 0 });
    asked.push({
      key,
      quantity: to.quantity,
      ...(to.remark !== undefined && { remark: to.remark }),
      ...(member === undefined && { name: of.line.name }),
    });
  }
  const mine = myKey(context, desk, n);
  for (const line of added) {
    const option = optionFor(chain, line);
    if (option === 'choose') return 'choose-option';
    const isMe = mine !== undefined && nameKey(line.name) === nameKey(mine.name);
    const key = isMe ? ownKey(mine.id, option) : namedKey(line.name, option);
    asked.push({ key, quantity: line.quantity, remark: line.remark, ...(!isMe && { name: line.name }) });
  }
  return asked.some(({ quantity = 1 }) => quantity < 0 || quantity > QUANTITY_MAX) ? 'bad-quantity' : asked;
};

const optionFor = (chain: Chain, { option }: Line): number | undefined | 'choose' => {
  const choices = offered(chain);
  if (choices.length === 0) return undefined;
  const found = option === undefined ? undefined : optionNamed(chain, option);
  return found ?? (choices.length === 1 ? choices[0]?.at : undefined) ?? 'choose';
};

/** A new line with the speaker's own name is theirs, as long as they are not in yet. */
const myKey = (
  context: CommandContext,
  desk: Desk,
  n: number,
): { id: MemberId; name: string } | undefined => {
  const me = context.event.actor;
  if (!isNamed(context, me) || isActive(desk.draft.get(entryRows(n), ownKey(me.id)))) return undefined;
  return { id: me.id, name: listName(nameOf(context, me)) };
};
