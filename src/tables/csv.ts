import type { Cell, Table } from './table.ts';

/** UTF-8 with a byte order mark, so that spreadsheets read the Chinese; lines end as RFC 4180 has it. */
export const toCsv = ({ columns, rows }: Table): Buffer =>
  Buffer.from(`\ufeff${[columns, ...rows].map((row) => row.map(field).join(',')).join('\r\n')}\r\n`, 'utf8');

function field(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  const safe = withoutFormula(cell);
  return /[",\r\n\t;']|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A spreadsheet computes what begins like a formula, also after spaces and in full-width: an apostrophe makes it text. */
const withoutFormula = (text: string): string =>
  /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠﹦﹢﹣﹫|%]/u.test(text) ? `'${text}` : text;
