/** An element as WeCom's XML has them: no attributes, text or children. */
export interface Element {
  readonly name: string;
  readonly text: string;
  readonly children: readonly Element[];
}
/** Strings go into CDATA, numbers stand bare, nested entries become children. */
export type XmlValue = string | number | bigint | readonly XmlEntry[];
export type XmlEntry = readonly [name: string, value: XmlValue];

export const writeXml = (entries: readonly XmlEntry[]): string =>
  entries.map(([name, value]) => `<${name}>${written(value)}</${name}>`).join('');

const written = (value: XmlValue): string => {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (typeof value === 'string') return `<![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
  return writeXml(value);
};

const piece = /<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([A-Za-z_][\w.-]*)\s*(\/?)>|([^<]+)/y;

/** Reads one element and all in it; undefined for anything else (attributes, declarations, loose ends). */
export function readXml(source: string): Element | undefined {
  interface Open {
    readonly name: string;
    text: string;
    readonly children: Element[];
  }
  const top: Open = { name: '', text: '', children: [] };
  const open: Open[] = [top];
  const token = new RegExp(piece);
  for (let at = 0; at < source.length; at = token.lastIndex) {
    token.lastIndex = at;
    const found = token.exec(source);
    const inside = open.at(-1);
    if (!found || !inside) return undefined;
    const [, cdata, closing, name = '', empty, text] = found;
    if (cdata !== undefined) inside.text += cdata;
    else if (text !== undefined) inside.text += decoded(text);
    else if (closing) {
      if (inside.name !== name || open.length === 1) return undefined;
      open.pop();
    } else {
      const element: Open = { name, text: '', children: [] };
      inside.children.push(element);
      if (!empty) open.push(element);
    }
  }
  return open.length === 1 && top.children.length === 1 && top.text.trim() === ''
    ? top.children[0]
    : undefined;
}
const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&quot;': '"',
  '&apos;': "'",
};
const decoded = (text: string) =>
  text.replace(/&(?:lt|gt|amp|quot|apos);/g, (entity) => entities[entity] ?? '');

export const child = (element: Element | undefined, name: string): Element | undefined =>
  element?.children.find((one) => one.name === name);
export const textOf = (element: Element | undefined, name: string): string | undefined =>
  child(element, name)?.text.trim();
