/** Characters of command words with those that keyboards give for the same sound; the first stands for all. */
const ALIKE =
  '补部不布步捕卜|打大达搭|卡咔喀咖|接结借街阶节截|龙笼拢隆聋|报抱爆暴保宝豹|名明鸣铭民茗|取去曲|消销肖削宵|榜绑帮膀棒板版|代带待戴|撤彻澈|空控孔|缺却确|助住注柱|恢回会|复付负|改该盖|列例立|表标|退推|签千|名命|暂站|停挺|积极集|分份|修休';

const heads = new Map(
  ALIKE.split('|').flatMap((group) => [...group].map((one) => [one, group.charAt(0)] as const).toReversed()),
);

/** What sounds alike is written alike: 部咔 and 补卡 come out the same. */
export const soundOf = (text: string): string =>
  Array.from(text, (character) => heads.get(character) ?? character).join('');
