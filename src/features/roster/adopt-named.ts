import { namedMemberId } from '../../domain/ids.ts';
import { memberRows } from '../../domain/people.ts';
import { drop, type StateView, type Write } from '../../domain/state.ts';

const NAME_MAX = 128;

/**
 * Somebody registers a card: the newcomers of whom only that name was known were this person. Their rows go, and the
 * earliest time one of them was seen is the person's.
 */
export function adoptNamed(
  state: StateView,
  names: readonly string[],
): { readonly writes: readonly Write[]; readonly firstSeen: number | undefined } {
  const found = [...new Set(names)].flatMap((name) => {
    if (name === '' || name.length > NAME_MAX) return [];
    const id = namedMemberId(name);
    const row = state.get(memberRows, id);
    return row ? [{ id, row }] : [];
  });
  return {
    writes: found.map(({ id }) => drop(memberRows, id)),
    firstSeen: found.length > 0 ? Math.min(...found.map(({ row }) => row.firstSeen)) : undefined,
  };
}
