import { anyOf, lettersOf } from '../../commands/sentences.ts';
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
const OF = '(?:各人|各|个名额|个位[置子]?|个座位?|个人|个大人|大人|人|个|份|位|名|张票|张|口人|口)';
const FEW = '[\\d一二两三四]';
const AMOUNT = `${COUNT} ?${OF}?`;
const ALL_IN_ALL = '(?:一共|总共|共)?';
const WE =
  '(?:(?:我|俺|偶|咱|本人)(?:们)?(?:一?家|部门|组|班|科室|团队|宿舍|寝室|全家|公司|这边|这里|夫妻|夫妇|两口子|母女|母子|父女|父子|姐妹|兄弟|滴)?)';
const WISH = '(?:也|都|还|先)?(?:想|要|来|去|会|申请|确认|确定)*';
const SIGN_UP =
  '(?:报名参加|参加报名|报名接龙|接龙报名|报名|报个名|报上名?|参加|参与|(?:报名)?登记(?:一下)?(?:报名|名字)?|接个?龙)';
/** Where one chain runs, it is that one. */
const THIS = '(?:一下)?(?:(?:这|本|此)(?:次|个|场|回)?的?(?:活动|接龙|团购|聚会|培训)?)?';
const WITH =
  '(?:老公|老婆|爱人|对象|爸妈|爸爸?|妈妈?|孩子|儿子|女儿|娃|朋友|同事|同学|闺蜜|室友|家人|[男女]朋友)';
/** One person each: with them there are two. */
const PARTNER =
  '(?:老公|老婆|爱人|对象|媳妇|先生|太太|爸爸?|妈妈?|儿子|女儿|闺蜜|室友|[男女]朋友|(?:一个|个)(?:朋友|同事|同学|娃|孩子))';

const rule = (plain: boolean, pattern: string) => ({ plain, pattern: new RegExp(`^${pattern}$`, 'u') });
const RULES = [
  rule(
    true,
    `(?:这个|这次|这场|本次|此次)?${WE}?${ALL_IN_ALL}(?:${AMOUNT})?(?:都|一起)? ?${WISH}${SIGN_UP}${THIS}`,
  ),
  // The two words as keyboards get them wrong; without a pronoun they are asked about.
  rule(
    true,
    `${WE}(?:也|要|想)*(?:报个?[明民铭鸣茗]|[抱爆暴][明民铭鸣茗名]|[接结借][笼拢聋隆])(?: ?${AMOUNT})?`,
  ),
  rule(true, `[接结借][笼拢聋隆][ ,，]*\\+ ?${AMOUNT}`),
  rule(true, `${WE}${WISH}${SIGN_UP}[了啦]`),
  rule(true, `${WE}?${WISH}${SIGN_UP}(?:一下)?[ ,，、:：]*${ALL_IN_ALL} ?${AMOUNT}`),
  rule(
    true,
    `把(?:我|俺|我们)(?:的?名字)?(?:${AMOUNT})?也?(?:加|算|写|报|添|记)(?:上|进去|进来|[进到入]名单里?)去?`,
  ),
  rule(
    false,
    `(?:(?:[帮给替](?=[我俺][们家]))?${WE})?(?:也|再)?(?:想|要)*${ALL_IN_ALL}(?:预[留订定]|[报来要占留订加带算整排记接])上?(?:我们?)? ?${AMOUNT}(?:名|票|名额|位[置子]?)?`,
  ),
  rule(true, `(?:帮|给|替)(?:我|俺)们?也?(?:加|报|算|记|写|登|添)上(?:去|名)?`),
  rule(true, `[加算带报记添]一下(?:我|俺)们?`),
  rule(false, `[算加带记写报添]上?(?:俺|偶|咱)们?(?:一?个)?`),
  rule(false, '也?有我(?:一个)?'),
  rule(false, `[算加带]一?个(?:我|俺|偶)`),
  rule(false, '扣 ?1'),
  rule(false, `(?:[记写排添报]上我|[记写排添]我 ?${AMOUNT})`),
  rule(false, `(?:我?想?要?)[报占留来]个(?:名额?|位[置子]?|座位?|坑)`),
  rule(false, `${WE}?也?\\+ ?${AMOUNT}`),
  rule(false, `(?:${WE} ?)?${ALL_IN_ALL} ?(?:${COUNT} ?${OF})票?`),
  rule(false, `${WE}${ALL_IN_ALL} ?${AMOUNT}(?:都|一起|也|要|全部?)*(?:去|来)`),
  rule(false, `${WE}(?:也|都|要|想)*去 ?${AMOUNT}`),
  rule(false, `${WE}(?:也|都)要?(?:去|来)`),
  rule(false, `${WE}(?:也|都)?(?:要|想|会|肯定|一定)+(?:去|来)`),
  rule(false, `(?:一?家|家里)${COUNT}口人?(?:都|一起)?(?:去|来|报名|参加)?`),
  rule(false, `(?<kin>${FEW}大${FEW}小)[,， ]*${ALL_IN_ALL} ?${AMOUNT}`),
  rule(false, `${ALL_IN_ALL} ?(?<n>俩|仨)`),
  rule(
    false,
    `(?:(?:没位[置子]?|没名额|满)了?(?:的话)?(?:就|也)?(?=[帮给]?[我俺]))?${WE}?(?:要|想|排|报|进|给我|帮我)*[个到]?候补(?: ?\\+? ?${AMOUNT})?`,
  ),
  rule(
    false,
    `我(?<how>和|跟|与|带)[着了]?(?:我|我们)?(?<who>(?:一个|个|一位)?${WITH})[,，、 ]*${ALL_IN_ALL} ?${AMOUNT}(?:都|一起)*(?:报名|参加|去|来)?`,
  ),
  rule(false, `(?<how>带)(?<who>${WITH})[,，、 ]*${ALL_IN_ALL} ?${AMOUNT}`),
  rule(true, `我(?:和|跟|与)(?:我|我们)?(?<two>${PARTNER})(?:都|一起|也|要|想)*(?:报名|参加)`),
];
const ANY = anyOf(RULES.map(({ pattern }) => pattern));
const REMARK = /[\s,，;；、]*(?:备注|備註|附言|留言|[(（])/u;
/** What is to happen anyway when there is no place left, and 我去 once more. */
export const ELSE_WAITING =
  /[\s,，。;；、!！]+(?:(?:如果|要是|若|万一)?(?:已经?)?(?:名额|人)?(?:满|没位[置子]?|没名额|报满)了?(?:的话)?(?:就|也|我|给我|帮我|请)*(?:排|进|算|接受|可以|放|转)?[到个]?(?:候补|排队|替补)|(?:我|先)?(?:候补|排队)也|我们?也?(?:要|会|一定|肯定|准时)*(?:[去来到]|参加)|(?:周[一二三四五六日末]|明天|到时候?|现场|不见不散)见?)(?:也?(?:行|可以|好|ok))?$/u;
/** Why somebody signs up says nothing about how many. */
const WHY = /^(?:我|俺)?(?:也)?(?:能去|可以去?|有空|有时间|想去|没问题|感兴趣)[,，。!！ ]+/u;
/** Who says that they sign up and then wonders has signed up. */
const WONDERING =
  /^((?:我|俺)(?:也?要报名|也?要参加|报名))[,，。;； ]+(?:不知道)?(?:现在)?还?(?:来得及|赶得上)(?:吗|么|不|没)?$/u;
const APART = /[\s,，。;；、!！]/u;
const LONGEST = 40;

/** Every character of the sentences: each is made of these alone, and nearly all talk has others within a few. */
const letters = lettersOf([...RULES.map(({ pattern }) => pattern), ELSE_WAITING, WHY, WONDERING]);

const whatIsAsked = (said: string): string =>
  said
    .replace(WHY, '')
    .replace(ELSE_WAITING, '')
    .replace(WONDERING, '$1')
    .replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');

/** `我们两个人报名`, `给我留一个`, `两份`; undefined for anything that only contains such words. `said` in simplified characters. */
export function readSpoken(said: string): Spoken | undefined {
  if (said.length > LONGEST) return undefined;
  const cut = REMARK.exec(said)?.index ?? said.length;
  const all = said.slice(0, cut);
  if (!letters(all)) return undefined;
  const head = APART.test(all) ? whatIsAsked(all) : all;
  if (!ANY.test(head)) return undefined;
  const tail = said.slice(cut).replace(/^[\s,，;；、]+/u, '');
  for (const { pattern, plain } of RULES) {
    const found = pattern.exec(head);
    if (!found) continue;
    const { n, how, who, two, kin } = found.groups ?? {};
    const quantity = two === undefined ? (n === undefined ? undefined : parseNumber(n)) : 2;
    const companion = two ?? who;
    const remark = companion === undefined ? kin : `${how === '带' ? how : '和'}${companion}`;
    return { quantity, tail: remark === undefined || tail !== '' ? tail : `备注 ${remark}`, plain };
  }
  return undefined;
}
