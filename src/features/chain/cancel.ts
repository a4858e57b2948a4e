import { z } from 'zod';
import type { CommandContext } from '../../commands/command.ts';
import type { Outcome } from '../../domain/decision.ts';
import { lines } from '../../domain/message.ts';
import { askConfirm } from '../confirm/ask-confirm.ts';
import type { Desk } from './desk.ts';
import { namedKey } from './entry-key.ts';
import { listName, nameKey } from './list-line.ts';
import { type Listed, numbersOf, readList } from './listed.ts';
import { heldEntries } from './mine.ts';
import { nameOf } from './names.ts';
import type { Phrase } from './phrase.ts';
import { isOpenAt, titleMatches } from './pick.ts';
import { type Chain, entryRows } from './rows.ts';
import { isActive } from './set-entry.ts';
import { refusal, signUp } from './sign-up.ts';
import { typedIn } from './typed-in.ts';
import type { Asked } from './wishes.ts';

const planSchema = z.object({ chain: z.int(), key: z.string() });
export const CANCEL_POWER = 'chain.cancel';

/** 取消接龙: one's own entry, or by name, option or number one of those one answers for. */
export function cancelEntries(
  context: CommandContext,
  desk: Desk,
  n: number,
  chain: Chain,
  { words, parts }: Phrase,
): Outcome {
  const pressed = context.event.pressed !== undefined;
  // Not "you can still sign up" beside a button that nobody can press any more.
  if (pressed && !isOpenAt(chain, context.event.at)) return { reply: refusal(context, desk, chain) };
  const { own, others } = heldEntries(context, desk, n, chain);
  const go = (some: readonly Listed[]): Outcome => signUp(context, desk, n, chain, some.map(asGone));
  const [part] = parts;
  if (words.length > 0 && words.every(({ text }) => ALL.test(text))) {
    const all = [...own, ...others];
    return all.length > 0 ? go(all) : { reply: desk.texts.notIn };
  }
  const isStory = words.every(
    ({ text }) => [...text].length > NAME_LONGEST && !isHeld(text, [...own, ...others]),
  );
  if (words.length > 0 && !(isStory && saysOwn(typedIn(context))))
    return cancelNamed(
      context,
      desk,
      n,
      words.map(({ text }) => text),
      [...own, ...others],
      go,
    );
  if (part?.option !== undefined) {
    const ofOption = own.filter(({ line }) => line.option === chain.options?.[part.option ?? -1]?.name);
    return ofOption.length > 0 ? go(ofOption) : { reply: desk.texts.notIn };
  }
  if (part?.quantity !== undefined) return cancelAt(context, desk, n, chain, part.quantity, go);
  // A button pressed twice must not take out a friend after oneself.
  if (own.length === 0 && others.length === 1 && !pressed) return go(others);
  if (own.length === 0)
    return { reply: others.length > 0 ? desk.texts.onlyOthers(names(others)) : desk.texts.notIn };
  const outcome = go(own);
  if (others.length === 0 || !outcome.reply) return outcome;
  return { ...outcome, reply: lines(outcome.reply, desk.texts.stillThere(names(others))) };
}

/** What was asked for by number after the list had changed, and confirmed. */
export function cancelConfirmed(context: CommandContext, desk: Desk, plan: unknown): Outcome {
  const { chain: n, key } = planSchema.parse(plan);
  const chain = desk.chain(n);
  if (!chain) return { reply: desk.texts.none };
  const { own, others } = heldEntries(context, desk, n, chain);
  const one = [...own, ...others].find((held) => held.key === key);
  return one ? signUp(context, desk, n, chain, [asGone(one)]) : { reply: desk.texts.notIn };
}

/** 我不来了,让给后面的人: no name is so long, and the speaker has said who. */
const NAME_LONGEST = 4;
const saysOwn = (typed: string): boolean => /^(?:我|俺|不好意思|抱歉)/u.test(typed);
const isHeld = (typed: string, held: readonly Listed[]): boolean =>
  held.some(({ line }) => nameKey(line.name) === nameKey(typed));

const ALL = /^(?:全部|所有|都|全|all)$/;
const names = (some: readonly Listed[]) => some.map(({ line }) => line.name);
const asGone = ({ key }: Listed): Asked => ({ key, quantity: 0 });

const cancelNamed = (
  context: CommandContext,
  desk: Desk,
  n: number,
  wanted: readonly string[],
  held: readonly Listed[],
  go: (some: readonly Listed[]) => Outcome,
): Outcome => {
  const found: Listed[] = [];
  for (const typed of wanted) {
    const same = held.filter(
      ({ line, key }) =>
        nameKey(line.name) === nameKey(typed) ||
        // 小明不来了,取消他的报名
        (/^[他她]$/u.test(typed) && line.name.length > 1 && typedIn(context).includes(line.name)) ||
        (/^我(?:自己|的)?$/.test(typed) && key === context.event.actor.id),
    );
    if (same.length === 0) return { reply: whyNot(context, desk, n, typed) };
    found.push(...same.filter((one) => !found.includes(one)));
  }
  return go(found);
};

const whyNot = (context: CommandContext, desk: Desk, n: number, typed: string) => {
  const { ended } = desk.index();
  const last = ended === undefined ? undefined : desk.chain(ended);
  if (last && titleMatches(last.title, typed)) return refusal(context, desk, last);
  const entry = desk.draft.get(entryRows(n), namedKey(listName(typed)));
  return isActive(entry) && entry.b !== undefined
    ? desk.texts.notYours(listName(entry.n ?? typed), listName(nameOf(context, { id: entry.b })))
    : desk.texts.noSuchName(typed);
};

/** A number of the list last posted; when that list is old, the name is asked about first. */
const cancelAt = (
  context: CommandContext,
  desk: Desk,
  n: number,
  chain: Chain,
  number: number,
  go: (some: readonly Listed[]) => Outcome,
): Outcome => {
  const numbers = numbersOf(desk.draft, n, readList(context, desk.draft, n, chain));
  const one = numbers.at(number);
  if (!one || one.holder !== context.event.actor.id) return { reply: desk.texts.noSuchPlace(number) };
  if (!numbers.changed) return go([one]);
  const plan: z.infer<typeof planSchema> = { chain: n, key: one.key };
  return askConfirm(context, CANCEL_POWER, plan, desk.texts.placeEcho(number, one.line.name));
};
