import { dayNumber } from '../../calendar/dates.ts';
import type { MemberRef } from '../../domain/chat.ts';
import type { Message } from '../../domain/message.ts';
import { drop, put, type StateView, type Write } from '../../domain/state.ts';
import { todayAt } from './asked-days.ts';
import { daysIn } from './day-set.ts';
import type { Desk } from './desk.ts';
import {
  campaignRows,
  INDEX,
  metaRows,
  nudgeRows,
  personRows,
  recordRows,
  undoRows,
  WORD_ROWS_MS,
  wordRows,
} from './rows.ts';
import { unitOf } from './show-campaign.ts';
import { texts } from './texts.ts';
import { doneDays, madeUpDays } from './view.ts';

const DAY_MS = 86_400_000;
/** A day can be filled in, with words, so much later: the words of a day live on from then. */
const BACK_DAYS = 31;

/** Every campaign that may hold something here: also those that a file or the list has dropped since. */
const keysOf = (desk: Desk): readonly string[] => {
  const { state } = desk.context;
  const made = state.get(campaignRows, INDEX)?.last ?? 0;
  return [
    ...new Set([
      ...desk.campaigns.map(({ key }) => key),
      ...state.all(metaRows).keys(),
      ...Array.from({ length: made }, (_, n) => `~${n + 1}`),
    ]),
  ];
};

/** How much somebody has done, campaign by campaign, whether or not it still runs. */
export function ownData(desk: Desk, { id }: MemberRef): readonly Message[] {
  const { state } = desk.context;
  const lines = keysOf(desk).flatMap((key) => {
    const record = state.get(recordRows(key), id);
    if (!record) return [];
    const campaign = desk.campaigns.find((one) => one.key === key);
    const days = new Set([...daysIn(doneDays(record)), ...daysIn(madeUpDays(record))]).size;
    if (!campaign) return [texts.ownOld(days)];
    const { streak } = desk.view(campaign).standing(record);
    return [texts.own(campaign.title, days, streak, unitOf(campaign))];
  });
  return state.get(personRows, id)?.off ? [...lines, texts.ownQuiet] : lines;
}

/** Days, words, pauses, reminders, what could be undone. Places of others on a day were given when they came, and stay. */
export function erase(desk: Desk, { id }: MemberRef): readonly Write[] {
  const { state } = desk.context;
  const today = dayNumber(todayAt(desk.at, desk.where));
  const rows = state.get(campaignRows, INDEX);
  const opened = rows?.list.some(({ opener }) => opener?.id === id);
  return [
    ...keysOf(desk).flatMap((key) => eraseFrom(state, key, id, today)),
    ...(state.get(personRows, id) ? [drop(personRows, id)] : []),
    ...(state.get(undoRows, id) ? [drop(undoRows, id)] : []),
    ...(rows && opened
      ? [
          put(campaignRows, INDEX, {
            ...rows,
            list: rows.list.map(({ opener, ...campaign }) => ({
              ...campaign,
              ...(opener && opener.id !== id && { opener }),
            })),
          }),
        ]
      : []),
  ];
}

function eraseFrom(state: StateView, key: string, id: string, today: number): Write[] {
  const nudges = state.get(nudgeRows(key), INDEX);
  const { [id]: named, ...others } = nudges ?? {};
  // A day may have words without being done: it was taken out again. Each is looked at, as long as words are kept.
  const first = today - Math.ceil(WORD_ROWS_MS / DAY_MS) - BACK_DAYS;
  const written = Array.from({ length: today - first + 2 }, (_, n) => wordRows(key, first + n)).filter(
    (words) => state.get(words, id) !== undefined,
  );
  return [
    ...(state.get(recordRows(key), id) ? [drop(recordRows(key), id)] : []),
    ...written.map((words) => drop(words, id)),
    ...(named ? [put(nudgeRows(key), INDEX, others)] : []),
  ];
}
