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

export function hasDay({ base, bits }: DaySet, day: number): boolean {
  const place = day - base;
  const six = place < 0 ? -1 : ALPHABET.indexOf(bits[Math.floor(place / 6)] ?? '');
  return six >= 0 && ((six >> (place % 6)) & 1) === 1;
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
  const six = ALPHABET.indexOf(bits[at] ?? 'A') | (1 << (place % 6));
  return { base: set.base, bits: bits.slice(0, at) + (ALPHABET[six] ?? 'A') + bits.slice(at + 1) };
}

/** Ascending. */
export function daysIn({ base, bits }: DaySet): number[] {
  const days: number[] = [];
  for (let place = 0; place < bits.length * 6; place++)
    if (hasDay({ base, bits }, base + place)) days.push(base + place);
  return days;
}
