/** What goes into one field. Text is whatever people wrote: the writers make it harmless. */
export type Cell = string | number;

/** A table ready to be written: every row has a cell for every column. */
export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}
