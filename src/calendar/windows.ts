import { addDays, type DateString } from './dates.ts';
import { logicalDay } from './logical-day.ts';
import { instantOf } from './zone.ts';

/** A time of day in which something is open. Minutes after midnight; `close` before `open` runs over midnight. */
export interface DayWindow {
  readonly open: number;
  readonly close: number;
  /** Minutes after `close` in which it still counts, marked late. */
  readonly grace: number;
}
/** One window on one logical day, as moments. It is open in [opens, closes) and late in [closes, ends). */
export interface WindowSpan {
  readonly day: DateString;
  readonly index: number;
  readonly opens: number;
  readonly closes: number;
  readonly ends: number;
}
export interface WindowZone {
  readonly timezone: string;
  readonly dayStartsAt: number;
}

/** A window belongs to the logical day in which it opens, even where it closes on the next. */
export function spanOf(window: DayWindow, index: number, day: DateString, zone: WindowZone): WindowSpan {
  const open = window.open < zone.dayStartsAt ? window.open + 1440 : window.open;
  const shifted = window.close < zone.dayStartsAt ? window.close + 1440 : window.close;
  const close = shifted <= open ? shifted + 1440 : shifted;
  const closes = instantOf(day, close, zone.timezone);
  return {
    day,
    index,
    opens: instantOf(day, open, zone.timezone),
    closes,
    ends: closes + window.grace * 60_000,
  };
}

/** The windows of the day before, this and the next logical day, in time order: all that can be open at `ms`. */
export function spansAround(ms: number, windows: readonly DayWindow[], zone: WindowZone): WindowSpan[] {
  const today = logicalDay(ms, zone.timezone, zone.dayStartsAt);
  return [-1, 0, 1]
    .flatMap((offset) => windows.map((window, n) => spanOf(window, n, addDays(today, offset), zone)))
    .sort((a, b) => a.opens - b.opens);
}

/** The window `ms` falls into, open before late; undefined when all are shut or `allowed` refuses the day. */
export function windowAt(
  ms: number,
  windows: readonly DayWindow[],
  zone: WindowZone,
  allowed: (day: DateString) => boolean = () => true,
): { readonly span: WindowSpan; readonly late: boolean } | undefined {
  const spans = spansAround(ms, windows, zone).filter(
    (span) => span.opens <= ms && ms < span.ends && allowed(span.day),
  );
  const open = spans.find((span) => ms < span.closes);
  const span = open ?? spans.at(-1);
  return span && { span, late: !open };
}
