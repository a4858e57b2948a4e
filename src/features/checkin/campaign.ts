import { z } from 'zod';
import { parseClockTime } from '../../calendar/clock-time.ts';
import { addDays, type DateString, dateOfDay, dayNumber, weekdayOf } from '../../calendar/dates.ts';
import { parseDuration } from '../../calendar/duration.ts';
import { type DayWindow, spanOf, type WindowSpan, type WindowZone } from '../../calendar/windows.ts';
import { dayKind } from '../../calendar/workday.ts';
import { type CampaignConfig, frequencySchema, weekdayNames } from './schema.ts';

/** A campaign ready to decide with, wherever it came from. Plain data: the chat-made ones are kept as rows. */
export const campaignDataSchema = z.object({
  /** Names its rows: the id in `checkins.yaml`, or `~1` for one made in the chat. */
  key: z.string(),
  title: z.string(),
  frequency: frequencySchema,
  /** Empty: the whole logical day. */
  windows: z.array(z.object({ open: z.int(), close: z.int(), grace: z.int() })),
  start: z.string().optional(),
  /** Last day. */
  end: z.string().optional(),
  /** Least characters of text; 0 asks for none. */
  minText: z.int(),
});
export type Campaign = z.infer<typeof campaignDataSchema>;

export const fromConfig = ({
  id,
  title,
  frequency,
  windows = [],
  start,
  end,
  days,
  proof,
}: CampaignConfig): Campaign => {
  const last = start !== undefined && days !== undefined ? addDays(start, days - 1) : end;
  return {
    key: id,
    title,
    frequency,
    windows: windows.map(({ open, close, grace }) => ({
      open: parseClockTime(open) ?? 0,
      close: parseClockTime(close) ?? 0,
      grace: Math.round((parseDuration(grace ?? '0m') ?? 0) / 60_000),
    })),
    ...(start !== undefined && { start }),
    ...(last !== undefined && { end: last }),
    minText: proof === undefined || proof === 'none' ? 0 : proof.text.min,
  };
};

/** Windows of a day; without any, the day itself from where it begins to where it ends. */
export const windowsOf = ({ windows }: Campaign, { dayStartsAt }: WindowZone): readonly DayWindow[] =>
  windows.length > 0 ? windows : [{ open: dayStartsAt, close: dayStartsAt, grace: 0 }];

/** Whether the campaign asks for a check-in on that day. */
export function isScheduled({ frequency, start, end }: Campaign, day: DateString): boolean {
  if ((start !== undefined && day < start) || (end !== undefined && day > end)) return false;
  if (frequency === 'daily') return true;
  if (frequency === 'workdays') return dayKind(day).workday;
  if (frequency === 'holidays') return !dayKind(day).workday;
  if ('weekdays' in frequency) {
    const name = weekdayNames[weekdayOf(day) - 1];
    return name !== undefined && frequency.weekdays.includes(name);
  }
  return frequency.dates.includes(day);
}

/** No campaign rests longer than this between two of its days. */
const FARTHEST = 400;

/** The scheduled day before `day` (a day number), if there is one. */
export function scheduledBefore(campaign: Campaign, day: number): number | undefined {
  const first =
    campaign.start === undefined ? day - FARTHEST : Math.max(day - FARTHEST, dayNumber(campaign.start));
  for (let before = day - 1; before >= first; before--)
    if (isScheduled(campaign, dateOfDay(before))) return before;
  return undefined;
}

/** The next window that opens after `ms`; `today` is the logical day of `ms`. */
export function nextSpan(
  campaign: Campaign,
  today: DateString,
  ms: number,
  zone: WindowZone,
): WindowSpan | undefined {
  const windows = windowsOf(campaign, zone);
  const first = campaign.start !== undefined && campaign.start > today ? campaign.start : addDays(today, -1);
  for (let n = 0; n <= FARTHEST; n++) {
    const day = addDays(first, n);
    if (!isScheduled(campaign, day)) continue;
    const spans = windows
      .map((window, index) => spanOf(window, index, day, zone))
      .sort((a, b) => a.opens - b.opens);
    const next = spans.find(({ opens }) => opens > ms);
    if (next) return next;
  }
  return undefined;
}
