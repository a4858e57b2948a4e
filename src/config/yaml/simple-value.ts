/** Thrown for whatever is not written in the simplest way: the real parser has to look at it. */
export const notSimple = Symbol('not simple');

/** Text that YAML 1.2 takes for a number, a truth or nothing, and what begins like one of its signs. */
const special =
  /^(?:~|null|Null|NULL|true|True|TRUE|false|False|FALSE|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN|[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?)$/;
const wholeNumber = /^(?:0|[1-9]\d{0,14})$/;
const signs = '&*!|>%@`?:,[]{}#-"\'';
const quotedOnce = /'((?:[^'\n]|'')*)'/y;
const quotedTwice = /"([^"\\\n]*)"/y;
const flowKey = /([A-Za-z_][\w.-]{0,63}): +/y;
const flowPlain = /[^,[\]{}#]+/y;
const restOfLine = /^ *(?: #.*)?$/;

/** A key as rules are made of them; names that every object has are left to the real parser. */
export const isSimpleKey = (key: string): boolean => !special.test(key) && !(key in {});

/** The value after `key: ` or `- `, to the end of its line. `undefined`: nothing stands there. */
export function simpleValue(text: string): unknown {
  const first = text.charAt(0);
  if (first === '' || first === '#') return undefined;
  if (first === "'" || first === '"' || first === '[' || first === '{') {
    const { value, end } = flowValue(text, 0, 0);
    if (!restOfLine.test(text.slice(end))) throw notSimple;
    return value;
  }
  if (signs.includes(first)) throw notSimple;
  const comment = text.indexOf(' #');
  return plainValue(comment < 0 ? text : text.slice(0, comment));
}

/** Only spaces are blank to YAML: wide and unbreakable ones belong to the text. */
const plainValue = (text: string): unknown => {
  let end = text.length;
  while (text.charCodeAt(end - 1) === 32) end -= 1;
  const plain = end === text.length ? text : text.slice(0, end);
  if (plain.endsWith(':') || plain.includes(': ')) throw notSimple;
  if (!special.test(plain)) return plain;
  if (plain === 'true' || plain === 'false') return plain === 'true';
  if (wholeNumber.test(plain)) return Number(plain);
  throw notSimple;
};

interface Read {
  readonly value: unknown;
  /** Where what follows begins. */
  readonly end: number;
}
const flowValue = (text: string, at: number, depth: number): Read => {
  const first = text.charAt(at);
  switch (first) {
    case "'": {
      const [whole, inner = ''] = matched(quotedOnce, text, at);
      return { value: inner.replaceAll("''", "'"), end: at + whole.length };
    }
    case '"': {
      const [whole, inner = ''] = matched(quotedTwice, text, at);
      return { value: inner, end: at + whole.length };
    }
    case '[':
      return flowList(text, at, depth + 1);
    case '{':
      return flowMap(text, at, depth + 1);
    default: {
      if (signs.includes(first)) throw notSimple;
      const [whole] = matched(flowPlain, text, at);
      return { value: plainValue(whole), end: at + whole.length };
    }
  }
};

const flowList = (text: string, begin: number, depth: number): Read => {
  const value: unknown[] = [];
  let at = past(text, begin + 1, depth);
  if (text.charAt(at) === ']') return { value, end: at + 1 };
  for (;;) {
    const item = flowValue(text, at, depth);
    value.push(item.value);
    at = past(text, item.end, depth);
    if (text.charAt(at) === ']') return { value, end: at + 1 };
    if (text.charAt(at) !== ',') throw notSimple;
    at = past(text, at + 1, depth);
  }
};

const flowMap = (text: string, begin: number, depth: number): Read => {
  const value: Record<string, unknown> = {};
  let at = past(text, begin + 1, depth);
  if (text.charAt(at) === '}') return { value, end: at + 1 };
  for (;;) {
    const [whole, key = ''] = matched(flowKey, text, at);
    if (!isSimpleKey(key) || Object.hasOwn(value, key)) throw notSimple;
    const inner = flowValue(text, at + whole.length, depth);
    value[key] = inner.value;
    at = past(text, inner.end, depth);
    if (text.charAt(at) === '}') return { value, end: at + 1 };
    if (text.charAt(at) !== ',') throw notSimple;
    at = past(text, at + 1, depth);
  }
};

const MOST_DEEP = 10;
/** Past spaces. */
const past = (text: string, from: number, depth: number): number => {
  if (depth > MOST_DEEP) throw notSimple;
  let at = from;
  while (text.charCodeAt(at) === 32) at += 1;
  return at;
};
const matched = (pattern: RegExp, text: string, at: number): RegExpExecArray => {
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  if (!found) throw notSimple;
  return found;
};
