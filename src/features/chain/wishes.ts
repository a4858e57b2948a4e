import type { MemberId } from '../../domain/ids.ts';
import { parseNumber } from '../../text/numbers.ts';
import { isPersonName } from '../../text/person-name.ts';
import { namedKey, ownKey } from './entry-key.ts';
import { listName, nameKey } from './list-line.ts';
import { offered } from './options.ts';
import type { Part, Phrase } from './phrase.ts';
import type { Chain } from './rows.ts';
import { QUANTITY_MAX } from './schema.ts';
import type { Wish } from './set-entry.ts';
import { isToNote } from './to-note.ts';

/** What was asked for, before it is known what is there already: `quantity` undefined keeps that. */
export type Asked = Pick<Wish, 'key' | 'name' | 'remark' | 'partial'> & {
  readonly quantity: number | undefined;
};
export type Understood =
  | { readonly type: 'asked'; readonly asked: readonly Asked[] }
  | { readonly type: 'not-understood'; readonly typed: string }
  | { readonly type: 'remark-or-name'; readonly typed: string }
  | { readonly type: 'bad-name'; readonly typed: string }
  | { readonly type: 'names'; readonly quantity: number; readonly names: number }
  | { readonly type: 'names-only'; readonly names: readonly string[] }
  | { readonly type: 'too-many-names' }
  | { readonly type: 'bad-quantity' }
  | { readonly type: 'choose-option' }
  | { readonly type: 'who-for' };

export const NAMES_MAX = 20;
/** 再帮赵敏报一个, 取消: what somebody wants, never who somebody is. */
const VERBAL = /[帮替]|报[一二两三个名\d]|取消|接龙|不[去来]/u;
const ME = /^(?:我|我自己|自己|本人)$/;
/** Words people add to a sign-up that are about how they come, not who comes. */
const ABOUT_HOW =
  /[不要吃到素辣荤晚早带忌车接送坐住可能会想就哦啊吧呢吗啦了的怎哪谁没好行]|什么|多少|几点|期待|加油|过敏|楼[上下]|同意|支持|^(?:谢谢|感谢|多谢|辛苦)|^(?:老师|冲|哈|顶|ok|好的?|收到|已付|打包|外带|清真)$/iu;

export interface About {
  readonly chain: Chain;
  readonly me: MemberId;
  /** How lists call the speaker: their own name among others means themselves. */
  readonly myName: string | undefined;
  /** Options of which the speaker has an entry. */
  readonly mine: readonly (number | undefined)[];
}

/** `+2 儿童`, `+3 小明 小华 小丽`, `+1 成人 +2 儿童`: one wish for each entry it names. */
export function understandJoin(phrase: Phrase, about: About): Understood {
  const { parts, words } = phrase;
  if (words.length > 0) return understandNames(phrase, about);
  const inside = namesInBrackets(phrase);
  if (inside) return understandNames(inside, about);
  const options = offered(about.chain);
  const [only] = options;
  const found = new Map<number | undefined, number | undefined>();
  for (const { option, quantity } of parts.length > 0
    ? saidOnce(parts)
    : [{ option: undefined, quantity: undefined }]) {
    const of = options.length === 0 ? undefined : (option ?? (options.length === 1 ? only?.at : undefined));
    const which = of ?? (options.length > 0 && about.mine.length === 1 ? about.mine[0] : undefined);
    if (options.length > 0 && which === undefined) return { type: 'choose-option' };
    const before = found.get(which);
    const more = quantity ?? (option === undefined ? undefined : 1);
    found.set(which, before === undefined ? more : before + (more ?? 1));
  }
  return checked(
    [...found].map(([option, quantity]) => ({
      key: ownKey(about.me, option),
      quantity,
      remark: phrase.remark,
      partial: phrase.partial,
    })),
  );
}

/** 两大一小,成人2儿童1: the same said in other words is meant once. */
const saidOnce = (parts: readonly Part[]): readonly Part[] => {
  const half = parts.slice(0, parts.length / 2);
  const again = parts.slice(half.length);
  const repeated =
    half.length > 1 &&
    half.length === again.length &&
    half.every(({ option, quantity }, n) => {
      const other = again[n];
      return option !== undefined && option === other?.option && quantity === other.quantity;
    });
  return repeated ? half : parts;
};

/** 周明和吴倩 are two, 周明2份 is a name and how many; 和平 and the like stay whole. */
const eachOf = ({ text, part }: Phrase['words'][number]): Phrase['words'] => {
  const [, name, count] = /^(\p{Script=Han}{2,4})(\d{1,3})[份个位人名]?$/u.exec(text) ?? [];
  if (name !== undefined && part?.quantity === undefined)
    return [{ text: name, part: { option: part?.option, quantity: Number(count) } }];
  const [, one, other] = /^(\p{Script=Han}{2,4})[和跟与](\p{Script=Han}{2,4})$/u.exec(text) ?? [];
  return one === undefined || other === undefined
    ? [{ text, part }]
    : [
        { text: one, part: undefined },
        { text: other, part },
      ];
};

/** 赵磊、周敏两位: as many as there are names. */
const withoutTotal = (words: Phrase['words']): Phrase['words'] =>
  words.map(({ text, part }, n) => {
    const [, name, count] =
      /^(\p{Script=Han}{2,4}?)([二两俩三仨四五六七八九十\d]{1,2})(?:个人|位|人|名)?$/u.exec(text) ?? [];
    const isTotal = words.length > 1 && n === words.length - 1 && parseNumber(count ?? '') === words.length;
    return name !== undefined && isTotal ? { text: name, part } : { text, part };
  });

/** `代接 李四 2 王五`: each name with its own quantity, or all with what stands before them. */
export function understandBehalf(phrase: Phrase, about: About): Understood {
  const { parts } = phrase;
  const words = withoutTotal(phrase.words).flatMap(eachOf);
  if (words.length === 0) return { type: 'who-for' };
  const [shared] = parts;
  const each = words.length === 1 || shared?.quantity !== words.length ? shared?.quantity : undefined;
  return asNames(
    words.map(({ text, part }) => ({
      text,
      part: { quantity: part?.quantity ?? each ?? 1, option: part?.option ?? shared?.option },
    })),
    phrase,
    about,
  );
}

/** `+2(周明、吴倩)`: as many names as were counted are no remark. */
const namesInBrackets = (phrase: Phrase): Phrase | undefined => {
  const [part, ...more] = phrase.parts;
  if (!phrase.bracketed || !part?.quantity || part.quantity < 2 || more.length > 0) return undefined;
  const names = (phrase.remark ?? '').split(/[\s、,，和]+/u);
  const all =
    names.length === part.quantity && names.every((name) => isNameLike(name) && !ABOUT_HOW.test(name));
  return all
    ? { ...phrase, remark: undefined, words: names.map((text) => ({ text, part: undefined })) }
    : undefined;
};

/** 小明和小华: taken apart where that gives as many names as were counted. */
const takenApart = (words: Phrase['words'], quantity: number | undefined): Phrase['words'] => {
  if (quantity === undefined || words.length >= quantity) return words;
  const apart = words.flatMap(({ text, part }) =>
    text
      .split(/[和跟与及/&]/u)
      .map((name, n, all) => ({ text: name, part: n === all.length - 1 ? part : undefined })),
  );
  return apart.length === quantity && apart.every(({ text }) => text !== '') ? apart : words;
};

const understandNames = (phrase: Phrase, about: About): Understood => {
  const { parts } = phrase;
  const words = takenApart(phrase.words, parts[0]?.quantity);
  const typed = words.map(({ text }) => text).join(' ');
  const [shared, ...others] = parts;
  const quantity = shared?.quantity;
  // 接龙 王芳, said by 王芳.
  if (parts.length === 0 && words.length === 1 && about.myName !== undefined)
    if (nameKey(typed) === nameKey(about.myName))
      return asNames([{ text: typed, part: { quantity: 1, option: undefined } }], phrase, about);
  // 报名 周明 吴倩 is two people; of 报名 红苹果 绿苹果 it is not clear whether anybody is meant.
  if (
    parts.length === 0 &&
    words.length > 1 &&
    words.length <= 5 &&
    words.every(({ text }) => isPersonName(text))
  )
    return understandBehalf(phrase, about);
  if (parts.length === 0 && words.length === 1 && RELATION.test(typed))
    return { type: 'names-only', names: [typed] };
  if (
    parts.length === 0 &&
    words.length > 1 &&
    words.length <= 5 &&
    words.every(({ text }) => isHanName(text))
  )
    return { type: 'names-only', names: words.map(({ text }) => text) };
  if (quantity === undefined || others.length > 0 || words.some(({ part }) => part?.quantity !== undefined))
    return { type: 'not-understood', typed };
  const [first] = words;
  // +1鸭: one character alone is a sigh rather than a name.
  const alone = words.length === 1 && [...typed].length === 1;
  const likely =
    !alone && words.every(({ text }) => isNameLike(text) && !ABOUT_HOW.test(text) && !VERBAL.test(text));
  // 配速六分半 is how somebody comes.
  const comes = MEASURED.test(typed) || ([...typed].length > 2 && isToNote(typed));
  const note = words.length === 1 && quantity === 1 && !isPersonName(typed) && comes;
  if (note) return understandJoin({ ...phrase, words: [], remark: phrase.remark ?? typed }, about);
  if (words.length === 1 && first && quantity === 1 && !likely)
    return isNameLike(first.text) ? { type: 'remark-or-name', typed } : { type: 'not-understood', typed };
  if (!likely) return { type: 'not-understood', typed };
  if (quantity !== words.length)
    return words.length === 1
      ? { type: 'not-understood', typed }
      : { type: 'names', quantity, names: words.length };
  const named = words.map(({ text, part }) => ({
    text,
    part: { quantity: 1, option: part?.option ?? shared?.option },
  }));
  return asNames(named, phrase, about);
};

const asNames = (
  named: readonly { readonly text: string; readonly part: Part }[],
  { remark, partial }: Phrase,
  { chain, me, myName }: About,
): Understood => {
  if (named.length > NAMES_MAX) return { type: 'too-many-names' };
  const options = offered(chain);
  const asked: Asked[] = [];
  const said = [...new Set(named.flatMap(({ part }) => part.option ?? []))];
  // 小明 小华 儿童: said once, at the end, it is meant for all.
  const forAll = said.length === 1 && named.at(-1)?.part.option !== undefined ? said[0] : undefined;
  const only = options.length === 1 ? options[0]?.at : undefined;
  for (const { text, part } of named) {
    const option = options.length === 0 ? undefined : (part.option ?? forAll ?? only);
    if (options.length > 0 && option === undefined) return { type: 'choose-option' };
    const name = listName(text.replace(/^[@＠]/u, ''));
    if (!ME.test(name) && (!isNameLike(name) || VERBAL.test(name))) return { type: 'bad-name', typed: text };
    const isMe = ME.test(name) || (myName !== undefined && nameKey(name) === nameKey(myName));
    const shared = { quantity: part.quantity, remark, partial };
    asked.push(
      isMe ? { ...shared, key: ownKey(me, option) } : { ...shared, key: namedKey(name, option), name },
    );
  }
  return checked(asked);
};

const MEASURED = /^\p{Script=Han}{1,6}[\d一二两三四五六七八九十]+(?:分|点|块|元|公里|岁|折|号|码|半)+$/u;
/** 妈妈报名 may be said by her or for her. */
const RELATION =
  /^(?:我们?家?的?)?(?:妈妈?|爸爸?|爸妈|老公|老婆|爱人|孩子|儿子|女儿|[爷奶姥][爷奶]|公公|婆婆|[哥姐弟妹]{2})$/u;
const isHanName = (text: string): boolean => /^\p{Script=Han}{2,3}$/u.test(text) && !ABOUT_HOW.test(text);
/** Short, and with a letter in it; whole sentences and numbers are no names. */
const isNameLike = (text: string): boolean =>
  /\p{L}/u.test(text) &&
  !/^[我你他她](?:[也们想要觉这那不都就可会能是])/u.test(text) &&
  !/[?？。!！/|]/u.test(text) &&
  [...text].length <= 12;

const checked = (asked: readonly Asked[]): Understood =>
  asked.some(({ quantity = 1 }) => quantity < 1 || quantity > QUANTITY_MAX)
    ? { type: 'bad-quantity' }
    : { type: 'asked', asked };
