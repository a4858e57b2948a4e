import type { Draft } from './draft.ts';
import { type Entry, entryRows } from './rows.ts';

type Given = { readonly [Key in keyof Entry]: Entry[Key] | undefined } & Pick<Entry, 'o' | 't'>;

/** Writes a row; what is a default is left out. */
export const writeEntry = (draft: Draft, n: number, key: string, entry: Given): void => {
  const { o, t, q, s, w, r, n: name, b, p, f } = entry;
  draft.put(entryRows(n), key, {
    o,
    t,
    ...(q !== undefined && q !== 1 && { q }),
    ...(s !== undefined && { s }),
    ...(s === 'w' && w !== undefined && { w }),
    ...(r !== undefined && r !== '' && { r }),
    ...(name !== undefined && { n: name }),
    ...(b !== undefined && { b }),
    ...(p !== undefined && { p }),
    ...(f !== undefined && { f }),
  });
};
