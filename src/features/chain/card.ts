import { aboutTask, type ButtonPlan, cardId, closedCard, withButtons } from '../../domain/card.ts';
import type { DecisionContext } from '../../domain/context.ts';
import type { EventOf } from '../../domain/events.ts';
import type { GroupId } from '../../domain/ids.ts';
import type { Message } from '../../domain/message.ts';
import { cardTexts } from './card-texts.ts';
import { isFull, offered } from './options.ts';
import { parsePhrase } from './phrase.ts';
import { isOpenAt } from './pick.ts';
import type { Chain, Numbered } from './rows.ts';
import { untilOf } from './show-list.ts';

/** Far longer than a chain runs: whether it still runs is looked up when a button is pressed. */
const CARD_MS = 90 * 86_400_000;
/** WeCom's six, without 取消 and 看名单. */
const OPTIONS_MAX = 4;

const cardOf = (group: GroupId, { n, chain }: Numbered): string =>
  aboutTask(`chain-${n}`, group, n, chain.openedAt);

/**
 * The words with the buttons of a chain beside them. In answer to a press the card that was pressed is brought up to
 * date; once a chain is over its card has no working button any more.
 */
export function withChainCard(context: DecisionContext, { n, chain }: Numbered, message: Message): Message {
  const { event, group } = context;
  if (!group) return message;
  const pressed = event.type === 'message.received' ? event.pressed : undefined;
  if (!isOpenAt(chain, event.at))
    return pressed === undefined
      ? message
      : { ...message, card: closedCard(pressed, chain.title, cardTexts.over) };
  return withButtons(message, {
    id: pressed ?? cardId('chain', event.id),
    title: chain.title,
    note: cardTexts.note(chain, untilOf(context, chain)),
    until: event.at + CARD_MS,
    about: cardOf(group.id, { n, chain }),
    buttons: [
      ...joinButtons(n, chain),
      { label: cardTexts.cancel, says: `取消接龙 #${n}` },
      { label: cardTexts.list, says: `接龙列表 #${n}` },
    ],
  });
}

/** One for each kind of place where they can be told apart on a button; else one, which asks when there is a choice. */
const joinButtons = (n: number, chain: Chain): ButtonPlan[] => {
  const options = offered(chain);
  const names = (chain.options ?? []).map(({ name, off }) => (off ? undefined : name));
  const clear = options.every(({ option: { name }, at }) => {
    const { parts, words } = parsePhrase(name, names);
    return words.length === 0 && parts.length === 1 && parts[0]?.option === at;
  });
  if (options.length < 2 || options.length > OPTIONS_MAX || !clear)
    return [{ label: isFull(chain) ? cardTexts.wait : cardTexts.join, says: `接龙 #${n}`, look: 'primary' }];
  return options.map(({ option: { name } }) => ({
    label: name,
    says: `接龙 #${n} ${name}`,
    look: 'primary',
  }));
};

type Said = EventOf<'message.received'>;
/** The chain a pressed card belongs to; `stray` when there is no such chain in this group, whatever the card says. */
export function pressedChain(
  { about }: Said,
  group: GroupId,
  chainOf: (n: number) => Chain | undefined,
): Numbered | 'stray' | undefined {
  if (about === undefined) return undefined;
  const n = Number(/^chain-(\d{1,9})-/.exec(about)?.[1]);
  const chain = chainOf(n);
  return chain && cardOf(group, { n, chain }) === about ? { n, chain } : 'stray';
}
