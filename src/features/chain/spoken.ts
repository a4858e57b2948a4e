import { anyOf } from '../../commands/sentences.ts';
import { parseNumber } from '../../text/numbers.ts';

/** A whole sentence that is a sign-up and nothing else; `quantity` undefined where it names none. */
export interface Spoken {
  readonly quantity: number | undefined;
  /** A remark, as it stood behind the sentence or was part of it. */
  readonly tail: string;
  /** Cannot be meant for anything else, so that it deserves an answer also where nothing is open. */
  readonly plain: boolean;
}

const COUNT = '(?<n>\\d{1,3}|[一二两三叁四五六七八九十]{1,3}|俩|仨)';
const OF = '(?:个名额|个位[置子]?|个人|个大人|大人|人|个|份|位|名|张票|张|口人|口)';
const AMOUNT = `${COUNT} ?${OF}?`;
const WE = '(?:(?:我|俺|偶|咱|本人)(?:们)?(?:一?家|部门|组|班|这边)?)';
const WISH = '(?:也|都|还)?(?:想|要|来|去)*';
const SIGN_UP = '(?:报名参加|参加报名|报名接龙|报名|报个名|参加|登记|接龙)';
const WITH =
  '(?:老公|老婆|爱人|对象|爸妈|爸爸?|妈妈?|孩子|儿子|女儿|娃|朋友|同事|同学|闺蜜|室友|家人|[男女]朋友)';

const rule = (plain: boolean, pattern: string) => ({ plain, pattern: new RegExp(`^${pattern}$`, 'u') });
const RULES = [
  rule(true, `${WE}?(?:一共|总共)?(?:${AMOUNT})? ?${WISH}${SIGN_UP}`),
  rule(true, `${WE}${WISH}${SIGN_UP}[了啦]`),
  rule(true, `${WE}?${WISH}${SIGN_UP} ?(?:一共|总共)?${AMOUNT}`),
  rule(
    false,
    `${WE}?(?:也|再)?(?:想|要)*[报来要占留订加带算整]上?(?:我们?)? ?${AMOUNT}(?:名|票|名额|位[置子]?)?`,
  ),
  rule(false, `(?:我?想?要?)[报占留来]个(?:名额?|位[置子]?)`),
  rule(false, `${WE}?也?\\+ ?${AMOUNT}`),
  rule(false, `${WE}?(?:一共|总共|共)? ?(?:${COUNT} ?${OF})票?`),
  rule(false, `(?:一共|总共)? ?(?<n>俩|仨)`),
  rule(false, `我?(?:要|想)?候补`),
  rule(false, `我(?:和|跟|与)(?:我|我们)?(?<who>${WITH})[,，、 ]*(?:一共|总共|共)? ?${AMOUNT}(?:报名|参加)?`),
];
const ANY = anyOf(RULES.map(({ pattern }) => pattern));
const REMARK = /[\s,，;；、]*(?:备注|備註|附言|留言|[(（])/u;
const LONGEST = 40;

/** `我们两个人报名`, `给我留一个`, `两份`; undefined for anything that only contains such words. `said` in simplified characters. */
export function readSpoken(said: string): Spoken | undefined {
  if (said.length > LONGEST) return undefined;
  const cut = REMARK.exec(said)?.index ?? said.length;
  const head = said.slice(0, cut);
  if (!ANY.test(head)) return undefined;
  const tail = said.slice(cut).replace(/^[\s,，;；、]+/u, '');
  for (const { pattern, plain } of RULES) {
    const found = pattern.exec(head);
    if (!found) continue;
    const { n, who } = found.groups ?? {};
    const quantity = n === undefined ? undefined : parseNumber(n);
    return { quantity, tail: who === undefined || tail !== '' ? tail : `备注 和${who}`, plain };
  }
  return undefined;
}
