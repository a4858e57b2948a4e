import { addDays, type DateString, dateOfDay, dayNumber } from '../../calendar/dates.ts';
import { type AskedDay, countStreak, type Streak } from '../../calendar/streak.ts';
import { put, type Write } from '../../domain/state.ts';
import { closedThrough, isScheduled, todayAt, type Where } from './asked-days.ts';
import { type Campaign, type CampaignRules, perWeekOf, rulesOf } from './campaign.ts';
import { type DaySet, firstDay, hasDay, lastDay, noDays } from './day-set.ts';
import { type Meta, metaRows, type Record } from './rows.ts';

export const doneDays = (record: Record | undefined): DaySet =>
  record?.h === undefined ? noDays : { base: record.b ?? 0, bits: record.h };
export const lateDays = (record: Record | undefined): DaySet =>
  record?.lh === undefined ? noDays : { base: record.lb ?? 0, bits: record.lh };
export const madeUpDays = (record: Record | undefined): DaySet =>
  record?.mh === undefined ? noDays : { base: record.mb ?? 0, bits: record.mh };
export const outageDays = (meta: Meta | undefined): DaySet =>
  meta?.out === undefined ? noDays : { base: meta.outb ?? 0, bits: meta.out };

export const within = (spans: readonly (readonly [number, number])[] | undefined, day: number): boolean =>
  spans?.some(([from, to]) => from <= day && day <= to) ?? false;

/** What a day asks, whoever is asked. */
export interface DayRule extends AskedDay {
  readonly why: 'pause' | 'outage' | undefined;
}

/** One campaign of one group at one moment, by the rules that held on each day. Days looked at are remembered. */
export interface View {
  readonly campaign: Campaign;
  readonly where: Where;
  /** The logical day of the moment. */
  readonly today: DateString;
  readonly day: (day: number) => DayRule;
  /** Streak, marks and the last change of one member. Empty before the first day. */
  readonly standing: (record: Record | undefined) => Standing;
  readonly meta: Meta;
  /** Keeps the rules by day where they are new or have changed. */
  readonly writes: readonly Write[];
}
export interface Standing extends Streak {
  /** Day of the first mark. */
  readonly first: number;
}
const NO_STREAK: Streak = { streak: 0, longest: 0, change: undefined, lastMissed: undefined, marks: [] };
/** An edit a day for months; what is older than all of them goes by the oldest. */
const VERSIONS_KEPT = 60;

/** `at`: the moment that is judged; `now`: the moment at which a change of the rules is noticed, never before `at`. */
export function openView(
  campaign: Campaign,
  known: Meta | undefined,
  { at, now, where }: { readonly at: number; readonly now: number; readonly where: Where },
): View {
  const { meta, fresh } = noteRules(campaign, known, Math.max(at, now), where);
  const closed = meta.v.map(({ rules }) => closedThrough(rules, at, where));
  const outages = outageDays(meta);
  const days = new Map<number, DayRule>();
  const today = todayAt(at, where);

  const judge = (day: number): DayRule => {
    const version = versionOn(meta, day);
    const rules: CampaignRules = meta.v[version]?.rules ?? campaign;
    const perWeek = perWeekOf(rules);
    const outage = hasDay(outages, day);
    return {
      // Once is once: no other day of the campaign is missed.
      asked: rules.frequency !== 'once' && isScheduled(rules, dateOfDay(day), where.own),
      done: false,
      excused: outage || within(meta.pz, day),
      why: outage ? 'outage' : within(meta.pz, day) ? 'pause' : undefined,
      closed: day <= (closed[version] ?? 0),
      restPerWeek: rules.rest ?? 0,
      ...(perWeek !== undefined && { perWeek }),
      version,
    };
  };
  const dayOf = (day: number): DayRule => {
    const seen = days.get(day);
    if (seen) return seen;
    const rule = judge(day);
    days.set(day, rule);
    return rule;
  };
  return {
    campaign,
    where,
    today,
    meta,
    day: dayOf,
    writes: fresh ? [put(metaRows, campaign.key, meta)] : [],
    standing: (record) => {
      const done = doneDays(record);
      const first = firstDay(done);
      const last = lastDay(done);
      if (first === undefined || last === undefined) return { ...NO_STREAK, first: dayNumber(today) };
      const streak = countStreak(first, Math.max(last, dayNumber(today)), (day) => {
        const rule = dayOf(day);
        const isDone = hasDay(done, day);
        const paused = record?.pz !== undefined && within(record.pz, day);
        // Most days of most members: the rule as it stands, without a new object.
        if (!isDone && !paused) return rule;
        return { ...rule, done: isDone, excused: rule.excused || paused };
      });
      return { ...streak, first };
    },
  };
}
const versionOn = ({ v }: Meta, day: number): number => {
  for (let n = v.length - 1; n > 0; n--) if ((v[n]?.from ?? 0) <= day) return n;
  return 0;
};

/**
 * The rules by day, with those in force now. Changed rules hold from the first day that was not over under the old
 * ones, so that no closed day is judged anew.
 */
function noteRules(
  campaign: Campaign,
  known: Meta | undefined,
  at: number,
  where: Where,
): { readonly meta: Meta; readonly fresh: boolean } {
  const rules = rulesOf(campaign);
  const last = known?.v.at(-1);
  if (!known || !last) return { meta: { ...known, v: [{ from: 0, rules }] }, fresh: true };
  if (JSON.stringify(rulesOf(last.rules)) === JSON.stringify(rules)) return { meta: known, fresh: false };
  const from = dayNumber(addDays(dateOfDay(closedThrough(last.rules, at, where)), 1));
  // Two changes before a day is over: only the second one counts.
  const kept = known.v.filter((version) => version.from < from);
  const v = [...kept, { from: kept.length === 0 ? 0 : from, rules }].slice(-VERSIONS_KEPT);
  return { meta: { ...known, v }, fresh: true };
}
