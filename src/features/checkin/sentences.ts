import { anyOf, type SentenceReader, sentences } from '../../commands/sentences.ts';
import { asideOf } from '../../text/aside.ts';
import { clausesOf } from '../../text/clauses.ts';
import { simplify } from '../../text/simplify.ts';

const LOOK = '(?:查看|查询|查一?下|查|看看|看一?下|看)';
const DAY =
  '(?:大?前天|昨[天日]|[上这本]?个?(?:周|星期|礼拜)[一二三四五六日天]|(?:\\d{1,2}|[一二三四五六七八九十]{1,3})(?:[-/.月])(?:\\d{1,2}|[一二三四五六七八九十]{1,3})[日号]?|(?:\\d{1,2}|[一二三四五六七八九十]{1,3})[日号])';
const SPAN = '(?:\\d{1,3}|[一二两三四五六七八九十]{1,3}) ?(?:天|日|周|个?星期|个?礼拜)';
const PERIOD = '(?:今[天日]|本周|这周|本月|这个月)';
/** What somebody reports to have done: 打卡读完第3章, never 打卡机坏了. */
const DONE =
  '(?:今[天日])?已?经?(?:(?:读|看|听|写|背|练|跑|走|学|做|抄|画|跳|骑|游|学习|运动|锻炼|阅读|完成)(?:完|了|过)|完成)[^?？]*|第[\\d一二三四五六七八九十百]+[天章节课]\\P{L}*|第[\\d一二三四五六七八九十百]+[天][,， :].+';
const EVERYWHERE = '(?:(?:全部|所有)的?群?|各个?群)';
const whole = (pattern: string) => new RegExp(`^${pattern}$`, 'su');

const TODAY = '(?:今[天日]份?|每[天日]|早上?[安好]?|晚安?|早起)?的?';
const NTH = '第 ?(?:\\d{1,3}|[一二三四五六七八九十百]{1,5}) ?天|day ?\\d{1,3}';
const REMIND = '(?:关闭|关掉|关了|停掉|停止|取消|打开|开启|开通|恢复|不要|关|开)';

/** How members say in whole sentences what has a command: each ends in what would follow the command's name. */
export const checkingIn = sentences(
  whole(
    `${TODAY}(?:我?也?来|去|我?已经?|我?也|完成|继续|坚持)?(?:打个?卡|签个?到)(?:了|啦|完成|完毕|成功|咯|喽)?`,
  ),
  whole(`(?:${TODAY}的?)?卡(?:已经?)?打[了好完]了?`),
  whole('(?:今[天日]|每[天日])的?打卡[ :,，]+(?<args>.+)'),
  whole('(?:我?来)?打卡[了啦咯喽][ :,，。!！]+(?<args>.+)'),
  whole(`打卡(?<args>${DONE})`),
  whole(`打卡 ?(?<args>day ?\\d{1,3}(?:[ :,，.].+)?)`),
  whole(`(?<args>${NTH})[ :,，]*的?打卡[了啦]?(?:[ :,，.]+(?<rest>.+))?`),
);
export const makingUp = sentences(
  whole(`补(?:打|签)?(?:一下|个|上)?(?<args>${DAY})(?:的|漏的|忘的|没打的)?打?卡?`),
  whole(`补(?:打|个|一下)?卡 ?(?<args>${DAY}.*)`),
  whole('补(?:个|一个|一下|张|一张|次|一次)卡'),
  whole(`(?<args>${DAY})的?打?卡(?:我?要|帮我|给我)?补(?:一下|上|个|下)?`),
  whole(`(?<args>${DAY})的?(?:要)?补(?:个|一下)?卡`),
  whole(
    `(?<args>${DAY})的?(?:打?卡)?我?(?:忘记?了?|漏了?|没有?)(?:打卡?|卡)?了?[,，。 ]*(?:我?要|我?想|帮我|给我|请|麻烦|来)*补(?:一下|上|个|打)?(?:打?卡)?`,
  ),
);
export const lookingForMine = sentences(
  whole(
    `(?:${LOOK}(?:一下)?)?我的?打卡(?:已经|一共|总共|现在)*(?:连续|坚持|打)?了?(?:有|是)?(?:几|多少)天了?`,
  ),
  whole(`(?:${LOOK}(?:一下)?)?我的(?:打卡|签到)(?:记录|情况|日历|天数|历史)?`),
  whole('我(?:已经|一共|总共|现在|目前)*(?:连续(?:打了?卡?)?|打了?卡?)了?(?:几|多少)天(?:卡)?了?'),
  whole('我?(?:这个?月|本月|现在)?还?(?:剩下?|有|能|可以)(?:几|多少)次?(?:补卡|补签)(?:的?机会|次数)?'),
  whole('我?的?(?:补卡|补签)(?:机会|次数)?还?(?:剩下?|有|能)(?:几|多少)次?'),
  whole('我的?连续(?:打卡)?(?:天数|(?:是|有)?(?:几|多少)天)了?'),
  whole('我(?:今[天日])?(?:已经)?打卡?(?:过|上|成功)?了?卡?(?:吗|么|没有?)'),
);
export const rewriting = sentences(
  whole(
    '(?:把)?(?:我的?)?(?:刚才|刚刚|今[天日])?的?打卡(?:的?内容)?(?:改成|改为|换成|修改[为成])[ :]*(?<args>.+)',
  ),
);
export const undoing = sentences(
  whole('(?:撤销|撤回|取消)(?:一下|掉)?我?(?:刚才|刚刚|今[天日])的?(?:那个|那次)?打卡'),
  whole('把?我?(?:刚才|刚刚|今[天日])?的?打卡(?:给我)?(?:撤销|撤回)(?:了|掉|一下)*'),
);
export const ranking = sentences(
  whole(`(?:${LOOK}(?:一下)?)?(?<args>${PERIOD})?的?打卡(?:排行)?(?:榜单?|排名|排行榜?)`),
  whole(
    `(?:${LOOK}(?:一下)?)?(?<args>${EVERYWHERE}(?:的?${PERIOD})?|${PERIOD}的?${EVERYWHERE})的?打卡(?:排行)?(?:榜单?|排名|排行榜?)`,
  ),
  whole(
    `打卡(?:排行)?榜(?<args>${PERIOD}|${EVERYWHERE}|${EVERYWHERE}的?${PERIOD}|${PERIOD}的?${EVERYWHERE})`,
  ),
  whole(`打卡(?<args>[总周月]榜)`),
  whole('打卡(?:排行榜|排名)(?<args>.{0,4})'),
  whole(`(?<args>${PERIOD})?都?有?(?:谁|哪些人|几个人|多少人)(?:都|已经)*打(?:了卡|卡了)`),
);
export const pausing = sentences(
  whole(
    `(?:我[^,，。?？]{1,10}[,，。 ]+)?打卡[ ,，]*我?(?:要|想|先|需要|得|帮我|给我)*(?:暂停|请假|停|休息|歇)(?:一下)? ?(?<args>${SPAN})`,
  ),
  whole(`打卡[ ,，]*我?(?:要|想)?请 ?(?<args>${SPAN})的?假`),
  whole(`(?:暂停|停|休息|歇) ?打卡 ?(?<args>${SPAN})`),
  whole(`(?:暂停|停) ?(?<args>${SPAN})的?打卡`),
);
export const dropping = sentences(whole('(?:我)?(?:不参加|不再参加|退出)(?:这个|本次)?打卡(?:活动)?了?'));
export const comingBack = sentences(
  whole('(?:我)?(?:要|想|也)*(?:重新|继续)?(?:参加|加入)(?:这个|本次)?打卡(?:活动)?'),
);
const noReminders =
  /^(?:以后|今后|请|麻烦|你|早上|晚上|每天|天天)*(?:别|不用|不要|不必|不需要)再?(?:每天|天天)?提醒我打卡[了吧]*$/u;
const switching = sentences(
  whole(`打卡的?提醒 ?(?:帮我|给我)?(?<args>${REMIND})[了吧]*`),
  whole(`(?:把)?(?<args>${REMIND})(?:一下)?打卡的?提醒[了吧]*`),
  whole(`把打卡的?提醒(?<args>${REMIND})[了吧]*`),
);
export const reminding: SentenceReader = Object.assign(
  (folded: string) => (noReminders.test(folded) ? '关' : switching(folded)),
  { mayBe: anyOf([noReminders, switching.mayBe]) },
);

const TITLED =
  /^(?:今[天日]的?)?(?![我俺你您他她它谁请别不没要想也都再还已补昨前今/#@]|麻烦|帮|退出|加入|参加|恢复|暂停|取消|撤|查|看|谁|怎|忘|来|去|完成|继续)(?<title>[^\s,，。!！?？:/]{1,20}?)(?:第(?:\d{1,3}|[一二三四五六七八九十百]{1,5})天)?的?打个?卡[了啦]?(?:[\s:,，。!！~…]+(?<rest>.*))?$/su;
/** 晨读打卡, 晨读打卡:第五章: a check-in only where there is a campaign of that title. */
export function readTitled(typed: string): { readonly title: string; readonly rest: string } | undefined {
  if (typed.length > 100 || !/打个?卡/.test(typed)) return undefined;
  const written = typed.normalize('NFKC').trim();
  // 今天打卡 and the like name no campaign.
  if (checkingIn(written) !== undefined) return undefined;
  // What was written is kept as it was: simplified characters are of the same length.
  const { title, rest = '' } = TITLED.exec(simplify(written))?.groups ?? {};
  if (title === undefined || /谁|多少|几|提醒/.test(title) || /[?？吗]|怎么|几点/.test(rest))
    return undefined;
  return { title, rest: written.slice(written.length - rest.length) };
}

const DONE_TODAY = /[了完过]|\d|今[天日早晚]|第/u;
const TO_COME = /明[天早日]|后天|早点|快点|记得|还没|别|谁/u;
/** 今天读了20分钟,打卡: what was done, and then the word; never 明天开始,打卡 and 大家记得,打卡. */
const doneAndSo = (folded: string): string | undefined => {
  if (folded.length > 100) return undefined;
  const done = /^(.{2,}?)[ ,，。;；!！~…]+(?:来)?(?:打个?卡|签到)[了啦]?$/su.exec(folded)?.[1];
  if (done === undefined || !DONE_TODAY.test(done) || TO_COME.test(done)) return undefined;
  const clauses = clausesOf(done) ?? [done];
  return clauses.every((clause) => asideOf(clause) === 'story') ? done : undefined;
};

/** A check-in, whichever campaign it is for. */
export const checkingInSomewhere: SentenceReader = Object.assign(
  (folded: string) => checkingIn(folded) ?? (readTitled(folded) && '') ?? doneAndSo(folded),
  { mayBe: anyOf([checkingIn.mayBe, /^.*?(?:打个?卡|签到)/su]) },
);
