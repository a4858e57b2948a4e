import { comparable } from '../../commands/spelling.ts';
import { data, type Part } from '../../domain/message.ts';
import { cleanLine, cleanUpTo } from '../../text/clean-line.ts';
import { fold } from '../../text/fold.ts';
import { parsePhrase, REMARK_MAX } from './phrase.ts';

/** One numbered line of a list as people see it; what is printed reads back as the same. */
export interface Line {
  readonly name: string;
  readonly quantity: number;
  readonly option: string | undefined;
  readonly remark: string | undefined;
  readonly paid: boolean;
}
export const NAME_MAX = 20;
const PAID = '✓';
const BEFORE_REMARK = ' · ';
const SUFFIX = /^(.*?) ([^\s×]{0,10})×(\d{1,6})$/su;

/** A name as lists show it: one line, short, without what separates the parts of a line. */
export const listName = (raw: string): string =>
  cleanUpTo(raw, NAME_MAX)
    .replace(/^[✓\s]+/u, '')
    .replace(/\s*·\s*/g, '·')
    .trim() || '(没有名字)';

/** By what two spellings are the same person: signs, spaces and width apart, which channels may change. */
export const nameKey = (name: string): string =>
  fold(name).replace(/[^\p{L}\p{N}\p{Extended_Pictographic}]/gu, '') || fold(name);

/** What comes after the name: ` 儿童×2`, ` ×3`, nothing for one without an option. */
export const suffixOf = ({ name, quantity, option }: Line): (Part | string)[] => {
  const plain = quantity === 1 && option === undefined && !SUFFIX.test(name);
  return plain ? [] : [' ', ...(option === undefined ? [] : [data(option)]), `×${quantity}`];
};
export const paidMark = ({ paid }: Line): string => (paid ? PAID : '');
export const remarkMark = BEFORE_REMARK;

/** Reads what stands after the number, as it was printed. */
export function readPrinted(text: string): Line {
  const line = cleanLine(text);
  const paid = line.startsWith(PAID);
  const body = paid ? line.slice(PAID.length).trim() : line;
  const cut = body.indexOf(BEFORE_REMARK);
  const head = cut < 0 ? body : body.slice(0, cut);
  const remark = cut < 0 ? undefined : body.slice(cut + BEFORE_REMARK.length);
  const found = SUFFIX.exec(head);
  return {
    name: listName(found?.[1] ?? head),
    quantity: Number(found?.[3] ?? 1),
    option: found?.[2] || undefined,
    remark: remark || undefined,
    paid,
  };
}

/** Reads what people write after the number themselves: `小王 2份 不吃辣`, `小王+2`, `小王:儿童2`. */
export function readWritten(text: string, options: readonly (string | undefined)[]): Line {
  // 韩梅梅(自驾): what stands in brackets at the end is a remark.
  const [, head = '', note] = /^(.*?\S)\s*(?:[(（]([^()（）]{1,40})[)）])?\s*$/su.exec(cleanLine(text)) ?? [];
  const [first = '', ...rest] = head
    .replaceAll(BEFORE_REMARK, ' ')
    .replace(/^[✓\s]+/u, '')
    .split(/[\s:：]+/u)
    .filter((word) => word !== '');
  const glued =
    /^(.*?\p{L})[+x×*]?(\d{1,3}|[一二两三四五六七八九十])(?:份|个|位|人|张)$|^(.*?\p{L})[+×*](\d{1,3})$/u.exec(
      first,
    );
  const latin = /^[A-Za-z.'-]+$/;
  const more = latin.test(first) ? rest.findIndex((word) => !latin.test(word)) : 0;
  const named = more < 0 ? rest.length : more;
  const name = glued?.[1] ?? glued?.[3] ?? [first, ...rest.slice(0, named)].join(' ');
  const count = glued?.[2] ?? glued?.[4];
  const phrase = parsePhrase([count ?? '', ...rest.slice(named)].join(' '), options);
  const [part] = phrase.parts;
  const words = phrase.words.map((word) => word.text).join(' ');
  const option = part?.option === undefined ? undefined : options[part.option];
  return {
    name: listName(name),
    quantity: part?.quantity ?? 1,
    option,
    remark: cleanUpTo([words, phrase.remark ?? '', note ?? ''].join(' '), REMARK_MAX) || undefined,
    paid: false,
  };
}

export const sameOption = (a: string | undefined, b: string | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && comparable(a) === comparable(b));
