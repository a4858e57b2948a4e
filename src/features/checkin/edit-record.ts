import { addDay, type DaySet, removeDay } from './day-set.ts';
import type { Record } from './rows.ts';
import { doneDays, lateDays, madeUpDays } from './view.ts';

/** The record with a check-in in it: a pause ends with it, and whoever had left the campaign is back. */
export function withDone(
  record: Record | undefined,
  done: { readonly day: number; readonly late: boolean; readonly place: number; readonly window: number },
): Record {
  const { day, late, place, window } = done;
  const { x: _, pz: __, t, ...rest } = record ?? {};
  const windows = t?.[0] === day ? t[2] : 0;
  const isLatest = t === undefined || t[0] <= day;
  return {
    ...rest,
    ...daysAs('b', 'h', addDay(doneDays(record), day)),
    // A later window on time does not undo that the first one was late; only what counts for the day is marked.
    ...(late && windows === 0 && daysAs('lb', 'lh', addDay(lateDays(record), day))),
    t: isLatest ? [day, place, windows | (1 << window)] : t,
    ...endPauseOn(record, day),
  };
}

/** The record with a day filled in afterwards. */
export const withMadeUp = (record: Record | undefined, day: number, counts: boolean): Record => ({
  ...record,
  ...(counts && daysAs('b', 'h', addDay(doneDays(record), day))),
  ...daysAs('mb', 'mh', addDay(madeUpDays(record), day)),
});

/** The record without anything on a day. */
export function withoutDay(record: Record, day: number): Record {
  const { b, h, lb, lh, mb, mh, t, ...rest } = record;
  return {
    ...rest,
    ...daysAs('b', 'h', removeDay(doneDays({ b, h }), day)),
    ...daysAs('lb', 'lh', removeDay(lateDays({ lb, lh }), day)),
    ...daysAs('mb', 'mh', removeDay(madeUpDays({ mb, mh }), day)),
    ...(t && t[0] !== day && { t }),
  };
}

/** A pause from a day on; an older one that is still open ends the day before. */
export function withPause(record: Record | undefined, from: number, to: number): Record {
  const { pz: _, ...rest } = record ?? {};
  const before = cutPauses(record, from).pz ?? [];
  return { ...rest, pz: [...before, [from, to] satisfies [number, number]].slice(-PAUSES_KEPT) };
}
/** Without what is left of a pause from `day` on. */
export function withoutPause(record: Record, day: number): Record {
  const { pz: _, ...rest } = record;
  return { ...rest, ...cutPauses(record, day) };
}
const PAUSES_KEPT = 24;

/** A check-in ends the pause it falls into; one that is still to come stays. */
function endPauseOn(record: Record | undefined, day: number): Pick<Record, 'pz'> {
  const left = (record?.pz ?? []).flatMap(([from, to]): [number, number][] =>
    from > day || to < day ? [[from, to]] : from < day ? [[from, day - 1]] : [],
  );
  return left.length > 0 ? { pz: left } : {};
}

/** Pauses that reach `day` end the day before; those that would begin later never do. */
function cutPauses(record: Record | undefined, day: number): Pick<Record, 'pz'> {
  const cut = (record?.pz ?? []).flatMap(([from, to]): [number, number][] =>
    from < day ? [[from, to < day ? to : day - 1]] : [],
  );
  return cut.length > 0 ? { pz: cut } : {};
}

export const isPausedOn = (record: Record | undefined, day: number): readonly [number, number] | undefined =>
  record?.pz?.find(([from, to]) => from <= day && day <= to);

function daysAs<B extends string, H extends string>(
  base: B,
  bits: H,
  set: DaySet,
): Partial<{ [K in B]: number } & { [K in H]: string }>;
function daysAs(base: string, bits: string, set: DaySet): object {
  return set.bits === '' ? {} : { [base]: set.base, [bits]: set.bits };
}
