import { memberRows } from '../domain/people.ts';
import type { StateView } from '../domain/state.ts';

/** How many members the bot knows of: all of them where WeCom gives a list, elsewhere those it has met. */
export function groupSize(state: StateView): number {
  let size = 0;
  for (const [id, { left }] of state.all(memberRows))
    if (left === undefined && !id.startsWith('name:')) size += 1;
  return size;
}
