import { isAlias, isCollection, isNode, LineCounter, parseDocument, visit, type YAMLError } from 'yaml';
import type { Problem } from '../problem.ts';
import { createLocator, type Locator, start } from './locate.ts';
import { explainYamlError, wideColon } from './yaml-errors.ts';

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
  const lineCounter = new LineCounter();
  try {
    const document = parseDocument(source, {
      lineCounter,
      version: '1.2',
      uniqueKeys: true,
      stringKeys: true,
      prettyErrors: false,
    });
    const place = (offset: number) => {
      const { line, col } = lineCounter.linePos(offset);
      return { line: Math.max(1, line), column: Math.max(1, col) };
    };
    const problem = (error: YAMLError): Problem => ({
      file,
      ...place(error.pos[0]),
      path: [],
      severity: 'error',
      code: 'yaml',
      ...explainYamlError(error.code, error.message),
    });
    const wrong = withoutEchoes([...document.errors, ...document.warnings].map(problem), source);
    let tooDeep: number | undefined;
    visit(document, (_, node, ancestors) => {
      if (isAlias(node) || (isNode(node) && 'anchor' in node && node.anchor)) {
        const at = place(node.range?.[0] ?? 0);
        wrong.push({ file, ...at, path: [], severity: 'error', code: 'alias', ...noAlias });
      }
      if (isCollection(node) && ancestors.filter(isCollection).length >= maxDepth) {
        tooDeep ??= node.range?.[0] ?? 0;
        return visit.SKIP;
      }
      return undefined;
    });
    if (tooDeep !== undefined) return fail('too-deep', `嵌套超过 ${maxDepth} 层。`, place(tooDeep));
    if (wrong.length > 0) return { ok: false, problems: wrong };
    return {
      ok: true,
      yaml: { file, data: document.toJS({ maxAliasCount: 0 }), locate: createLocator(document, place) },
    };
  } catch (error) {
    // The parser recurses: thousands of brackets end its stack before our own cap can be counted.
    if (error instanceof RangeError) return fail('too-deep', `嵌套超过 ${maxDepth} 层。`);
    throw error;
  }
}

/** One Tab or one full-width colon makes the parser lose its way; what it says after that helps nobody. */
const withoutEchoes = (problems: readonly Problem[], source: string): Problem[] => {
  const tab = problems.find(({ message }) => message.includes('Tab'));
  if (tab) return problems.filter(({ message }) => message === tab.message);
  const rows = source.split('\n');
  return problems.map((problem) => {
    const row = rows[problem.line - 1] ?? '';
    const key = /^\s*(?:- )?[\w.-]+(：)/.exec(row);
    return key ? { ...problem, column: row.indexOf('：') + 1, ...wideColon } : problem;
  });
};

const noAlias = {
  message: '不支持锚点(&)和引用(*)。',
  hint: '请直接写出内容;以 * 开头的文字请加引号。',
};
