import { z } from 'zod';
import type { CommandContext } from '../../commands/command.ts';
import type { Outcome } from '../../domain/decision.ts';
import { data, type Message, mention, type Part, text } from '../../domain/message.ts';
import { parseNumber } from '../../text/numbers.ts';
import { askConfirm } from '../confirm/ask-confirm.ts';
import { applyWishes } from './apply-wishes.ts';
import type { Desk } from './desk.ts';
import { keyParts } from './entry-key.ts';
import { type Listed, numbersOf, readList } from './listed.ts';
import { refOf } from './names.ts';
import { operatorTexts } from './operator-texts.ts';
import { entryRows, type Numbered } from './rows.ts';
import { isActive } from './set-entry.ts';
import { canPost } from './tell-promoted.ts';
import { amountOf, yuan } from './totals.ts';
import { writeEntry } from './write-entry.ts';

/** `3`, `5-8`, `候补1`: places of the list last posted. */
interface Place {
  readonly number: number;
  readonly waiting: boolean;
}
const PLACES_MAX = 100;
const MENTIONS_MAX = 20;
const keysPlan = z.object({ chain: z.int(), keys: z.array(z.string()) });
const paidPlan = keysPlan.extend({ paid: z.boolean() });

export function parsePlaces(typed: string): readonly Place[] | undefined {
  const words = typed
    .normalize('NFKC')
    .replace(/\s*[-~到至]\s*/g, '-')
    .split(/[\s,，、;；和]+/u)
    .filter((word) => word !== '');
  const places = words.flatMap((word): (Place | undefined)[] => {
    const waiting = /^候补?/u.test(word);
    const [from, to] = word
      .replace(/^候补?|^第/u, '')
      .replace(/[位号条个]$/u, '')
      .split('-')
      .map((part) => parseNumber(part));
    if (from === undefined || from < 1) return [undefined];
    const last = word.includes('-') ? to : from;
    if (last === undefined || last < from || last - from >= PLACES_MAX) return [undefined];
    return Array.from({ length: last - from + 1 }, (_, n) => ({ number: from + n, waiting }));
  });
  const known = places.filter((place) => place !== undefined);
  return known.length === places.length && known.length > 0 && known.length <= PLACES_MAX ? known : undefined;
}

interface Found {
  readonly listed: readonly Listed[];
  readonly changed: boolean;
}
const findPlaces = (
  context: CommandContext,
  desk: Desk,
  { n, chain }: Numbered,
  typed: string,
  command: string,
): Found | { readonly reply: Message } => {
  const places = parsePlaces(typed);
  if (!places) return { reply: operatorTexts.whichPlaces(command) };
  const numbers = numbersOf(desk.draft, n, readList(context, desk.draft, n, chain));
  const found = places.map(({ number, waiting }) => ({ number, waiting, one: numbers.at(number, waiting) }));
  const gone = found
    .filter(({ one }) => !one)
    .map(({ number, waiting }) => `${waiting ? '候补' : ''}${number}`);
  if (gone.length > 0) return { reply: operatorTexts.noPlace(gone) };
  const listed = [...new Set(found.flatMap(({ one }) => (one ? [one] : [])))];
  return { listed, changed: numbers.changed };
};

const keysOf = (listed: readonly Listed[]) => listed.map(({ key }) => key);
const namesOf = (listed: readonly Listed[]) => listed.map(({ line }) => line.name);

/** `/接龙 删除 3`: echoed with the names, whatever the list looks like by now. */
export function planDelete(context: CommandContext, desk: Desk, of: Numbered, typed: string): Outcome {
  const found = findPlaces(context, desk, of, typed, '删除');
  if ('reply' in found) return found;
  const plan: z.infer<typeof keysPlan> = { chain: of.n, keys: keysOf(found.listed) };
  return askConfirm(
    context,
    'chain.delete',
    plan,
    operatorTexts.deleteEcho(of.n, of.chain, namesOf(found.listed)),
  );
}

export function deleteConfirmed(context: CommandContext, desk: Desk, planned: unknown): Outcome {
  const { chain: n, keys } = keysPlan.parse(planned);
  const chain = desk.chain(n);
  if (!chain) return { reply: desk.texts.none };
  const asked = keys.map((key) => ({ key, quantity: 0 }));
  const outcome = applyWishes(context, desk, n, chain, asked, true);
  if (outcome.type !== 'applied') return { reply: operatorTexts.noPlace([]) };
  const gone = outcome.applied
    .filter(({ change }) => change.type === 'cancelled')
    .map(({ line }) => line.name);
  return { reply: operatorTexts.deleted(outcome.chain, gone) };
}

/** `/接龙 已付 3 5`: at once while the numbers mean what people see, else after asking. */
export const markPaid =
  (paid: boolean) =>
  (context: CommandContext, desk: Desk, of: Numbered, typed: string): Outcome => {
    const found = findPlaces(context, desk, of, typed, paid ? '已付' : '未付');
    if ('reply' in found) return found;
    if (!found.changed) return pay(context, desk, of, keysOf(found.listed), paid);
    const plan: z.infer<typeof paidPlan> = { chain: of.n, keys: keysOf(found.listed), paid };
    const power = paid ? 'chain.paid' : 'chain.unpaid';
    return askConfirm(context, power, plan, operatorTexts.paidEcho(namesOf(found.listed), paid));
  };

export function paidConfirmed(context: CommandContext, desk: Desk, planned: unknown): Outcome {
  const { chain: n, keys, paid } = paidPlan.parse(planned);
  const chain = desk.chain(n);
  return chain ? pay(context, desk, { n, chain }, keys, paid) : { reply: desk.texts.none };
}

const pay = (
  context: CommandContext,
  desk: Desk,
  { n, chain }: Numbered,
  keys: readonly string[],
  paid: boolean,
): Outcome => {
  for (const key of keys) {
    const entry = desk.draft.get(entryRows(n), key);
    if (isActive(entry)) writeEntry(desk.draft, n, key, { ...entry, p: paid ? 1 : undefined });
  }
  desk.save(n, { ...chain, changes: chain.changes + 1 });
  const list = readList(context, desk.draft, n, chain);
  const done = [...list.in, ...list.waiting].filter(({ key }) => keys.includes(key));
  return { reply: operatorTexts.paid(namesOf(done), paid, list.in.filter(({ line }) => !line.paid).length) };
};

/** `/接龙 催付`: one post that names those who have not paid; it is held over the quiet hours like every post. */
export function remindUnpaid(context: CommandContext, desk: Desk, { n, chain }: Numbered): Outcome {
  const list = readList(context, desk.draft, n, chain);
  const unpaid = list.in.filter(({ line }) => !line.paid);
  if (unpaid.length === 0) return { reply: operatorTexts.allPaid };
  if (!(chain.options ?? []).some(({ price }) => price !== undefined))
    return { reply: operatorTexts.noPrices };
  if (!canPost(desk.group)) return { reply: operatorTexts.unpaidHere(namesOf(unpaid)) };
  const people = [...new Map(unpaid.map((one) => [one.holder ?? one.key, one])).values()];
  const shown = people.slice(0, MENTIONS_MAX);
  const who = shown.map(({ key, holder, line }): Part[] => {
    if (holder === undefined) return [data(line.name)];
    const at = mention(refOf(context, holder));
    return keyParts(key).member === undefined ? [at, text('(替 '), data(line.name), text(' 报)')] : [at];
  });
  const { total } = amountOf(
    chain,
    unpaid.map(({ line }) => line),
  );
  const message = operatorTexts.remind(
    n,
    chain,
    who,
    people.length - shown.length,
    total > 0 ? yuan(total) : undefined,
  );
  const origin = { source: 'command:chain.remind', event: context.event.id, version: context.version };
  const effect = { type: 'send' as const, group: desk.group.id, message, origin };
  desk.posts.push({ effect, by: 'command:chain.remind' });
  return { reply: operatorTexts.reminded(people.length) };
}
