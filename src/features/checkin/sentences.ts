import { sentences } from '../../commands/sentences.ts';

const LOOK = '(?:查看|看看|看一?下|看)';
const DAY =
  '(?:大?前天|昨[天日]|[上这本]?个?(?:周|星期|礼拜)[一二三四五六日天]|(?:\\d{1,2}|[一二三四五六七八九十]{1,3})(?:[-/.月])(?:\\d{1,2}|[一二三四五六七八九十]{1,3})[日号]?|(?:\\d{1,2}|[一二三四五六七八九十]{1,3})[日号])';
const SPAN = '(?:\\d{1,3}|[一二两三四五六七八九十]{1,3}) ?(?:天|日|周|个?星期|个?礼拜)';
const PERIOD = '(?:今[天日]|本周|这周|本月|这个月)';
/** What somebody reports to have done: 打卡读完第3章, never 打卡机坏了. */
const DONE =
  '(?:今[天日])?已?经?(?:(?:读|看|听|写|背|练|跑|走|学|做|抄|画|跳|骑|游|学习|运动|锻炼|阅读|完成)(?:完|了|过)|完成)[^?？]*|第[\\d一二三四五六七八九十百]+[天章节课]\\P{L}*|第[\\d一二三四五六七八九十百]+[天][,， :].+';
const whole = (pattern: string) => new RegExp(`^${pattern}$`, 'su');

/** How members say in whole sentences what has a command: each ends in what would follow the command's name. */
export const checkingIn = sentences(
  whole(
    '(?:早上?[安好]?|晚安?|早起|今[天日]|每[天日])?的?(?:我?来|去|我?已经?|完成|继续|坚持)?打个?卡(?:了|啦|完成|成功|咯|喽)?',
  ),
  whole('(?:今[天日]|每[天日])的?打卡[ :：,，]+(?<args>.+)'),
  whole('(?:我?来)?打卡[了啦咯喽][ :：,，。!！]+(?<args>.+)'),
  whole(`打卡(?<args>${DONE})`),
);
export const makingUp = sentences(
  whole(`补(?:一下|个|上)?(?<args>${DAY})(?:的|漏的|忘的)?打?卡`),
  whole(`补(?:打|个|一下)?卡 ?(?<args>${DAY}.*)`),
  whole(`(?<args>${DAY})的?打?卡(?:帮我)?补一?下?`),
  whole(`(?<args>${DAY})的?补(?:个|一下)?卡`),
  whole(`(?<args>${DAY})忘(?:记|了)?打?卡?了?[,， ]*补(?:一下|个卡|卡)`),
);
export const lookingForMine = sentences(
  whole(`${LOOK}?(?:一下)?我的打卡(?:记录|情况|日历)?`),
  whole('我(?:已经|一共|总共)?(?:连续)?打卡?了?(?:几|多少)天(?:卡)?了?'),
);
export const rewriting = sentences(whole('打卡(?:内容)?(?:改成|改为|换成)[ :：]*(?<args>.+)'));
export const ranking = sentences(
  whole(`${LOOK}?(?:一下)?(?<args>${PERIOD})?的?打卡(?:排行)?(?:榜|排名|排行榜?)`),
  whole(`打卡(?:排行)?榜(?<args>${PERIOD})`),
  whole(`打卡(?<args>[总周月]榜)`),
  whole('打卡(?:排行榜|排名)(?<args>.{0,4})'),
);
export const pausing = sentences(
  whole(`打卡 ?(?:暂停|请假) ?(?<args>${SPAN})`),
  whole(`(?:暂停|停) ?打卡 ?(?<args>${SPAN})`),
);
const noReminders = /^(?:别|不用|不要|不必)再?提醒我打卡[了吧]*$/u;
const switching = sentences(
  whole('打卡提醒 ?(?<args>关闭|关掉|打开|开启|关|开)[了吧]*'),
  whole('(?<args>关闭|关掉|打开|开启|恢复|不要|关|开)(?:一下)?打卡提醒[了吧]*'),
);
export const reminding = (folded: string): string | undefined =>
  noReminders.test(folded) ? '关' : switching(folded);
