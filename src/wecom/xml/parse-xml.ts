/** An element: its text, or its children by name. Only the elements in `listed` may repeat, and always come as lists. */
export type XmlNode = string | XmlTree;
export interface XmlTree {
  readonly [name: string]: XmlNode | readonly XmlNode[];
}

/** The elements of WeCom's payloads that may stand several times beside each other (inbound.md §3). */
const listed: ReadonlySet<string> = new Set(['MsgItem', 'Item', 'SelectedItem', 'OptionId', 'Actions']);

const MAX_DEPTH = 12;
const MAX_ELEMENTS = 5_000;
const NAME = /[A-Za-z_][A-Za-z0-9_.-]*/y;
const ENTITY = /&(lt|gt|amp|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});/g;
const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** XML 1.0's Char production: no other control characters, no lone surrogates, no U+FFFE or U+FFFF. */
const FORBIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly what must not occur
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** What XML calls white space; `trim()` would take wider spaces, which are text. */
const BLANK = /^[ \t\n\r]*$/;

/** Names that objects are born with (`__proto__`, `constructor` …): a tree of strings needs none of them. */
const inherited: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/**
 * Strict reader for the subset of XML that WeCom writes: elements, text, CDATA and the five entities. Everything else –
 * attributes, DTD, comments, instructions and the XML declaration, a byte order mark, a second root, repeats of what is
 * no list, text beside elements – is refused (undefined). Values stay strings, trimmed at both ends of plain text (never
 * inside CDATA); line ends become `\n`, as XML says.
 */
export function parseXml(text: string): { readonly root: string; readonly value: XmlNode } | undefined {
  if (FORBIDDEN.test(text)) return undefined;
  const source = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  const reader = { source, at: 0, elements: 0 };
  skipSpace(reader);
  const element = readElement(reader, 0);
  if (!element) return undefined;
  skipSpace(reader);
  return reader.at === source.length ? { root: element.name, value: element.value } : undefined;
}

interface Reader {
  readonly source: string;
  at: number;
  elements: number;
}
interface Element {
  readonly name: string;
  readonly value: XmlNode;
}

function readElement(reader: Reader, depth: number): Element | undefined {
  const { source } = reader;
  if (depth > MAX_DEPTH || ++reader.elements > MAX_ELEMENTS || source[reader.at] !== '<') return undefined;
  reader.at += 1;
  const name = readName(reader);
  if (name === undefined) return undefined;
  skipSpace(reader);
  if (source.startsWith('/>', reader.at)) {
    reader.at += 2;
    return { name, value: '' };
  }
  if (source[reader.at] !== '>') return undefined;
  reader.at += 1;
  const value = readContent(reader, depth);
  if (value === undefined) return undefined;
  // readContent stops at `</`.
  reader.at += 2;
  if (!source.startsWith(name, reader.at)) return undefined;
  reader.at += name.length;
  skipSpace(reader);
  if (source[reader.at] !== '>') return undefined;
  reader.at += 1;
  return { name, value };
}

function readContent(reader: Reader, depth: number): XmlNode | undefined {
  const { source } = reader;
  let text = '';
  /** Where the last CDATA section ended. */
  let cdataEnd: number | undefined;
  let children: Map<string, XmlNode | XmlNode[]> | undefined;
  for (;;) {
    const next = source.indexOf('<', reader.at);
    if (next < 0) return undefined;
    if (next > reader.at) {
      const plain = decodeText(source.slice(reader.at, next));
      if (plain === undefined) return undefined;
      // Around CDATA and between elements white space means nothing; any other text there is not WeCom's.
      if (cdataEnd === undefined && !children) text = plain;
      else if (!BLANK.test(plain)) return undefined;
      reader.at = next;
    }
    if (source.startsWith('</', next)) break;
    if (source.startsWith('<![CDATA[', next)) {
      // Several count as one text only back to back: `]]]]><![CDATA[>` is how `]]>` is written.
      if (children || (cdataEnd === undefined ? !BLANK.test(text) : cdataEnd !== next)) return undefined;
      const end = source.indexOf(']]>', next + 9);
      if (end < 0) return undefined;
      text = (cdataEnd === undefined ? '' : text) + source.slice(next + 9, end);
      cdataEnd = end + 3;
      reader.at = cdataEnd;
      continue;
    }
    if (cdataEnd !== undefined || !BLANK.test(text)) return undefined;
    const child = readElement(reader, depth + 1);
    if (!child) return undefined;
    children ??= new Map();
    if (!addChild(children, child)) return undefined;
  }
  if (children) return Object.fromEntries(children);
  return cdataEnd === undefined ? trimSpace(text) : text;
}

function addChild(children: Map<string, XmlNode | XmlNode[]>, { name, value }: Element): boolean {
  if (!listed.has(name)) {
    if (children.has(name)) return false;
    children.set(name, value);
    return true;
  }
  const before = children.get(name);
  if (Array.isArray(before)) before.push(value);
  else children.set(name, [value]);
  return true;
}

/** undefined for an `&` that starts none of the five entities or a character reference to an allowed character. */
function decodeText(text: string): string | undefined {
  if (text.includes(']]>')) return undefined;
  if (!text.includes('&')) return text;
  if (text.replace(ENTITY, '').includes('&')) return undefined;
  let refused = false;
  const decoded = text.replace(ENTITY, (_, entity: string) => {
    const named = entities[entity];
    if (named !== undefined) return named;
    const char = characterOf(entity);
    // Each by itself: two references to half a character must not make up a whole one.
    if (FORBIDDEN.test(char)) refused = true;
    return char;
  });
  return refused ? undefined : decoded;
}

function characterOf(entity: string): string {
  const code = entity.startsWith('#x') ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1));
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\u0000';
}

function readName(reader: Reader): string | undefined {
  NAME.lastIndex = reader.at;
  const found = NAME.exec(reader.source)?.[0];
  if (found === undefined || inherited.has(found)) return undefined;
  reader.at += found.length;
  return found;
}

const isSpace = (code: number): boolean => code === 32 || code === 10 || code === 9 || code === 13;

function skipSpace(reader: Reader): void {
  while (isSpace(reader.source.charCodeAt(reader.at))) reader.at += 1;
}

/** By hand: a pattern for the end would try every run of spaces inside anew, and bodies come from strangers. */
function trimSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charCodeAt(start))) start += 1;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}
