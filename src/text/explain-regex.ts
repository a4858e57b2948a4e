const known: readonly (readonly [RegExp, string])[] = [
  [/pattern too large/, '太长,或重复次数太多;要找几个词请用 text.any'],
  [/missing closing \]/, '「[」没有用「]」收口'],
  [/missing closing \)/, '「(」没有用「)」收口'],
  [/unexpected \)/, '多了一个「)」'],
  [/missing argument to repetition/, '「*」「+」「?」前面要有内容;要找这个符号本身,前面加 \\'],
  [/invalid nested repetition/, '「*」「+」「?」不能连着写'],
  [/invalid repeat count/, '重复次数最多 1000'],
  [/invalid character class range/, '[ ] 里的范围前后写反了'],
  [/trailing backslash/, '最后的「\\」后面少了内容'],
  [/Perl syntax|invalid escape/, '不能用前后查找和反向引用'],
];

/** Why a pattern does not compile, in the words of somebody who edits rules. */
export const explainRegex = (error: string): string =>
  `正则写得不对:${known.find(([pattern]) => pattern.test(error))?.[1] ?? error}。`;
