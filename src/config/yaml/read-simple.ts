import { isSimpleKey, notSimple, simpleValue } from './simple-value.ts';

interface Row {
  readonly indent: number;
  readonly text: string;
}
const MOST_DEEP = 12;
const blockKey = /^([A-Za-z_][\w.-]{0,63}):(?: +|$)/;

/**
 * The data of a file written as nearly all rules are: `key: value`, `- item`, one line each, `[ ]` and `{ }` within a
 * line. Undefined for anything else, wrong or only unusual: the real parser, twenty times slower, decides about that
 * and says where things stand. What this reads it reads as that one does; a test holds them against each other.
 */
export function readSimple(source: string): { readonly data: unknown } | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\u0000-\u0009\u000b-\u001f\u007f\ufeff]/.test(source)) return undefined;
  const rows = rowsOf(source);
  const [first] = rows;
  if (first?.indent !== 0 || first.text.startsWith('-')) return undefined;
  try {
    const { value, next } = mapAt(rows, 0, 0, 0);
    return next === rows.length ? { data: value } : undefined;
  } catch (error) {
    if (error === notSimple) return undefined;
    throw error;
  }
}

/** Lines with something in them, comments left out. */
const rowsOf = (source: string): Row[] => {
  const rows: Row[] = [];
  for (const line of source.split('\n')) {
    let indent = 0;
    while (line.charCodeAt(indent) === 32) indent += 1;
    if (indent === line.length || line.charCodeAt(indent) === 35) continue;
    rows.push({ indent, text: indent === 0 ? line : line.slice(indent) });
  }
  return rows;
};

interface Block {
  readonly value: unknown;
  /** The first row that does not belong to it. */
  readonly next: number;
}
const blockAt = (rows: readonly Row[], at: number, depth: number): Block => {
  const row = rows[at];
  if (!row || depth > MOST_DEEP) throw notSimple;
  return row.text.startsWith('- ') ? listAt(rows, at, row.indent, depth) : mapAt(rows, at, row.indent, depth);
};

const mapAt = (rows: readonly Row[], begin: number, indent: number, depth: number): Block => {
  const value: Record<string, unknown> = {};
  return { value, next: entriesAt(rows, begin, indent, depth, value) };
};

/** Reads every `key: value` that stands at `indent` into a map; answers which row comes after them. */
const entriesAt = (
  rows: readonly Row[],
  begin: number,
  indent: number,
  depth: number,
  into: Record<string, unknown>,
): number => {
  let at = begin;
  for (;;) {
    const row = rows[at];
    if (!row || row.indent < indent) return at;
    if (row.indent > indent) throw notSimple;
    at = entryAt(rows, at, row.text, indent, depth, into);
  }
};

/** Reads `key: value` into a map; answers where the next row is. */
const entryAt = (
  rows: readonly Row[],
  at: number,
  text: string,
  indent: number,
  depth: number,
  into: Record<string, unknown>,
): number => {
  const found = blockKey.exec(text);
  const key = found?.[1];
  if (!found || key === undefined || !isSimpleKey(key) || Object.hasOwn(into, key)) throw notSimple;
  const here = simpleValue(text.slice(found[0].length));
  const following = rows[at + 1];
  const deeper = following !== undefined && following.indent > indent;
  if (here !== undefined) {
    // What goes on in the next line is a text of several lines.
    if (deeper) throw notSimple;
    into[key] = here;
    return at + 1;
  }
  if (!deeper) throw notSimple;
  const inner = blockAt(rows, at + 1, depth + 1);
  into[key] = inner.value;
  return inner.next;
};

const listAt = (rows: readonly Row[], begin: number, indent: number, depth: number): Block => {
  const value: unknown[] = [];
  let at = begin;
  for (;;) {
    const row = rows[at];
    if (!row || row.indent < indent) return { value, next: at };
    if (row.indent > indent || !row.text.startsWith('- ')) throw notSimple;
    let inset = 2;
    while (row.text.charCodeAt(inset) === 32) inset += 1;
    const text = row.text.slice(inset);
    if (blockKey.test(text)) {
      const map: Record<string, unknown> = {};
      const next = entryAt(rows, at, text, indent + inset, depth + 1, map);
      at = entriesAt(rows, next, indent + inset, depth + 1, map);
      value.push(map);
      continue;
    }
    const item = simpleValue(text);
    const following = rows[at + 1];
    if (item === undefined || (following !== undefined && following.indent > indent)) throw notSimple;
    value.push(item);
    at += 1;
  }
};
