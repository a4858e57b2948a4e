import { toCsv } from './csv.ts';
import type { Table } from './table.ts';
import { toXlsx } from './xlsx.ts';

export type TableFormat = 'csv' | 'xlsx';

export interface TableFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** A table as a file; `about` (the group, the day) goes into its name. */
export function tableFile(table: Table, format: TableFormat, about: readonly string[]): TableFile {
  const name = [table.title, ...about]
    .map(harmless)
    .filter((part) => part !== '')
    .join('-');
  return { name: `${name}.${format}`, bytes: format === 'csv' ? toCsv(table) : toXlsx(table) };
}

/** Works as part of a file name everywhere. */
const harmless = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\\/:*?"<>|]+/gu, ' ')
    .trim()
    .slice(0, 40);
