import type { CommandContext } from '../../commands/command.ts';
import type { Outcome } from '../../domain/decision.ts';
import { lines, type Message } from '../../domain/message.ts';
import { type Applied, applyWishes, type Outcomes } from './apply-wishes.ts';
import type { Desk } from './desk.ts';
import { keyParts, namedKey } from './entry-key.ts';
import { listName } from './list-line.ts';
import { isNamed, nameOf, organisersOf } from './names.ts';
import { isOpenAt } from './pick.ts';
import { type Chain, entryRows } from './rows.ts';
import { isActive, type Refused } from './set-entry.ts';
import { untilOf } from './show-list.ts';
import { canPost } from './tell-promoted.ts';
import type { Asked } from './wishes.ts';
import type { Done } from './words.ts';

/** Makes what one message asks for true, and says what came of it. */
export function signUp(
  context: CommandContext,
  desk: Desk,
  n: number,
  chain: Chain,
  asked: readonly Asked[],
): Outcome {
  if (!isOpenAt(chain, context.event.at)) return { reply: refusal(context, desk, chain) };
  const outcome = applyWishes(context, desk, n, chain, asked);
  switch (outcome.type) {
    case 'refused':
      return { reply: wordRefused(context, desk, n, chain, outcome.change, outcome.asked) };
    case 'taken':
      return { reply: desk.texts.takenName(outcome.name, who(context, outcome.by)) };
    case 'applied':
      return { reply: wordApplied(context, desk, n, outcome, asked) };
    default:
      return outcome satisfies never;
  }
}

export const refusal = (context: CommandContext, desk: Desk, chain: Chain): Message =>
  desk.texts.closed(
    chain,
    untilOf(context, chain),
    organisersOf(context, chain).map((one) => nameOf(context, one)),
  );

/** Only where there is more than one chain, so that nobody mixes them up. */
export const titleIn = (desk: Desk, chain: Chain): string | undefined =>
  desk.open().length > 1 ? chain.title : undefined;

const who = (context: CommandContext, member: Parameters<typeof nameOf>[1]['id'] | undefined): string =>
  member === undefined ? '别人' : listName(nameOf(context, { id: member }));

const wordApplied = (
  context: CommandContext,
  desk: Desk,
  n: number,
  { chain, applied, promoted, first }: Extract<Outcomes, { type: 'applied' }>,
  asked: readonly Asked[],
): Message => {
  const others = promoted.filter(({ key }) => !applied.some((one) => one.key === key));
  const names = others.map(({ key }) => entryName(context, desk, n, key));
  const me = context.event.actor;
  const [one] = applied;
  const single = applied.length === 1 && one && keyParts(one.key).member !== undefined ? one : undefined;
  const inNow = promoted.some(({ key }) => key === one?.key);
  const mine = applied.some(({ key }) => keyParts(key).member === me.id);
  return lines(
    single
      ? wordSingle(context, desk, n, chain, single, asked[0], inNow)
      : desk.texts.several(chain, doneOf(applied), titleIn(desk, chain)),
    single ? undefined : desk.texts.severalNext,
    names.length > 0 ? desk.texts.movedUp(names) : undefined,
    // Asked once, with the first entry.
    first && mine && !isNamed(context, me) ? desk.texts.whoAreYou : undefined,
    single && single.change.type !== 'cancelled' ? alsoListed(context, desk, n) : undefined,
  );
};

const wordSingle = (
  context: CommandContext,
  desk: Desk,
  n: number,
  chain: Chain,
  { change, line }: Applied,
  asked: Asked | undefined,
  inNow: boolean,
): Message => {
  const title = titleIn(desk, chain);
  switch (change.type) {
    case 'joined':
      return lines(
        desk.texts.joined(chain, change.position, line, title),
        asked?.quantity !== undefined && asked.quantity > change.quantity
          ? desk.texts.fewer(asked.quantity, change.quantity)
          : desk.texts.next(untilOf(context, chain)),
      );
    case 'queued':
      return lines(
        desk.texts.queued(chain, change.position, line, title),
        desk.texts.queuedNext(context.group !== undefined && canPost(context.group)),
      );
    case 'edited':
      return desk.texts.edited(chain, change.was, line, change.waiting && !inNow, title, asked?.remark);
    case 'cancelled':
      return desk.texts.cancelled(chain, change.was, title);
    default:
      return wordRefused(context, desk, n, chain, change, asked);
  }
};

export const wordRefused = (
  context: CommandContext,
  desk: Desk,
  n: number,
  chain: Chain,
  change: Refused,
  asked: Asked | undefined,
): Message => {
  const option =
    change.type === 'over-all' && change.option !== undefined
      ? chain.options?.[change.option]?.name
      : undefined;
  switch (change.type) {
    case 'same': {
      const key = asked?.key ?? context.event.actor.id;
      const line = {
        name: entryName(context, desk, n, key),
        quantity: change.quantity,
        option: optionOf(chain, key),
        remark: undefined,
        paid: false,
      };
      return keyParts(key).member === undefined
        ? desk.texts.severalSame(chain, [line.name], titleIn(desk, chain))
        : desk.texts.same(chain, line, change.waiting, titleIn(desk, chain));
    }
    case 'not-in':
      return desk.texts.notIn;
    case 'over-member':
      return desk.texts.overMember(change.limit, change.others);
    case 'over-all':
      return desk.texts.overAll(change.limit, option, chain, desk.open().length > 1 ? n : undefined);
    case 'no-room':
      return desk.texts.noRoom(change.left, change.kept);
    default:
      return change satisfies never;
  }
};

const doneOf = (applied: readonly Applied[]): Done => {
  const of = (...types: Applied['change']['type'][]) =>
    applied
      .filter(({ change }) => types.includes(change.type))
      .map(({ line }) =>
        [line.name, line.option, line.quantity === 1 ? '' : `×${line.quantity}`].filter(Boolean).join(' '),
      );
  return {
    joined: of('joined'),
    edited: of('edited'),
    cancelled: of('cancelled'),
    queued: of('queued'),
    same: of('same', 'not-in'),
  };
};

export const entryName = (context: CommandContext, desk: Desk, n: number, key: string): string => {
  const { member } = keyParts(key);
  if (member !== undefined) return listName(nameOf(context, { id: member }));
  return listName(desk.draft.get(entryRows(n), key)?.n ?? key.replace(/^.*=/s, ''));
};
const optionOf = (chain: Chain, key: string): string | undefined => {
  const { option } = keyParts(key);
  return option === undefined ? undefined : chain.options?.[option]?.name;
};

/** Somebody was signed up by their name and now comes themselves: said, so that they are not counted twice. */
const alsoListed = (context: CommandContext, desk: Desk, n: number): Message | undefined => {
  const me = context.event.actor;
  if (!isNamed(context, me)) return undefined;
  const name = nameOf(context, me);
  const named = desk.draft.get(entryRows(n), namedKey(name));
  return isActive(named) && named.b !== me.id
    ? desk.texts.alsoListed(listName(name), who(context, named.b))
    : undefined;
};
