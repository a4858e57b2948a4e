import type { DateString } from './dates.ts';

/** A moment as the clock on the group's wall shows it. */
export interface LocalTime {
  readonly date: DateString;
  /** Minutes after midnight. */
  readonly minutes: number;
  readonly seconds: number;
  /** 1 Monday … 7 Sunday. */
  readonly weekday: number;
}

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Every change of offset in use today falls on a quarter of an hour, UTC. */
const STEP = 15 * MINUTE;

/** Of `Intl`, which is slow to build and slow to ask: one formatter a zone, and the latest answers of each. */
const zones = new Map<
  string,
  { readonly format: Intl.DateTimeFormat; readonly offsets: Map<number, number> }
>();
/** Windows of a few days ask about the same quarters of an hour again and again. */
const OFFSETS_KEPT = 2_000;

export const isZone = (zone: string): boolean => {
  try {
    zoneOf(zone);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
};

/** What the zone adds to UTC at that moment, in ms. */
export function zoneOffset(ms: number, zone: string): number {
  const known = zoneOf(zone);
  const step = Math.floor(ms / STEP);
  const answered = known.offsets.get(step);
  if (answered !== undefined) return answered;
  if (known.offsets.size >= OFFSETS_KEPT) known.offsets.clear();
  const offset = askOffset(step * STEP, known.format);
  known.offsets.set(step, offset);
  return offset;
}

export function localTime(ms: number, zone: string): LocalTime {
  const wall = ms + zoneOffset(ms, zone);
  const day = Math.floor(wall / DAY);
  const rest = wall - day * DAY;
  return {
    date: new Date(day * DAY).toISOString().slice(0, 10),
    minutes: Math.floor(rest / MINUTE),
    seconds: Math.floor((rest % MINUTE) / 1000),
    weekday: ((((day + 3) % 7) + 7) % 7) + 1,
  };
}

/**
 * The moment at which the wall shows `date` and `minutes` (which may pass 24:00). A time that the change to summer time
 * leaves out moves on by what was left out; one that comes twice is the first of the two.
 */
export function instantOf(date: DateString, minutes: number, zone: string): number {
  const wall = Date.parse(`${date}T00:00:00Z`) + minutes * MINUTE;
  const before = zoneOffset(wall - DAY, zone);
  const after = zoneOffset(wall + DAY, zone);
  for (const offset of [before, after]) if (zoneOffset(wall - offset, zone) === offset) return wall - offset;
  return wall - before;
}

const zoneOf = (zone: string) => {
  const known = zones.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const fresh = { format, offsets: new Map<number, number>() };
  zones.set(zone, fresh);
  return fresh;
};

const askOffset = (ms: number, format: Intl.DateTimeFormat): number => {
  const part = { year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0 };
  for (const { type, value } of format.formatToParts(ms)) {
    switch (type) {
      case 'year':
      case 'month':
      case 'day':
      case 'hour':
      case 'minute':
      case 'second':
        part[type] = Number(value);
        break;
      default:
    }
  }
  return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second) - ms;
};
