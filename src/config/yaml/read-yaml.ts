import { isMap, isScalar, isSeq, type Node, type ParsedNode, parseDocument } from 'yaml';
import type { Problem } from '../problem.ts';
import { lineIndex } from './line-index.ts';
import { createLocator, type Locator, start } from './locate.ts';
import { readSimple } from './read-simple.ts';
import { causesOf } from './yaml-errors.ts';

/** A YAML file as plain data, and where in the file each value stands. */
export interface YamlFile {
  readonly file: string;
  readonly data: unknown;
  readonly locate: Locator;
}
export type ReadYaml =
  | { readonly ok: true; readonly yaml: YamlFile }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const maxBytes = 1024 * 1024;
const maxDepth = 32;

/**
 * Reads YAML 1.2: unique keys, no anchors (they can blow a small file up to gigabytes), capped in size and depth.
 * Lists every syntax problem; data comes only from a file without any.
 */
export function readYaml(file: string, source: string): ReadYaml {
  const fail = (code: string, message: string, place = start): ReadYaml => ({
    ok: false,
    problems: [{ file, ...place, path: [], severity: 'error', code, message }],
  });
  if (Buffer.byteLength(source) > maxBytes) return fail('too-big', '文件超过 1 MB,请拆成几个文件。');
  const place = lineIndex(source);
  // Most files are right, and where things stand in them is never asked: no tree is made, or kept, for that.
  const read = (data: unknown): ReadYaml => ({
    ok: true,
    yaml: { file, data, locate: createLocator(() => parse(source), place) },
  });
  const simple = readSimple(source);
  if (simple) return read(simple.data);
  try {
    const document = parse(source);
    const found = plainOf(document.contents);
    if (found.tooDeep !== undefined)
      return fail('too-deep', `嵌套超过 ${maxDepth} 层。`, place(found.tooDeep));
    const wrong: Problem[] = [
      ...causesOf([...document.errors, ...document.warnings], source, place),
      ...found.aliases.map((at) => ({ ...place(at), ...noAlias })),
    ].map((problem) => ({ file, path: [], severity: 'error', ...problem }));
    if (wrong.length > 0) return { ok: false, problems: wrong };
    return read(found.data);
  } catch (error) {
    // The parser recurses: thousands of brackets end its stack before our own cap can be counted.
    if (error instanceof RangeError)
      return fail('too-deep', `嵌套超过 ${maxDepth} 层。`, place(firstTooDeep(source)));
    throw error;
  }
}

const parse = (source: string) =>
  parseDocument(source, { version: '1.2', uniqueKeys: true, stringKeys: true, prettyErrors: false });

/** Where brackets alone go too deep. Quoted brackets count too: this is only asked of what no parser can read. */
const firstTooDeep = (source: string): number => {
  let depth = 0;
  for (const { 0: bracket, index } of source.matchAll(/[[\]{}]/g)) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1;
    if (depth > maxDepth) return index;
  }
  return 0;
};

interface Found {
  data: unknown;
  /** Offsets of what has an anchor or is an alias. */
  readonly aliases: number[];
  /** Offset of the first list or map that is nested too deep. */
  tooDeep: number | undefined;
}

/** One walk gives the data and everything that is forbidden in it. */
const plainOf = (contents: ParsedNode | null): Found => {
  const found: Found = { data: undefined, aliases: [], tooDeep: undefined };
  const plain = (node: unknown, depth: number): unknown => {
    if (isScalar(node)) {
      if (node.anchor) note(node);
      return node.value;
    }
    if (isMap(node)) {
      if (isTooDeep(node, depth)) return undefined;
      const map: Record<string, unknown> = {};
      for (const { key, value } of node.items) {
        const name = String(plain(key, depth + 1) ?? '');
        const inner = plain(value, depth + 1);
        // `__proto__` is a key like any other, and no way to what all objects share.
        if (name in map || name in Object.prototype)
          Object.defineProperty(map, name, {
            value: inner,
            enumerable: true,
            configurable: true,
            writable: true,
          });
        else map[name] = inner;
      }
      return map;
    }
    if (isSeq(node))
      return isTooDeep(node, depth) ? undefined : node.items.map((item) => plain(item, depth + 1));
    if (node) note(node);
    return null;
  };
  const note = (node: object) => {
    if ('range' in node && Array.isArray(node.range)) found.aliases.push(Number(node.range[0]));
  };
  const isTooDeep = (node: Node, depth: number): boolean => {
    if ('anchor' in node && node.anchor) note(node);
    if (depth >= maxDepth) found.tooDeep ??= node.range?.[0] ?? 0;
    return depth >= maxDepth;
  };
  found.data = plain(contents, 0);
  return found;
};

const noAlias = {
  code: 'alias',
  message: '不支持锚点(&)和引用(*)。',
  hint: '请直接写出内容;以 * 开头的文字请加引号。',
};
