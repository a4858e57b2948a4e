import { createRequire } from 'node:module';
import { z } from 'zod';
import type { History, ModelRules, Setting, Step } from './history.ts';

/**
 * What a fair check-in owes somebody, counted the slow way: dates as text, sets of dates, everything from the
 * beginning each time. Shares no code with the program.
 */
const table = z
  .object({ holidays: z.record(z.string(), z.string()), workdays: z.record(z.string(), z.string()) })
  .parse(createRequire(import.meta.url)('chinese-days/dist/chinese-days.json'));

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const utc = (date: string) => Date.parse(`${date}T00:00:00Z`);
const shift = (date: string, days: number) => new Date(utc(date) + days * DAY).toISOString().slice(0, 10);
const weekday = (date: string) => new Date(utc(date)).getUTCDay() || 7;
const mondayBefore = (date: string) => shift(date, 1 - weekday(date));
const minutesOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
const graceOf = (grace: string) => Number.parseInt(grace, 10) * (grace.endsWith('h') ? 60 : 1);

const isOff = (date: string) =>
  date in table.workdays ? false : date in table.holidays ? true : weekday(date) > 5;

const asks = ({ frequency }: ModelRules, date: string): boolean => {
  if (frequency === 'daily') return true;
  if (frequency === 'workdays') return !isOff(date);
  if (frequency === 'holidays') return isOff(date);
  if ('weekly' in frequency) return true;
  return frequency.weekdays.includes('一二三四五六日'[weekday(date) - 1] ?? '');
};

interface Opening {
  readonly opens: number;
  readonly closes: number;
  readonly ends: number;
}
const openings = ({ rules, dayStartsAt }: Setting, date: string): Opening[] => {
  const midnight = utc(date) - 8 * HOUR;
  const moment = (minutes: number) => midnight + minutes * 60_000;
  if (!rules.windows) {
    const [opens, closes] = [moment(dayStartsAt), moment(dayStartsAt + 1440)];
    return [{ opens, closes, ends: closes }];
  }
  return rules.windows.map(({ open, close, grace }) => {
    let from = minutesOf(open);
    if (from < dayStartsAt) from += 1440;
    let to = minutesOf(close);
    while (to <= from) to += 1440;
    return { opens: moment(from), closes: moment(to), ends: moment(to + graceOf(grace)) };
  });
};
const dateAt = (ms: number, { dayStartsAt }: Setting) =>
  new Date(ms + 8 * HOUR - dayStartsAt * 60_000).toISOString().slice(0, 10);
const isOver = (setting: Setting, date: string, at: number) =>
  openings(setting, date).every(({ ends }) => at >= ends);

export interface Seen {
  readonly streak: number;
  readonly longest: number;
  readonly total: number;
  readonly unit: '天' | '周';
}

export function createModel(history: History) {
  let setting = history.first;
  /** Rules of dates that were over when the rules changed, and which set of rules that was. */
  const eras: { readonly rules: ModelRules; readonly through: string }[] = [];
  const counted = new Set<string>();
  const madeUp = new Set<string>();
  const lost = new Set<string>();
  const gaps: [number, number][] = [];
  let pauses: [string, string][] = [];
  const asked = new Map<string, number>();
  /** Windows done on the latest date: of older ones nobody knows. */
  let latest: { readonly date: string; readonly windows: readonly number[] } = { date: '', windows: [] };
  let back: { readonly at: number; readonly restore: () => void } | undefined;

  const eraOf = (date: string): { readonly rules: ModelRules; readonly era: number } => {
    const era = eras.findIndex(({ through }) => date <= through);
    return era < 0
      ? { rules: setting.rules, era: eras.length }
      : { rules: eras[era]?.rules ?? setting.rules, era };
  };
  const isClosed = (date: string, at: number) => isOver({ ...setting, rules: eraOf(date).rules }, date, at);
  const isPaused = (date: string) => pauses.some(([from, to]) => from <= date && date <= to);
  const remember = (at: number, restore: () => void) => {
    back = { at, restore };
  };
  const copy = () => {
    const state = { counted: [...counted], madeUp: [...madeUp], pauses: [...pauses], asked: [...asked] };
    const before = latest;
    return () => {
      latest = before;
      for (const [set, kept] of [
        [counted, state.counted],
        [madeUp, state.madeUp],
      ] as const) {
        set.clear();
        for (const date of kept) set.add(date);
      }
      pauses = state.pauses;
      asked.clear();
      for (const [month, n] of state.asked) asked.set(month, n);
    };
  };

  const checkIn = (at: number) => {
    const today = dateAt(at, setting);
    const here = [-1, 0, 1]
      .map((days) => shift(today, days))
      .filter((date) => asks(setting.rules, date))
      .flatMap((date) => openings(setting, date).map((opening, n) => ({ date, n, ...opening })))
      .filter(({ opens, ends }) => opens <= at && at < ends)
      .sort((a, b) => a.opens - b.opens);
    const opening = here.find(({ closes }) => at < closes) ?? here.at(-1);
    if (!opening) return;
    const { date, n } = opening;
    const windows = latest.date === date ? latest.windows : [];
    const several = (setting.rules.windows?.length ?? 1) > 1 && latest.date === date;
    if (counted.has(date) && !(several && !windows.includes(n))) return;
    const restore = copy();
    counted.add(date);
    if (date >= latest.date) latest = { date, windows: [...windows, n] };
    pauses = pauses.flatMap(([from, to]): [string, string][] => {
      if (date < from || date > to) return [[from, to]];
      return from < date ? [[from, shift(date, -1)]] : [];
    });
    remember(at, restore);
  };

  const makeUp = (at: number, date: string) => {
    const today = dateAt(at, setting);
    const month = today.slice(0, 7);
    const used = asked.get(month) ?? 0;
    const wanted = asks(eraOf(date).rules, date) || asks(setting.rules, date);
    const tooOld = utc(today) - utc(date) > history.back * DAY;
    if (used >= history.quota || date > today || !wanted || !isClosed(date, at) || tooOld) return;
    if (counted.has(date) || madeUp.has(date) || isPaused(date)) return;
    const restore = copy();
    asked.set(month, used + 1);
    madeUp.add(date);
    if (history.restores) counted.add(date);
    remember(at, restore);
  };

  const outage = (from: number, to: number) => {
    gaps.push([from, to]);
    const overlap = (a: number, b: number) =>
      gaps.reduce((sum, [c, d]) => sum + Math.max(0, Math.min(b, d) - Math.max(a, c)), 0);
    for (let date = shift(dateAt(from, setting), -2); date <= dateAt(to, setting); date = shift(date, 1)) {
      if (!asks(setting.rules, date)) continue;
      for (const { opens, closes } of openings(setting, date)) {
        if (Math.min(to, closes) <= Math.max(from, opens)) continue;
        const end = Math.max(opens, closes - 10 * 60_000);
        if (overlap(opens, closes) >= 10 * 60_000 || overlap(end, closes) >= 60_000) lost.add(date);
      }
    }
  };

  const pause = (at: number, days: number | undefined) => {
    const restore = copy();
    const today = dateAt(at, setting);
    const from = counted.has(today) ? shift(today, 1) : today;
    pauses = [...until(from), [from, days === undefined ? '9999-12-31' : shift(from, days - 1)]];
    remember(at, restore);
  };
  const until = (date: string): [string, string][] =>
    pauses.filter(([from]) => from < date).map(([from, to]) => [from, to < date ? to : shift(date, -1)]);

  const look = (at: number): Seen => {
    const dates = [...counted].sort();
    const total = new Set([...counted, ...madeUp]).size;
    const unit =
      typeof setting.rules.frequency === 'object' && 'weekly' in setting.rules.frequency ? '周' : '天';
    const [first] = dates;
    if (first === undefined) return { streak: 0, longest: 0, total, unit };
    const today = dateAt(at, setting);
    const last = dates.reduce((a, b) => (a > b ? a : b), today);
    let streak = 0;
    let longest = 0;
    const rests = new Map<string, number>();
    const judged = new Set<string>();
    for (let date = first; date <= last; date = shift(date, 1)) {
      const { rules, era } = eraOf(date);
      const { frequency } = rules;
      const week = mondayBefore(date);
      if (typeof frequency === 'object' && 'weekly' in frequency) {
        if (judged.has(`${week} ${era}`)) continue;
        judged.add(`${week} ${era}`);
        const days = Array.from({ length: 7 }, (_, n) => shift(week, n)).filter((d) => eraOf(d).era === era);
        const need = Math.min(frequency.weekly, days.length);
        const done = days.filter((d) => counted.has(d)).length;
        const excused = days.filter((d) => !counted.has(d) && (lost.has(d) || isPaused(d))).length;
        if (done >= need) streak += 1;
        else if (days.every((d) => isClosed(d, at)) && done + excused < need) streak = 0;
      } else if (counted.has(date)) streak += 1;
      else if (asks(rules, date) && isClosed(date, at) && !lost.has(date) && !isPaused(date)) {
        const used = rests.get(week) ?? 0;
        if (used < (rules.rest?.perWeek ?? 0)) rests.set(week, used + 1);
        else streak = 0;
      }
      longest = Math.max(longest, streak);
    }
    return { streak, longest, total, unit };
  };

  const change = (at: number, next: Setting) => {
    const same = JSON.stringify(next.rules) === JSON.stringify(setting.rules);
    if (!same) {
      const after = { ...next, rules: setting.rules };
      let through = dateAt(at, after);
      while (!isOver(after, through, at)) through = shift(through, -1);
      eras.push({ rules: setting.rules, through });
    }
    setting = next;
  };

  return (step: Step): Seen | undefined => {
    switch (step.do) {
      case 'check-in':
        checkIn(step.at);
        return undefined;
      case 'make-up':
        makeUp(step.at, step.date);
        return undefined;
      case 'fill-in':
        if (step.date <= dateAt(step.at, setting) && !counted.has(step.date))
          if (asks(eraOf(step.date).rules, step.date) || asks(setting.rules, step.date)) {
            counted.add(step.date);
            madeUp.add(step.date);
            back = undefined;
          }
        return undefined;
      case 'take-out':
        if (counted.has(step.date) || madeUp.has(step.date)) back = undefined;
        counted.delete(step.date);
        madeUp.delete(step.date);
        if (latest.date === step.date) latest = { date: '', windows: [] };
        return undefined;
      case 'undo':
        if (back && step.at <= back.at + 60_000) back.restore();
        back = undefined;
        return undefined;
      case 'pause':
        pause(step.at, step.days);
        return undefined;
      case 'resume': {
        const today = dateAt(step.at, setting);
        if (!isPaused(today) && !isPaused(shift(today, 1))) return undefined;
        const restore = copy();
        pauses = until(today);
        remember(step.at, restore);
        return undefined;
      }
      case 'outage':
        outage(step.from, step.at);
        return undefined;
      case 'change':
        change(step.at, step.setting);
        return undefined;
      case 'look':
        return look(step.at);
      default:
        return step satisfies never;
    }
  };
}
