/**
 * A set of day numbers in a few bytes: `base` is the first day, `bits` one bit a day from there, six to a character.
 * A year of check-ins is 61 characters.
 */
export interface DaySet {
  readonly base: number;
  readonly bits: string;
}
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
export const noDays: DaySet = { base: 0, bits: '' };

/** Of a character code, its six bits: `indexOf` for every day of three years is felt. */
const sixOf = (code: number): number => {
  if (code >= 97) return code - 71; // a–z, after 26 capitals
  if (code === 95) return 63; // _
  if (code >= 65) return code - 65; // A–Z
  if (code >= 48) return code + 4; // 0–9
  return 62; // -
};

export function hasDay({ base, bits }: DaySet, day: number): boolean {
  const place = day - base;
  if (place < 0 || place >= bits.length * 6) return false;
  return ((sixOf(bits.charCodeAt(Math.floor(place / 6))) >> (place % 6)) & 1) === 1;
}

export function addDay(set: DaySet, day: number): DaySet {
  if (set.bits === '') return { base: day, bits: 'B' };
  if (day < set.base) {
    // Earlier than all there is: whole characters are put in front, so the rest stays as it is.
    const ahead = Math.ceil((set.base - day) / 6);
    return addDay({ base: set.base - ahead * 6, bits: 'A'.repeat(ahead) + set.bits }, day);
  }
  const place = day - set.base;
  const at = Math.floor(place / 6);
  const bits = set.bits.padEnd(at + 1, 'A');
  return withSix({ base: set.base, bits }, at, sixOf(bits.charCodeAt(at)) | (1 << (place % 6)));
}

/** Without that day; a set that becomes empty forgets where it began. */
export function removeDay(set: DaySet, day: number): DaySet {
  if (!hasDay(set, day)) return set;
  const place = day - set.base;
  const at = Math.floor(place / 6);
  const left = withSix(set, at, sixOf(set.bits.charCodeAt(at)) & ~(1 << (place % 6)));
  const bits = left.bits.replace(/A+$/, '');
  return bits === '' ? noDays : { base: set.base, bits };
}

/** Ascending. */
export function daysIn({ base, bits }: DaySet): number[] {
  const days: number[] = [];
  for (let place = 0; place < bits.length * 6; place++)
    if (hasDay({ base, bits }, base + place)) days.push(base + place);
  return days;
}

/** How many days from `from` to `to` are in it. */
export function countDays(set: DaySet, from = set.base, to = set.base + set.bits.length * 6): number {
  let count = 0;
  const last = Math.min(to, set.base + set.bits.length * 6 - 1);
  for (let day = Math.max(from, set.base); day <= last; day++) if (hasDay(set, day)) count += 1;
  return count;
}

/** The latest day; undefined when there is none. */
export function lastDay(set: DaySet): number | undefined {
  for (let day = set.base + set.bits.length * 6 - 1; day >= set.base; day--) if (hasDay(set, day)) return day;
  return undefined;
}
export function firstDay(set: DaySet): number | undefined {
  for (let day = set.base; day < set.base + set.bits.length * 6; day++) if (hasDay(set, day)) return day;
  return undefined;
}

const withSix = ({ base, bits }: DaySet, at: number, six: number): DaySet => ({
  base,
  bits: bits.slice(0, at) + (ALPHABET[six] ?? 'A') + bits.slice(at + 1),
});
