import { dateOfDay } from '../../calendar/dates.ts';
import { showDay } from '../../calendar/show-moment.ts';
import type { Message } from '../../domain/message.ts';
import { hasDay } from './day-set.ts';
import { isPausedOn } from './edit-record.ts';
import type { Record } from './rows.ts';
import { unitOf } from './show-campaign.ts';
import { texts } from './texts.ts';
import { madeUpDays, type Standing, type View } from './view.ts';

/** One line on what last changed the streak, or kept it; undefined before anything has. */
export function explainChange(view: View, record: Record, { change }: Standing): Message | undefined {
  if (!change) return undefined;
  const { type, day, from, to } = change;
  const unit = unitOf(view.campaign);
  const when =
    unit === '周' ? `${showDay(dateOfDay(day), view.today)}那一周` : showDay(dateOfDay(day), view.today);
  switch (type) {
    case 'grown':
      return texts.whyGrown(when, hasDay(madeUpDays(record), day), from, to, unit);
    case 'broken':
      return texts.whyBroken(when, from, unit);
    case 'rest':
      return texts.whyRest(when, to, unit);
    case 'excused':
      return view.day(day).why === 'outage' && !isPausedOn(record, day)
        ? texts.whyOutage(when, to, unit)
        : texts.whyPause(when, to, unit);
    default:
      return type satisfies never;
  }
}
