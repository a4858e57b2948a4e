import { type Document, isMap, isNode, isScalar, isSeq, type Pair } from 'yaml';

export interface Place {
  readonly line: number;
  readonly column: number;
}
export const start: Place = { line: 1, column: 1 };

export interface Locator {
  /** The value at `path`; when there is none, the nearest parent that exists. */
  readonly value: (path: readonly PropertyKey[]) => Place;
  /** The key itself (for keys nobody knows). */
  readonly key: (path: readonly PropertyKey[]) => Place;
}

/** Answers where a value or key of a document stands; it is parsed (once) when somebody asks. */
export function createLocator(parse: () => Document.Parsed, place: (offset: number) => Place): Locator {
  let parsed: Document.Parsed | undefined;
  const at = (node: unknown): Place | undefined =>
    isNode(node) && node.range ? place(node.range[0]) : undefined;
  const nodeAt = (path: readonly PropertyKey[]): unknown => {
    parsed ??= parse();
    return parsed.getIn(path, true);
  };
  const pairOf = (path: readonly PropertyKey[]): Pair | undefined => {
    const parent = nodeAt(path.slice(0, -1));
    if (!isMap(parent)) return undefined;
    const name = String(path.at(-1));
    return parent.items.find(({ key }) => isScalar(key) && String(key.value) === name);
  };
  const value = (path: readonly PropertyKey[]): Place => {
    if (path.length === 0) return at(nodeAt([])) ?? start;
    const parent = nodeAt(path.slice(0, -1));
    if (isSeq(parent)) {
      const item = at(parent.items[Number(path.at(-1))]);
      if (item) return item;
    }
    const pair = pairOf(path);
    // `key:` with nothing after it: the key is the only thing to point at.
    const empty =
      !isNode(pair?.value) || (isScalar(pair.value) && pair.value.value === null && pair.value.source === '');
    return (pair && ((empty ? at(pair.key) : at(pair.value)) ?? at(pair.key))) ?? value(path.slice(0, -1));
  };
  const key = (path: readonly PropertyKey[]): Place => at(pairOf(path)?.key) ?? value(path);
  return { value, key };
}
