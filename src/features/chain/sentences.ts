import { sentences } from '../../commands/sentences.ts';

const COUNT = '(?:\\d{1,3}|[一二两三叁四五六七八九十]{1,3}|俩|仨)';
const OF = '(?:个人|个名额|个|份|位|人|名|张|口)';
const CHAIN = '(?:接龙|报名)';
const LOOK = '(?:查看|看看|看一?下|看|发一?下|发)';
const SORRY = '(?:(?:不好意思|抱歉|对不起|临时有事|家里有事|有事)[,，、 ]*)*';
const LEAVING = `(?:不(?:去|来|参加|报|接)了|不报名了|[去来]不了了?|参加不了了?|退出${CHAIN}?|退${CHAIN}|退了)`;
const whole = (pattern: string) => new RegExp(`^${pattern}$`, 'u');

/** How members say in whole sentences what has a command: each ends in what would follow the command's name. */
export const changing = sentences(
  whole(`(?:把?我的?)?${CHAIN}?(?:人?数量?)?(?:改成|改为|改到|换成) ?(?<args>${COUNT} ?${OF}?)`),
  whole(`改 ?(?<args>${COUNT} ?${OF})`),
  whole(`(?:我的?)?(?:改|修改)(?<args>备注.+)`),
  whole(`(?:我的?)?(?<args>备注)(?:改成|改为|换成)[: ]*(?<rest>.+)`),
);
export const leaving = sentences(
  whole(`${SORRY}我?们?${SORRY}${LEAVING}(?:[,， ]*(?:帮我)?取消吧?)?`),
  whole(`取消(?:一下)?(?:我的?)?${CHAIN}`),
  whole(`把?(?:我的?)?${CHAIN}取消(?:了|掉|一下)?吧?`),
  whole(`取消(?<args>[\\p{L}]{1,8})的${CHAIN}`),
);
export const listing = sentences(
  whole(`${LOOK}?${CHAIN}的?(?:列表|名单)`),
  whole(`${LOOK}(?:名单|${CHAIN})`),
  whole(`(?:都?有)?(?:谁|哪些人)都?(?:报名|接龙|报)了`),
  whole(`(?<args>#\\d{1,9}) ?(?:接龙)?(?:列表|名单)`),
);
export const lookingForMine = sentences(
  whole(`${LOOK}我的${CHAIN}`),
  whole(`我(?:有没有)?报(?:名|上)?了?(?:吗|没有?|几个|多少个?|几份)`),
);
export const lookingForPlaces = sentences(
  whole(`(?:现在)?还(?:有|剩|差|缺)(?:几|多少)个?(?:名额|位[置子]?|空缺|人)?`),
  whole(`(?:现在)?还有(?:名额|空缺|空位|位[置子]?)(?:吗|么|没有?)?`),
);
