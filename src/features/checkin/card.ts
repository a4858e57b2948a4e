import { aboutTask, cardId, closedCard, withButtons } from '../../domain/card.ts';
import type { EventOf } from '../../domain/events.ts';
import type { Message } from '../../domain/message.ts';
import type { Write } from '../../domain/state.ts';
import { isRunning } from './asked-days.ts';
import type { Campaign } from './campaign.ts';
import { cardTexts } from './card-texts.ts';
import { type Desk, dayOf } from './desk.ts';
import { placeRow, placeRows } from './rows.ts';
import { showHours } from './show-campaign.ts';

/** Longer than most campaigns run: whether it still runs is looked up when a button is pressed. */
const CARD_MS = 90 * 86_400_000;

const cardOf = ({ group }: Desk, { key }: Campaign): string => aboutTask('checkin', group.id, key);

/**
 * The words with the buttons of a campaign beside them. In answer to a press the card that was pressed is brought up to
 * date, with what `writes` change; once the campaign is over its card has no working button any more.
 */
export function withCheckinCard(
  desk: Desk,
  campaign: Campaign,
  message: Message,
  writes: readonly Write[] = [],
): Message {
  const { event } = desk.context;
  const pressed = event.type === 'message.received' ? event.pressed : undefined;
  if (!isRunning(campaign, desk.at, desk.where))
    return pressed === undefined
      ? message
      : { ...message, card: closedCard(pressed, campaign.title, cardTexts.over) };
  const { minText, keyword, image } = campaign;
  const atOnce = minText === 0 && keyword === undefined && !image;
  return withButtons(message, {
    id: pressed ?? cardId('checkin', event.id),
    title: campaign.title,
    note: cardTexts.note(showHours(campaign), doneOn(desk, campaign, writes)),
    until: event.at + CARD_MS,
    about: cardOf(desk, campaign),
    buttons: [
      { label: atOnce ? cardTexts.checkIn : cardTexts.how, says: '打卡', look: 'primary' },
      { label: cardTexts.mine, says: '我的打卡' },
    ],
  });
}

/** How many have done it today, this one included. */
const doneOn = (desk: Desk, campaign: Campaign, writes: readonly Write[]): number => {
  const rows = placeRows(campaign.key);
  const day = dayOf(desk, campaign);
  const written = rows.schema.safeParse(
    writes.find(({ collection, row }) => collection === rows.collection && row === placeRow(day))?.value,
  );
  const place = written.success ? written.data : desk.context.state.get(rows, placeRow(day));
  return place?.day === day ? place.n : 0;
};

/** The campaign a pressed card belongs to; `stray` when there is no such campaign in this group, whatever the card says. */
export const pressedCampaign = (
  { about }: EventOf<'message.received'>,
  desk: Desk,
): Campaign | 'stray' | undefined =>
  about === undefined
    ? undefined
    : (desk.campaigns.find((campaign) => cardOf(desk, campaign) === about) ?? 'stray');
