import { SaxesParser } from 'saxes';

/** The same shape as `parseXml` gives, built from a full parser's events. */
export type SaxesNode = string | { [name: string]: SaxesNode | SaxesNode[] };
export interface SaxesRead {
  readonly root: string;
  readonly value: SaxesNode;
  /** What a document of WeCom never has. */
  readonly unusual: readonly string[];
}

interface Open {
  readonly name: string;
  text: string;
  cdata: string | undefined;
  readonly children: [string, SaxesNode][];
}
const listed = new Set(['MsgItem', 'Item', 'SelectedItem', 'OptionId', 'Actions']);
const SPACE = /^[ \t\n\r]+|[ \t\n\r]+$/g;

/** undefined where a conforming parser finds an error. */
export function readWithSaxes(source: string): SaxesRead | undefined {
  const parser = new SaxesParser();
  const stack: Open[] = [];
  const unusual: string[] = [];
  let failed = false;
  let done: { root: string; value: SaxesNode } | undefined;
  const top = () => stack.at(-1);

  parser.on('error', () => {
    failed = true;
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (Object.keys(attributes).length > 0) unusual.push('attribute');
    stack.push({ name, text: '', cdata: undefined, children: [] });
  });
  parser.on('text', (text) => {
    const open = top();
    if (open) open.text += text;
  });
  parser.on('cdata', (text) => {
    const open = top();
    if (open) open.cdata = (open.cdata ?? '') + text;
  });
  parser.on('xmldecl', () => unusual.push('declaration'));
  parser.on('doctype', () => unusual.push('doctype'));
  parser.on('comment', () => unusual.push('comment'));
  parser.on('processinginstruction', () => unusual.push('instruction'));
  parser.on('closetag', () => {
    const open = stack.pop();
    if (!open) return;
    const text = open.text.replace(SPACE, '');
    if (text !== '' && (open.cdata !== undefined || open.children.length > 0)) unusual.push('mixed content');
    if (open.cdata !== undefined && open.children.length > 0) unusual.push('mixed content');
    const value = open.children.length > 0 ? treeOf(open.children, unusual) : (open.cdata ?? text);
    const parent = top();
    if (parent) parent.children.push([open.name, value]);
    else done = { root: open.name, value };
  });
  parser.write(source).close();
  return failed || !done ? undefined : { ...done, unusual };
}

function treeOf(children: readonly [string, SaxesNode][], unusual: string[]): SaxesNode {
  const tree = new Map<string, SaxesNode | SaxesNode[]>();
  for (const [name, value] of children) {
    const before = tree.get(name);
    if (!listed.has(name)) {
      if (before !== undefined) unusual.push('repeat');
      tree.set(name, value);
    } else if (Array.isArray(before)) before.push(value);
    else tree.set(name, [value]);
  }
  return Object.fromEntries(tree);
}
