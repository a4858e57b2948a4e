import { asideOf } from '../../text/aside.ts';
import { withoutCourtesy } from '../../text/courtesy.ts';
import { isFolded } from '../../text/fold.ts';
import { parseCount } from '../../text/numbers.ts';
import { isPersonName } from '../../text/person-name.ts';
import { simplify } from '../../text/simplify.ts';
import { stripEnd } from '../../text/strip-end.ts';
import { looksPasted } from './parse-list.ts';
import { parsePhrase } from './phrase.ts';
import { ASK, readClauses } from './read-clauses.ts';
import type { Said } from './said.ts';
import { ELSE_WAITING, readSpoken } from './spoken.ts';

/** What may follow a verb without being the rest of another word. */
const SEPARATED = /^(?:$|[\s#+:：,，(（]|[\d零一二两俩三仨四五六七八九十]|备注|備註)/u;
/** 儿童+2, 2儿童, 1成人2儿童: a sign-up only where there are such options. */
const NUMBER_EARLY = /^.{0,23}[\d一二两俩三仨四五六七八九十]/u;
const WITH_COUNT =
  /^(?=.{0,23}[\d一二两俩三仨四五六七八九十])[\p{Script=Han}\p{L}\d\s,，、+×x*()（）:：]{2,24}$/u;
const QUESTION = /[吗呢么?？]|怎|哪|谁|多少|什么/u;
const AMOUNT = '(?:\\d{1,3}|[一二两三四五六七八九十]{1,3}|俩|仨) ?(?:个名额|个人|个|份|位|人|名|张)?';
const WE = '(?:(?:我|俺|咱)们?(?:也|要|想)*)';
/** 报名周日聚餐2人, 周日聚餐我参加, 周日我去, 周日聚餐+2: the title of a chain, or the name of an option, with nothing else around it. */
const TITLED = [
  new RegExp(
    `^${WE}?(?:报名参加|接龙|报名|参加|报)(?:一下|个)?(?<about>[^\\s/#]{2,20}?)(?:[ ,，]*(?<n>${AMOUNT}))?$`,
    'u',
  ),
  new RegExp(
    `^(?<about>[^\\s/#]{2,20}?)[ ,，:]*${WE}?(?:报名参加|报名|参加|接龙|报)[ ,，]*(?<n>${AMOUNT})?$`,
    'u',
  ),
  new RegExp(`^(?<about>[^\\s/#]{2,20}?)[ ,，:]*\\+ ?(?<n>${AMOUNT})$`, 'u'),
  /^(?<about>[^\s/#]{2,20}?)[ ,，:]*我们?(?:也|要|会|能|都)*[去来]$/u,
  /^(?<about>[^\s/#]{2,20}?)[ ,，:]*[算加带]上?(?:我|俺)(?:一?个)?$/u,
  new RegExp(`^(?<about>[^\\s/#]{2,20}?)[ ,，:]*${WE}(?:要|来|报|订) ?(?<n>${AMOUNT})$`, 'u'),
  new RegExp(`^(?<about>[^\\s/#]{2,20}?)[ ,，:]*[算加带]上?(?:我|俺)们? ?(?<n>${AMOUNT})$`, 'u'),
];
const MAY_BE_TITLED = /[报接参+]|[我俺].{0,3}[要来订]|我.{0,4}[去来]$|[算加带].{0,5}$/u;
/** 报名报名: said twice it is meant once. */
const TWICE = /^(?=.{0,6}(?:报名|接龙|参加|[算加带]我))(\p{Script=Han}{2,8})(?:[ ,，!！~]*\1)+$/u;
const JOIN =
  /^(?:(?:接龙|报名|参加|加入|jielong|jl|baoming|bm)|(?:我|俺)?(?:也|要|想)*(?:接龙|报名|参加)|(?:我|俺)(?:也|要|想|来)*(?:报|来|要)|(?:算|加|带)(?:上)?我(?:一?个)?|来|要|报)/iu;
/** Words that also begin ordinary sentences count only with nothing behind them that has to be guessed at. */
const STRONG = /^(?:接龙|jielong|jl|baoming|bm)/iu;
const BEHALF =
  /^(?:代接龙?|代报名?|代我?接龙|帮(?:忙)?接龙|替接龙?|帮报名?|替报名?|帮忙报名?)(?=[\s:：,，@＠\p{L}\d]|$)/u;
const FOR_SOMEBODY =
  /^(?:[我俺](?:想|要|来)?)?(?:帮|替|给|代|为)\s*([@＠]?[\p{L}·]{1,12}?(?:[、,，/ ][@＠]?[\p{L}·]{1,12}?){0,5})\s*也?(?:接龙|接一下|接|报名|报个名|报上名?|报(?=[\s\d一两二三四五六七八九十]))\s*(.*)$/su;
/** With a plus sign only 帮 and 替 do: 给楼上+1 is applause. */
const PLUS_FOR = /^(?:帮|替)\s*([@＠]?(?![你他她它这那])[\p{L}·]{2,12}?)\s*(?=\+ ?\d)(.*)$/su;
/** 我同事周明 is called 周明, 我老公 老公. */
const OF_MINE = /^我们?家?的?(?:(?:同事|朋友|同学|闺蜜|室友)(?=\p{L}{2}))?/u;
/** What longer talk has to begin with to be any of these: it passes here with every message. */
const MAY_BEGIN = /^[接报参加jb我俺也要想算带来代帮替给为备+#\d一二两三四五六七八九十]/iu;
/** Of whole sentences and loose ones, which may begin with anything. */
const LONGEST_SENTENCE = 40;
/** Without one of these nobody is signed up in longer talk, whatever else it says. */
const MAY_BE_AMID = /[报報接参參加算带帶记記登候+写添留占排]|[我俺].{0,3}[去来和跟与]/u;
/** 满了的话我就排候补: it depends, so they are told how. */
const DOUBTFUL = /[我俺](?:就|也|再|想|要|给)*(?:报名|報名|接龙|接龍|参加|參加|[排进]?候[补補]).{0,6}$/u;
const NOBODY =
  /^(?:我|俺|俺们|我们|大家|忙|助|你|他|她|它|他们|咱|咱们|忙我)$|[没谁怎吗哪问能帮报退]|取消|什么|还有|看看|^(?:何(?:时|必|况|地|苦|人|故|不)|[啥了不]|人家)/u;
/** 赵敏不去了: of somebody the speaker has signed up. */
const LEAVES =
  /^(?:我们?家?的?)?(?<name>(?!.?[我俺他她它你咱就都先再也])\p{Script=Han}{2,3}?)(?:这[次回]|临时|今天|明天|有事|周[一二三四五六日末])*(?:也|就)?(?:不(?:去|来|参加)了|[去来]不了了?|不能[去来]了)$/u;
/** 我和赵敏都报名 is two people; 我和老公报名 is one who brings somebody. */
const AND_I =
  /^(?:我|俺)(?:和|跟|与)(?<names>[@＠]?\p{Script=Han}{2,3}?(?:[、和跟,，]\p{Script=Han}{2,3}?){0,3})(?:我们)?[两二三2３3]?个?(?:都|一起|一块|也|要|想)*(?:报名参加|报名|参加|接龙|报)了?$/u;

/** Undefined for talk that is about something else. `typed` keeps its letters; lines may be folded to spaces. */
export function readSaid(typed: string): Said | undefined {
  const even = isFolded(typed) ? typed : typed.normalize('NFKC').trim().replace(/\s+/g, ' ');
  const joined = even.includes(' ')
    ? even.replace(/(接) (?=[龙龍])|([报報]) (?=名)|(?<![^\s])(我) (?=来(?!\p{L}))/gu, '$1$2$3')
    : even;
  const oneLine = /^[➕十]/u.test(joined)
    ? joined.replace(/^➕\ufe0f?|^十(?= ?\d{1,2}(?:$|[\s,，]))/u, '+')
    : joined;
  if (looksPasted(simplify(oneLine))) return { verb: 'list', body: typed, plain: true };
  const whole = patient(stripEnd(oneLine).replace(TWICE, '$1'));
  const request = stripEnd(withoutCourtesy(whole));
  // Ordinary talk passes here with every message: it is looked at once unless there was courtesy around it.
  const read = readWhole(request, whole);
  // Said clearly and as one thing.
  if (read?.verb === 'behalf' || read?.verb === 'leave' || (read && !read.loose && isClear(read.body)))
    return read;
  if (!MAY_BE_AMID.test(whole)) return read;
  const parts = readClauses(whole, readOne);
  const depends = whole.length < 30 && DOUBTFUL.test(whole) && asideOf(simplify(whole)) === 'condition';
  const other = parts ?? (depends ? ASK : undefined);
  return read && other ? { ...read, otherwise: other } : (other ?? read);
}

const readWhole = (request: string, whole: string): Said | undefined => {
  const read = readOne(request);
  if (request === whole || read?.plain) return read;
  const other = readOne(whole);
  return other && !other.loose && (other.plain || !read || read.loose) ? other : (read ?? other);
};

/** +2 排队也行: they would wait, as everybody does. */
const patient = (said: string): string =>
  /[候排补補]/u.test(said) ? said.replace(ELSE_WAITING, '') || said : said;

function readOne(said: string): Said | undefined {
  // Of the same length, so that what follows a word is cut from the text as it was typed.
  const plain = simplify(said);
  if (MAY_BEGIN.test(plain)) return readFromStart(said, plain);
  const gone = whoLeaves(plain);
  if (gone !== undefined) return { verb: 'leave', body: gone, plain: false };
  return plain.length > LONGEST_SENTENCE ? undefined : (readSentence(plain) ?? readLoose(said, plain));
}

/** What is told by its first words; else a sentence or a loose one all the same. */
function readFromStart(said: string, plain: string): Said | undefined {
  const behalf = BEHALF.exec(plain);
  if (behalf) return { verb: 'behalf', body: said.slice(behalf[0].length).trim(), plain: true };
  const helped = FOR_SOMEBODY.exec(plain) ?? PLUS_FOR.exec(plain);
  const [, named = '', rest = ''] = helped ?? [];
  const somebody = named.replace(OF_MINE, '') || named;
  if (helped && !NOBODY.test(somebody) && (isClear(rest) || ONE_OPTION.test(rest)))
    return { verb: 'behalf', body: `${somebody} ${rest}`, plain: true };
  const gone = whoLeaves(plain);
  if (gone !== undefined) return { verb: 'leave', body: gone, plain: false };
  const and = /^[我俺][和跟与]/u.test(plain)
    ? AND_I.exec(plain)?.groups?.names?.split(/[、和跟,，]/u)
    : undefined;
  if (and?.every(isPersonName)) return { verb: 'behalf', body: `我 ${and.join(' ')}`, plain: true };
  const number = /^#\s?\d{1,9}(?=\s|\+|$)/.exec(said);
  if (number) {
    const after = said.slice(number[0].length).trim();
    const more = after === '' ? undefined : readOne(after);
    return more?.verb === 'join' ? { ...more, body: `${number[0]} ${more.body}` } : undefined;
  }
  if (/^[+]\s?[\d一二两俩三仨四五六七八九十]/u.test(plain))
    return { verb: 'join', body: said, plain: !/^\+\s?\d+[a-z]/i.test(plain) };
  if (/^(?:\d{1,3}|[一二两三四五六七八九十]{1,3})份$/u.test(plain.split(' ')[0] ?? ''))
    return { verb: 'join', body: said, plain: isClear(said) };
  if (/^备注.*\s\+\s?\d/u.test(plain)) return { verb: 'join', body: said, plain: false };
  const spoken = readSentence(plain);
  if (spoken) return spoken;
  const found = JOIN.exec(plain);
  if (!found) return readLoose(said, plain);
  const word = found[0];
  const after = said.slice(word.length);
  const body = after.replace(/^[\s:：,，]+/u, '');
  if (/^(?:来|要|报)$/.test(word))
    return parseCount(body) !== undefined ? { verb: 'join', body, plain: true } : readLoose(said, plain);
  if (!SEPARATED.test(after)) return readLoose(said, plain);
  const clear = isClear(body);
  return { verb: 'join', body, plain: clear || (STRONG.test(word) && /^(?:$|[\s#+:：,，(（])/.test(after)) };
}

const whoLeaves = (plain: string): string | undefined =>
  plain.endsWith('了') && plain.length < 16 ? LEAVES.exec(plain)?.groups?.name : undefined;

const readSentence = (plain: string): Said | undefined => {
  const spoken = readSpoken(plain);
  if (!spoken) return undefined;
  const { quantity, tail } = spoken;
  const body = `${quantity === undefined ? '' : `+${quantity}`} ${tail}`.trim();
  return { verb: 'join', body, plain: spoken.plain };
};

/** Options are known only with the chain at hand: what may be nothing but those is tried on it. */
const readLoose = (said: string, plain: string): Said | undefined => {
  const one = ONE_OF.exec(plain)?.[1];
  if (one !== undefined) return { verb: 'join', body: `1 ${one}`, plain: false, loose: true };
  if (QUESTION.test(plain)) return undefined;
  const titled = MAY_BE_TITLED.test(plain) ? readTitled(said, plain) : undefined;
  if (!titled && !NUMBER_EARLY.test(plain)) return undefined;
  if (titled !== undefined) {
    const claims = CLAIMS.test(plain) && { otherwise: ASK };
    return { verb: 'join', body: titled, plain: false, loose: true, ...claims };
  }
  const counted = WITH_COUNT.test(plain.split(/备注|備註/u)[0]?.trim() ?? '');
  const body = said.replace(/^(?:[我俺](?:们?家?|们))? ?(?:报|要|来)*(?=.*\p{Script=Han})/u, '');
  return counted ? { verb: 'join', body, plain: false, loose: true } : undefined;
};
const readTitled = (said: string, plain: string): string | undefined => {
  for (const pattern of TITLED) {
    const { about, n = '' } = pattern.exec(plain)?.groups ?? {};
    if (about === undefined) continue;
    const from = plain.indexOf(about);
    return `${said.slice(from, from + about.length)} ${n}`.trim();
  }
  return undefined;
};
/** 徒步和聚餐我都报名 */
const CLAIMS = /[我俺](?:们|也|都|要|想)*(?:报名|参加)$/u;
/** 来杯拿铁: one of what the chain offers. */
const ONE_OF = /^(?:给?我)?也?(?:来|要|点|订)一?(?:杯|份|个|张|套|箱|盒|瓶|斤|桶|袋)(\p{Script=Han}{1,8})$/u;
const ONE_OPTION = /^(?:\d{1,3}|[一二两三四五六七八九十])[个份位张]?\p{Script=Han}{1,5}$/u;

/** Nothing but numbers, quantities and a remark. */
const isClear = (body: string): boolean => parsePhrase(body, []).words.length === 0;
