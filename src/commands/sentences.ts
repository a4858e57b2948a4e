/** Whether any of the patterns may match: one look instead of one for each, which nearly all talk needs no more than. */
export const anyOf = (patterns: readonly RegExp[]): RegExp =>
  new RegExp(
    patterns.map(({ source }) => `(?:${source.replace(/\(\?<\w+>/g, '(?:')})`).join('|'),
    patterns.some(({ ignoreCase }) => ignoreCase) ? 'isu' : 'su',
  );

/**
 * Whole sentences that say the same as a command: what stands in the group `args` (and then in `rest`) is what
 * would follow its name. Written for `Command.also`; a pattern begins with `^` and ends with `$`, so that nothing that
 * only contains it is taken for it.
 */
export const sentences = (...patterns: readonly RegExp[]) => {
  const any = anyOf(patterns);
  return (folded: string): string | undefined => {
    // A request in so many words is talk.
    if (folded.length > LONGEST || !any.test(folded)) return undefined;
    for (const pattern of patterns) {
      const found = pattern.exec(folded);
      if (!found) continue;
      const { args = '', rest = '' } = found.groups ?? {};
      return `${args} ${rest}`.trim();
    }
    return undefined;
  };
};
const LONGEST = 60;
