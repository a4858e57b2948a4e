/** Says in the first person and in so many words that they come. How many is said elsewhere. */
const MINE =
  /^(?:(?:我|俺|本人)(?:也|要|想|来)*(?:报名参加|报名|参加)|也?[算加带]上?(?:我|俺)一?个?|(?:帮|给)我也?报(?:一个|个名|名))[吧哈]?$/u;
/** Doubts, conditions, other days and other people: what stands beside it may be what it depends on. */
const DOUBT =
  /[吗呢么?？不没别等再但若谁怎哪他她您]|你|如果|要是|只要|除非|的话|万一|下次|下周|下回|上次|上回|以后|昨天|之前|曾经|别的/u;
const COUNTED = /[\d一二两俩三仨四五六七八九十]/u;
const WEEKDAY = /(?:周|星期|礼拜)[一二三四五六日天末]/gu;
const ABOUT_SIGNING_UP = /报名|接龙|参加|打卡/u;
const APART = /[,，。;；!！~]/u;
const LONGEST = 30;

/** `这周我能来,算我一个`: one clause signs up, and the others say nothing that it could depend on. In simplified characters. */
export function signsUpInOneClause(said: string): boolean {
  if (said.length > LONGEST || !APART.test(said) || DOUBT.test(said)) return false;
  const clauses = said
    .split(APART)
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '');
  const others = clauses.filter((clause) => !MINE.test(clause));
  return (
    others.length > 0 &&
    clauses.length === others.length + 1 &&
    others.every((clause) => !ABOUT_SIGNING_UP.test(clause) && !COUNTED.test(clause.replace(WEEKDAY, '')))
  );
}
