import { type Aside, asideOf } from '../../text/aside.ts';
import { clausesOf } from '../../text/clauses.ts';
import { withoutCourtesy, withoutThanks } from '../../text/courtesy.ts';
import { isPersonName } from '../../text/person-name.ts';
import { simplify } from '../../text/simplify.ts';
import { stripEnd } from '../../text/strip-end.ts';
import { parsePhrase } from './phrase.ts';
import type { Said } from './said.ts';
import { isToNote } from './to-note.ts';

/** Of talk about something else nearly all ends here. */
const MAY_SIGN_UP =
  /报(?:名|[个上一两二三四五\d])|[我帮给替要想也先]报|接龙|参加|登记|[+] ?[\d一二两三]|[算加带记写添留占排][上个]?[我俺个一]|候补|[我俺].{0,3}[去来]|[我俺](?:和|跟|与|带)/u;
const COUNT = '(?<n>\\d{1,3}|[一二两三四五六七八九十]{1,3}|俩|仨)';
/** 两个人, 一共三位, 一家三口: how many, and nothing about what. */
const HOW_MANY = new RegExp(
  `^(?:我们|我家|咱们?|一共|总共|共|就|家里|一?家)*${COUNT} ?(?:个人|个大人|个|位|人|口人?|份|名)(?:都|一起)?(?:去|来|报名|参加)?$`,
  'u',
);
const TOGETHER =
  /^(?:我|俺)(?<who>(?:和|跟|与|带)着?我?\p{Script=Han}{1,6}?)(?:一起|一块儿?)(?:去|来|报名|参加)?$/u;
/** 我带俩孩子报名: how many that makes has to be said as well. */
const BRINGING =
  /^(?:我|俺)(?<who>(?:和|跟|与|带)[着上]?(?:我|[\d一二两俩三仨]个?)?\p{Script=Han}{1,6}?)(?:都|也)?(?:去|来|报名|参加)$/u;
/** 带上我老公: without a pronoun it has to be one of the family. */
const BRINGS =
  /^(?<who>(?:和|跟|带)[上着]?(?:我们?家?的?)?(?:老公|老婆|爱人|对象|先生|太太|孩子|娃|儿子|女儿|爸妈|爸爸?|妈妈?|朋友|同[事学]|闺蜜|室友|家人)们?)(?:一起|一块儿?)?$/u;
/** 我去 is a cry of surprise unless somebody has just agreed to something. */
const AGREED = /^(?:可以|好的?|行|没问题|ok|有空|有时间|能去|在的)$/u;
/** 这周六我可以, 我也想玩: who says so and then 报名 gives no notice. */
const WILLING =
  /^[^你您他她它]{0,6}[我俺](?:们|家|这边|周.|这周.?|那天|也|都|还|正好|刚好|应该|一定|肯定)*(?:可以|能去|能来|有空|有时间|没事|没课|不忙|方便|ok|想|要|喜欢|感兴趣|没问题|去|来)[^你您他她它吗呢么]{0,8}$/u;
const CLAIMS =
  /^(?:[我俺]|给我)?(?:要|来|报|订)\p{Script=Han}{1,6}[\d一二两三] ?\p{Script=Han}{0,2}$|^\p{Script=Han}{2,8}?(?:[算加带]上?[我俺]一?个?|[我俺](?:也|要|想)*(?:报名|参加|[去来]))$/u;
const I_GO = /^(?:我|俺)(?:也|会|能|可以|一定|肯定|准时|这次|想|要)*(?:去|来|到)的?$/u;
/** 报名 by itself may as well be a notice. */
const BARE = /^(?:报名参加|报名|接龙|参加|加入|登记|jielong|jl|baoming|bm)(?:一下)?$/iu;
const PLUS = /^[+扣]/u;
const SAYS_PLUS = /^(?:[我俺]们?)?也?[+扣]/u;
/** Whoever would like to come agrees with no opinion. */
const WISH = /[我俺想要去玩来冲家看]|收到|参加|有空|终于|总算|期待|报/u;
const COUNTED = /[\d一二两三四五六七八九十俩仨] ?(?:个(?!月|小时|多)|位|口|份|名|[大小](?!家|时|学)|张|人)/u;
const DEPENDS: ReadonlySet<Aside> = new Set([
  'price',
  'condition',
  'mistake',
  'others',
  'refusal',
  'later',
  'you',
]);
const NOTE_MAX = 20;
const LONGEST = 60;

const joinOf = (body: string): Said => ({ verb: 'join', body, plain: true });
/** It is not clear that they want to be signed up: they are told how. */
export const ASK: Said = { verb: 'ask', body: '', plain: true };

/** What somebody asks for who says more than that: of its clauses some are requests, some say how many, and some stand beside. */
export function readClauses(said: string, readOne: (clause: string) => Said | undefined): Said | undefined {
  if (said.length > LONGEST || !MAY_SIGN_UP.test(said)) return undefined;
  const clauses = clausesOf(said);
  if (!clauses) return undefined;
  const requests: Said[] = [];
  const asides: string[] = [];
  const notes: string[] = [];
  const counts: string[] = [];
  let agreed = false;
  /** The request itself is +1, which may as well be applause. */
  let plus = false;
  for (const typed of clauses) {
    const clause = stripEnd(typed);
    const plain = simplify(clause);
    const many = HOW_MANY.exec(plain)?.groups?.n;
    const who = (TOGETHER.exec(plain) ?? BRINGS.exec(plain))?.groups?.who;
    const bringing = who === undefined ? BRINGING.exec(plain)?.groups?.who : undefined;
    const request = many === undefined ? (forHim(plain, asides) ?? requestIn(clause, readOne)) : undefined;
    if (AGREED.test(withoutThanks(plain))) agreed = true;
    else if (who !== undefined) notes.push(who);
    else if (bringing !== undefined && clauses.some((other) => HOW_MANY.test(simplify(stripEnd(other)))))
      notes.push(bringing);
    else if (many !== undefined) counts.push(`+${many}`);
    else if (agreed && I_GO.test(plain)) requests.push(joinOf(''));
    else if (!request && WILLING.test(plain) && asideOf(plain) === 'story') {
      agreed = true;
      asides.push(plain);
    } else if (request && (!BARE.test(plain) || agreed || requests.length + asides.length === 0)) {
      plus ||= requests.length === 0 && SAYS_PLUS.test(plain);
      requests.push(request);
    } else if (COUNTED.test(plain) && asideOf(plain) === 'story') counts.push(clause);
    else if (!isCourtesy(typed)) {
      asides.push(simplify(typed));
      const isNote = requests.length > 0 && clause.length <= NOTE_MAX && isToNote(plain);
      if (isNote && asideOf(plain) === 'story') notes.push(clause);
    }
  }
  const [first] = requests;
  if (!first) {
    if (notes.length === 1 && counts.length === 1 && asides.length === 0)
      return combined([joinOf('')], counts, notes);
    // 聚餐算我一个,徒步就不去了: of which chain, only the list of chains could tell.
    return clauses.some((clause) => CLAIMS.test(simplify(stripEnd(clause)))) ? ASK : undefined;
  }
  const kinds = asides.map(asideOf);
  const opening = simplify(clauses[0] ?? '');
  const bare = BARE.test(opening);
  if (bare && kinds.includes('notice')) return undefined;
  const behind = plus && !PLUS.test(opening);
  const agrees =
    plus && (kinds.includes('agreement') || (behind && !asides.every((aside) => WISH.test(aside))));
  const doubtful =
    kinds.some((kind) => DEPENDS.has(kind) && !(kind === 'others' && first.verb === 'behalf')) ||
    (kinds.includes('question') && /^我?[想要]/u.test(opening)) ||
    agrees;
  return doubtful ? ASK : combined(requests, counts, notes);
}

/** 帮他报一个: whoever was named before; nobody named, it is asked who. */
const forHim = (clause: string, asides: readonly string[]): Said | undefined => {
  if (!FOR_HIM.test(clause)) return undefined;
  const named = asides.flatMap((aside) => NAMED.exec(aside)?.[1] ?? []).filter(isPersonName);
  return { verb: 'behalf', body: named.length === 1 ? (named[0] ?? '') : '', plain: true };
};
const FOR_HIM =
  /^(?:请|麻烦|也|我|来)*(?:帮|替|给)[他她]们?也?(?:报|接|加|登记)(?:上|个|一下)?(?:一?个名额?|一个|名|龙)*$/u;
const NAMED =
  /^(?:我们?(?:家|的)?(?:同[事学]|朋友|闺蜜|室友|邻居)?)?(\p{Script=Han}{2,3}?)(?:也|想|要|会|能)+(?:去|来|报名|参加)/u;

/** 您好, 谢谢老师: nothing but polite. */
const isCourtesy = (clause: string): boolean =>
  withoutCourtesy(`${clause},+1`) === '+1' || withoutThanks(`+1,${clause}`) === '+1';

/** A clause that signs somebody up by itself, with nothing in it that has to be guessed at. */
const requestIn = (clause: string, readOne: (clause: string) => Said | undefined): Said | undefined => {
  for (const said of new Set([clause, stripEnd(withoutCourtesy(clause)), clause.replace(THIS_TIME, '')])) {
    const read = readOne(said);
    if (!read || read.loose) continue;
    if (read.verb === 'behalf' || (read.verb === 'join' && parsePhrase(read.body, []).words.length === 0))
      return read;
  }
  return undefined;
};
/** 这次我报名 is about no title. */
const THIS_TIME =
  /^(?:所以|另外|还有|再|顺便|同时|那|就|[这這][次回周]|今年|今天|终于|那就)*(?=[我俺算加带帮给])/u;

/** Requests that say the same are one; 我报名,帮李四也报一个 is two people. */
const combined = (requests: readonly Said[], counts: readonly string[], notes: readonly string[]): Said => {
  const bodies = [...new Set([...requests.filter(isJoin).map(({ body }) => body), ...counts])].filter(
    (body) => body !== '',
  );
  const behalf = requests.filter(({ verb }) => verb === 'behalf').map(({ body }) => body);
  const remark =
    notes.length === 0 || bodies.some((body) => body.includes('备注')) ? '' : `备注 ${notes.join(' ')}`;
  if (behalf.length === 0)
    return bodies.length > 1 && requests.some(isJoin) && bodies.some((body) => PLUS.test(body))
      ? ASK
      : joinOf(`${bodies.join(' ')} ${remark}`.trim());
  if (counts.length > 0) return ASK;
  const me = requests.some(isJoin) ? [`我 ${bodies.join(' ')}`] : [];
  return { verb: 'behalf', body: [...me, ...behalf, remark].join(' ').trim(), plain: true };
};
const isJoin = ({ verb }: Said): boolean => verb === 'join';
