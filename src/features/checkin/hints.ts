import { dayNumber } from '../../calendar/dates.ts';
import { logicalDay } from '../../calendar/logical-day.ts';
import type { Group } from '../../domain/community.ts';
import type { GroupEvent } from '../../domain/events.ts';
import type { RowRef } from '../../domain/state.ts';
import { accountRows } from '../points/rows.ts';
import type { Campaign } from './campaign.ts';
import {
  campaignRows,
  INDEX,
  metaRows,
  personRows,
  placeRow,
  placeRows,
  recordRows,
  undoRows,
} from './rows.ts';

const CALL = /打卡|簽到|签到|补卡|補卡|补签|daka|dk/i;
const UNDO = /撤[销銷回]/;

/** Rows that a message about 打卡 will want: all in one round trip, so that a check-in is decided at once. */
export function hintsFor(
  event: GroupEvent,
  group: Group | undefined,
  campaigns: readonly Campaign[],
): RowRef[] {
  if (event.type !== 'message.received' || !group) return [];
  const me = event.actor.id;
  const undo = UNDO.test(event.text) ? [{ collection: undoRows.collection, row: me }] : [];
  if (!CALL.test(event.text)) return undo;
  const today = placeRow(dayNumber(logicalDay(event.at, group.timezone, group.dayStartsAt)));
  return [
    ...undo,
    { collection: campaignRows.collection, row: INDEX },
    { collection: personRows.collection, row: me },
    ...(campaigns.some(({ points }) => points) ? [{ collection: accountRows.collection, row: me }] : []),
    ...campaigns.flatMap(({ key }) => [
      { collection: recordRows(key).collection, row: me },
      { collection: metaRows.collection, row: key },
      { collection: placeRows(key).collection, row: today },
    ]),
  ];
}
