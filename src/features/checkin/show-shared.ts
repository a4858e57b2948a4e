import { dateOfDay } from '../../calendar/dates.ts';
import { showDay } from '../../calendar/show-moment.ts';
import type { CommandContext } from '../../commands/command.ts';
import { lines, type Message } from '../../domain/message.ts';
import { openSpan } from './asked-days.ts';
import type { Campaign } from './campaign.ts';
import { type Desk, dayOf } from './desk.ts';
import { placesInAll } from './shared-board.ts';
import { BOARD_LINES, opensNext, showBoard } from './show.ts';
import { type Period, spanOfPeriod } from './standings.ts';
import { texts } from './texts.ts';

/** `打卡榜 全部`: everybody of all groups of a campaign, and the asker's own place. */
export function showSharedBoard(
  context: CommandContext,
  desk: Desk,
  campaign: Campaign,
  period: Period,
): Message {
  const groups = desk.groupsOf(campaign).length;
  if (groups < 2) return lines(showBoard(context, desk, campaign, period), texts.boardOnlyHere);
  const day = dayOf(desk, campaign);
  const places = placesInAll(desk, campaign, spanOfPeriod(period, day));
  if (!places) return lines(showBoard(context, desk, campaign, period, 'alone'), texts.boardUnseen);
  const isToday = period === '今天';
  const title = isToday ? showDay(dateOfDay(day), dateOfDay(day)) : period === '总' ? '总榜' : period;
  const heading = texts.boardAll(campaign.title, title, groups, places.length);
  const open = openSpan(campaign, desk.at, desk.where) !== undefined;
  if (places.length === 0)
    return lines(heading, open ? desk.texts.boardEmpty : texts.boardShut(opensNext(desk, campaign)));
  const me = context.event.actor.id;
  // Somebody of another group who is known by name alone is somebody else.
  const own = places.find(
    ({ member, group }) => member === me && (group === undefined || !me.startsWith('name:')),
  );
  return lines(
    heading,
    ...places
      .slice(0, BOARD_LINES)
      .map(({ place, name, days, group }) =>
        isToday ? texts.boardAllToday(name, group) : texts.boardAllLine(place, name, days, group),
      ),
    places.length > BOARD_LINES ? texts.boardMore(places.length) : undefined,
    isToday && own
      ? texts.boardAllDone
      : own || !isToday || open
        ? texts.boardMe(own?.place, isToday, open)
        : undefined,
  );
}
