import type { Random } from './random.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A campaign as `checkins.yaml` would have it. */
export interface ModelRules {
  readonly frequency:
    | 'daily'
    | 'workdays'
    | 'holidays'
    | { readonly weekly: number }
    | { readonly weekdays: readonly string[] };
  readonly windows?: readonly { readonly open: string; readonly close: string; readonly grace: string }[];
  readonly rest?: { readonly perWeek: number };
}
export interface Setting {
  readonly rules: ModelRules;
  /** Minutes after midnight. */
  readonly dayStartsAt: number;
}
export type Step =
  | { readonly do: 'check-in' | 'undo' | 'resume' | 'look'; readonly at: number }
  | { readonly do: 'make-up' | 'fill-in' | 'take-out'; readonly at: number; readonly date: string }
  | { readonly do: 'pause'; readonly at: number; readonly days: number | undefined }
  | { readonly do: 'outage'; readonly at: number; readonly from: number }
  | { readonly do: 'change'; readonly at: number; readonly setting: Setting };
export interface History {
  readonly first: Setting;
  readonly quota: number;
  readonly back: number;
  readonly restores: boolean;
  readonly steps: readonly Step[];
}

/** Days around moved holidays and workdays of 2026, and an ordinary autumn over the end of the year. */
const starts = ['2026-02-10', '2026-04-01', '2026-09-20', '2026-11-15'] as const;
const weekdaySets = [
  ['一', '三', '五'],
  ['六', '日'],
  ['二', '四', '五', '日'],
] as const;

const anyRules = (random: Random): ModelRules => {
  const frequency = random.pick<ModelRules['frequency']>([
    'daily',
    'daily',
    'workdays',
    'workdays',
    'holidays',
    { weekly: random.int(1, 6) },
    { weekdays: random.pick<readonly string[]>(weekdaySets) },
  ]);
  const grace = random.pick(['0m', '10m', '2h']);
  const windows = random.pick<ModelRules['windows']>([
    undefined,
    [{ open: '06:00', close: '09:00', grace }],
    [{ open: '22:00', close: '02:00', grace }],
    [
      { open: '06:00', close: '08:00', grace: '0m' },
      { open: '20:00', close: '23:00', grace },
    ],
  ]);
  const loose = typeof frequency === 'object' && 'weekly' in frequency;
  const perWeek = random.int(0, 3);
  return { frequency, ...(windows && { windows }), ...(perWeek > 0 && !loose && { rest: { perWeek } }) };
};
const anySetting = (random: Random): Setting => ({
  rules: anyRules(random),
  dayStartsAt: random.pick([0, 0, 0, 180, 240, 300]),
});

/** A member's and a bot's weeks at random: five to seven of them, each step later than the one before. */
export function anyHistory(random: Random): History {
  const first = anySetting(random);
  const start = Date.parse(`${random.pick<string>(starts)}T00:00:00+08:00`);
  const diligence = random.pick([0.5, 0.75, 0.9, 1]);
  const steps: Step[] = [];
  let setting = first;
  let at = start;
  const later = (ms: number) => {
    at = Math.max(at + 1_000, ms);
    return at;
  };
  const dateBack = (days: number) => new Date(at + 8 * HOUR - days * DAY).toISOString().slice(0, 10);
  const days = random.int(10, 45);
  for (let day = 0; day < days; day++) {
    const midnight = start + day * DAY;
    const moments = Array.from({ length: random.int(1, 4) }, () => random.int(0, DAY - 1)).sort(
      (a, b) => a - b,
    );
    for (const moment of moments) {
      later(midnight + moment);
      if (random.chance(diligence * 0.6)) {
        steps.push({ do: 'check-in', at: inWindow(random, setting, at, later) });
        if (random.chance(0.05)) steps.push({ do: 'undo', at: later(at + random.int(1_000, 90_000)) });
      }
      if (random.chance(0.1)) steps.push({ do: 'make-up', at: later(at), date: dateBack(random.int(0, 6)) });
      if (random.chance(0.03))
        steps.push({ do: 'pause', at: later(at), days: random.chance(0.2) ? undefined : random.int(1, 5) });
      if (random.chance(0.05)) steps.push({ do: 'resume', at: later(at) });
      if (random.chance(0.02))
        steps.push({ do: 'fill-in', at: later(at), date: dateBack(random.int(0, 15)) });
      if (random.chance(0.02))
        steps.push({ do: 'take-out', at: later(at), date: dateBack(random.int(0, 15)) });
      if (random.chance(0.05)) {
        const from = later(at);
        steps.push({ do: 'outage', from, at: later(at + anyLength(random)) });
      }
      if (random.chance(0.015)) {
        setting = random.chance(0.5)
          ? { rules: setting.rules, dayStartsAt: random.pick([0, 180, 240, 300]) }
          : { rules: anyRules(random), dayStartsAt: setting.dayStartsAt };
        steps.push({ do: 'change', at: later(at), setting });
      }
      if (random.chance(0.5)) steps.push({ do: 'look', at: later(at) });
    }
  }
  steps.push({ do: 'look', at: later(at) }, { do: 'look', at: later(at + 2 * DAY) });
  return { first, quota: random.int(0, 6), back: random.int(1, 7), restores: random.chance(0.8), steps };
}

const anyLength = (random: Random): number =>
  random.pick([
    random.int(5, 90) * 1_000,
    random.int(1, 12) * MINUTE,
    random.int(10, 600) * MINUTE,
    random.int(1, 4) * DAY,
  ]);

/** Mostly at an hour at which the window is open, often at its very edge. */
function inWindow(random: Random, { rules }: Setting, at: number, later: (ms: number) => number): number {
  const window = rules.windows?.[random.int(0, rules.windows.length - 1)];
  if (!window || random.chance(0.2)) return later(at);
  const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
  const midnight = Math.floor((at + 8 * HOUR) / DAY) * DAY - 8 * HOUR;
  const open = minutes(window.open);
  const close = minutes(window.close) > open ? minutes(window.close) : minutes(window.close) + 1440;
  const moment = random.pick([open, close - 1, close, close + 9, random.int(open, close)]);
  return later(midnight + moment * MINUTE);
}
