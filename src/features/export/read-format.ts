const OTHER = /(?:^|\s)(pdf|docx?|word|txt|json|pptx?|png|jpe?g|html?|图片|文档|xml|md)$/i;
const FORMAT = /(?:^|\s)(csv|xlsx|excel)$/i;

/** `#2 csv`: which part of a table, and as what file; XLSX where nothing is said. `other`: one that there is not. */
export function readFormat(typed: string): {
  readonly args: string;
  readonly format: 'csv' | 'xlsx';
  readonly other?: string;
} {
  const said = typed.normalize('NFKC').trim();
  const other = OTHER.exec(said)?.[1];
  if (other !== undefined) return { args: said.replace(OTHER, '').trim(), format: 'xlsx', other };
  const csv = FORMAT.exec(said)?.[1]?.toLowerCase() === 'csv';
  return { args: said.replace(FORMAT, '').trim(), format: csv ? 'csv' : 'xlsx' };
}
