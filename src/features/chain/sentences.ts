import { sentences } from '../../commands/sentences.ts';

const COUNT = '(?:\\d{1,3}|[一二两三叁四五六七八九十]{1,3}|俩|仨)';
const OF = '(?:个人|个名额|个|份|位|人|名|张|口)';
const CHAIN = '(?:接龙|报名)';
const LOOK = '(?:查看|查询|查一?下|查|看看|看一?下|看|发一?下|发)';
const NOW = '(?:现在|目前|当前)?';
const MINE = '(?:把?(?:我|俺|我们|我家)(?:的|这边|这里)?)?';
const END = '(?:了|掉|一下|吧)*';
const BUSY =
  '(?:(?:我|家里|单位|公司|孩子|那天|当天|周[一二三四五六日末]|临时|突然)*(?:有点?事情?|加班|出差|生病|病|发烧|时间冲突)了?|身体不舒服|撤了|不好意思|抱歉|对不起)';
const SORRY = `(?:${BUSY}[,，、。 ]*)*`;
const LEAVING = `(?:就?不(?:去|来|参加|参与|报名|报|接)了|[去来]不[了成]了?|(?:参加|报)不[了成]了?|退出${CHAIN}?|退${CHAIN}|退了|放弃(?:${CHAIN}|名额))`;
const AND_SO =
  '(?:[,，、。 ]*(?:(?:请|麻烦|帮我|给我)*取消(?:一下)?(?:我的)?(?:接龙|报名|名额)?(?:了|吧|一下)*|(?:把)?(?:名额|位[置子]?)(?:就|可以)?(?:让给|让出来|留给|给)(?:别人|其他人|大家|后面的人?|候补的?)?[了吧]?|(?:你们|大家)(?:去吧|玩吧?|玩得开心)|下次(?:再|一定)?(?:去|来|约|参加)?吧?))*';
const TAKE_OUT = '(?:去掉|去除|删掉|删除|删了?|划掉|移除|移出|拿掉|撤掉|取消掉?|剔除)';
const whole = (pattern: string) => new RegExp(`^${pattern}$`, 'u');

/** How members say in whole sentences what has a command: each ends in what would follow the command's name. */
export const changing = sentences(
  whole(
    `${MINE}${CHAIN}?的?(?:人?数量?|份数|名额)?(?:改成|改为|改到|换成|调整[成为到]) ?(?<args>${COUNT} ?${OF}?)[了吧]?`,
  ),
  whole(`${MINE}${COUNT} ?${OF}(?:改成|改为|改到|换成|改) ?(?<args>${COUNT} ?${OF}?)[了吧]?`),
  whole(`改 ?(?<args>${COUNT} ?${OF})[了吧]?`),
  whole(`(?:我的?)?(?:改|修改)(?<args>备注.+)`),
  whole(`(?:我的?)?(?<args>备注)(?:改成|改为|换成)[: ]*(?<rest>.+)`),
  whole(`(?:加|写|补|添)(?:个|一个|一下|上)?(?<args>备注)[: ,，]*(?<rest>.+)`),
);
export const leaving = sentences(
  whole(`${SORRY}(?:我|俺|我们|我家|我这边)?${SORRY}${LEAVING}${AND_SO}`),
  whole(`取消(?:一下)?(?:我的?)?(?:${CHAIN}|名额)${END}`),
  whole(`把?(?:我的?)?${CHAIN}(?:给我|帮我)?(?:取消|退|撤)${END}`),
  whole(
    `(?:从(?:名单|${CHAIN})里?)?把(?:我(?:的(?:名字|${CHAIN}|名额))?|名字)(?:也|给)?(?:从(?:名单|${CHAIN})[里中上]?面?)?${TAKE_OUT}${END}`,
  ),
  whole(`取消(?<args>[\\p{L}]{1,8})的${CHAIN}`),
  whole(`(?:把|帮|替)(?!我)(?<args>[\\p{L}]{2,8}?)的?${CHAIN}(?:取消|退)${END}`),
  whole(`(?:帮|替)(?!我|忙|大家|你|他|她)(?<args>[\\p{L}]{2,8}?)取消(?:一下)?${CHAIN}`),
);
export const listing = sentences(
  whole(`${LOOK}?${NOW}的?${CHAIN}的?(?:列表|名单|情况)(?:${LOOK}|发我|发出来)?`),
  whole(`${LOOK}${NOW}的?(?:名单|${CHAIN})`),
  whole('名单(?:发|看)(?:一?下|我|出来)(?:看看)?'),
  whole(`${NOW}都?有?(?:谁|哪些人)都?(?:报名|接龙|报|参加)了`),
  whole(`${CHAIN}的(?:人?都)?有?(?:谁|哪些人?)`),
  whole(`${NOW}(?:已经)?(?:报名?|接龙)了(?:有)?(?:几|多少)个?人了?`),
  whole(`${NOW}(?:已经)?有?(?:几|多少)个?人(?:报名|接龙|报|参加)了`),
  whole(`(?<args>#\\d{1,9}) ?(?:接龙)?(?:列表|名单)`),
);
export const lookingForMine = sentences(
  whole(`${LOOK}我的${CHAIN}(?:情况|记录)?`),
  whole(`我(?:有没有)?(?:报名?|接龙)上?(?:成功)?了?(?:吗|么|没有?|几个?|多少个?|几份)`),
  whole(`我在(?:不在)?(?:名单|${CHAIN})[里上]?面?(?:吗|么|没有?)?`),
  whole('我(?:是|排|排在|在)第几(?:个|位|名)?'),
);
export const lookingForPlaces = sentences(
  whole(`${NOW}还(?:有|剩|差|缺|能报|可以报)(?:几|多少)个?(?:名额|位[置子]?|空缺|空位|座位?|人)?`),
  whole(`${NOW}还有(?:没有)?(?:名额|空缺|空位|位[置子]?|座位?)(?:吗|么|没有?|不)?`),
  whole(`${NOW}有没?有?名额(?:吗|么|没有?|不)?`),
  whole(`${NOW}名额(?:还|一共)?[剩有差](?:几|多少)个?了?`),
  whole(`${NOW}(?:名额|接龙|人数?|报)(?:都|已经)?满了(?:吗|么|没有?)`),
);
/** 撤销 with what was done last behind it, or a slip before it. */
export const undoing = sentences(
  whole(
    '撤[销回](?:一下|掉)?(?:刚才|刚刚|上一?[条个次步])(?:的|那[个条]|那一[个条])?(?:接龙|报名|打卡|操作)?',
  ),
  whole('(?:刚才|刚刚)?(?:我)?(?:发|按|点|报|打|写)错了[,，。 ]*(?:请|麻烦|帮我)*撤[销回](?:一下)?'),
);
