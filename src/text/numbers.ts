import { fold } from './fold.ts';

const DIGITS = new Map(
  Object.entries({
    零: 0,
    〇: 0,
    一: 1,
    壹: 1,
    二: 2,
    贰: 2,
    两: 2,
    兩: 2,
    俩: 2,
    三: 3,
    叁: 3,
    仨: 3,
    四: 4,
    五: 5,
    六: 6,
    七: 7,
    八: 8,
    九: 9,
  }),
);
const UNITS = new Map(Object.entries({ 十: 10, 百: 100, 千: 1000 }));
const CHINESE = '零〇一壹二贰两兩俩三叁仨四五六七八九十百千万廿';
const LEADING = new RegExp(`^(\\d{1,9}|[${CHINESE}]{1,12})`);
/** What is counted with: `3 份`, `两个`, `十二人`. */
const MEASURE = /^ ?(?:份|个|個|人|位|张|張|名|票|次|天|条|件|本|杯|盒|箱|斤|套|只|双)(?:人|儿)?/;

/** 0–99,999,999 as people write it: `12`, `１２`, `十二`, `一百零五`, `两`, `二十`; undefined for anything else. */
export function parseNumber(text: string): number | undefined {
  const folded = fold(text);
  if (/^\d{1,9}$/.test(folded)) return Number(folded);
  return folded === '' ? undefined : chineseNumber(folded);
}

/** A count at the beginning, its measure word swallowed: `3份 儿童` → 3 and `儿童`. */
export function leadingCount(text: string): { readonly count: number; readonly rest: string } | undefined {
  const folded = fold(text);
  const digits = LEADING.exec(folded)?.[1];
  if (digits === undefined) return undefined;
  const count = parseNumber(digits);
  if (count === undefined) return undefined;
  return { count, rest: folded.slice(digits.length).replace(MEASURE, '').trim() };
}

/** The whole text is a count with or without a measure word: `三份`, `2`, `两个人`. */
export function parseCount(text: string): number | undefined {
  const leading = leadingCount(text);
  return leading?.rest === '' ? leading.count : undefined;
}

function chineseNumber(text: string): number | undefined {
  const parts = text.split('万');
  if (parts.length > 2) return undefined;
  const [high, low] = parts;
  if (high === undefined) return undefined;
  if (low === undefined) return belowTenThousand(high);
  const thousands = belowTenThousand(high);
  if (thousands === undefined || thousands === 0) return undefined;
  if (low === '') return thousands * 10_000;
  // 一万二 is 12000, 一万零二 is 10002.
  const single = [...low].length === 1 ? DIGITS.get(low) : undefined;
  if (single !== undefined) return thousands * 10_000 + single * 1_000;
  const rest = belowTenThousand(low.replace(/^零/, ''));
  return rest === undefined ? undefined : thousands * 10_000 + rest;
}

/** Digits alone count by place (`二〇` is 20); with units each digit belongs to the unit after it (`二百零五`). */
function belowTenThousand(text: string): number | undefined {
  const written = [...text.replace(/廿/g, '二十')];
  if (written.length === 0) return undefined;
  const values = written.map((character) => DIGITS.get(character));
  if (values.every((value) => value !== undefined))
    return written.length > 4 ? undefined : Number(values.join(''));
  let total = 0;
  let digit: number | undefined;
  let afterZero = false;
  let lastUnit = 10_000;
  for (const character of written) {
    const unit = UNITS.get(character);
    if (unit === undefined) {
      const value = DIGITS.get(character);
      if (value === undefined || digit !== undefined) return undefined;
      if (value === 0 && (afterZero || total === 0)) return undefined;
      if (value === 0) afterZero = true;
      else digit = value;
    } else {
      if (unit >= lastUnit) return undefined;
      if (digit === undefined && (unit !== 10 || total > 0)) return undefined;
      total += (digit ?? 1) * unit;
      lastUnit = unit;
      digit = undefined;
      afterZero = false;
    }
  }
  if (digit === undefined) return afterZero ? undefined : total;
  // 一百二 is 120, 一百零二 is 102.
  return total + digit * (afterZero ? 1 : lastUnit / 10);
}
