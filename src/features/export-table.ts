import type { Group } from '../domain/community.ts';
import type { DecisionContext } from '../domain/context.ts';
import type { Message } from '../domain/message.ts';

export type TableContext = Pick<DecisionContext, 'community' | 'now' | 'state'> & { readonly group: Group };

/** A table that a feature can give of one group. */
export interface ExportTable {
  /** What people type after `/导出`, and the name of the file. */
  readonly name: string;
  readonly columns: readonly string[];
  /**
   * Asks `state` for whatever it needs, all of it at once where it can: it is run again until everything was read.
   * `args` is what was typed after the name (which chain, which campaign).
   */
  readonly rows: (context: TableContext, args: string) => readonly (readonly (string | number)[])[];
  /** What to say where `args` name nothing there is; undefined where they do. Absent: any will do. */
  readonly missing?: (context: TableContext, args: string) => Message | undefined;
}
