const hourMs = 3_600_000;

/** The instant of 9:00 on the day after `now` in a time zone: what people mean by 明天 9 点. */
export function nextMorning(now: number, timeZone: string): number {
  const today = wallTime(now, timeZone);
  const target = Date.UTC(today.year, today.month - 1, today.day + 1, 9);
  // The zone's distance from UTC may change overnight, so it is taken again at the first guess.
  const guess = target - offsetAt(now, timeZone);
  return target - offsetAt(guess, timeZone);
}

const offsetAt = (at: number, timeZone: string): number => {
  const { year, month, day, hour, minute } = wallTime(at, timeZone);
  return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(at / 60_000) * 60_000;
};

function wallTime(at: number, timeZone: string) {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  const found = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => found.get(type) ?? 0;
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
  };
}

/** Where a jump asked for on the page leads. */
export type Jump = { readonly to: 'now' } | { readonly to: 'next-morning' } | { readonly hours: number };
export function jumpTarget(jump: Jump, now: number, offset: number, timeZone: string): number {
  if ('hours' in jump) return now + jump.hours * hourMs;
  switch (jump.to) {
    case 'now':
      return now - offset;
    case 'next-morning':
      return nextMorning(now, timeZone);
    default:
      return jump satisfies never;
  }
}
