const FORMAT = /(?:^|\s)(csv|xlsx|excel)$/i;

/** `#2 csv`: which part of a table, and as what file; XLSX where nothing is said. */
export function readFormat(typed: string): { readonly args: string; readonly format: 'csv' | 'xlsx' } {
  const said = typed.normalize('NFKC').trim();
  const csv = FORMAT.exec(said)?.[1]?.toLowerCase() === 'csv';
  return { args: said.replace(FORMAT, '').trim(), format: csv ? 'csv' : 'xlsx' };
}
