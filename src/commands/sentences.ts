/**
 * Whole sentences that say the same as a command: what stands in the group `args` (and then in `rest`) is what
 * would follow its name. Written
 * for `Command.also`; a pattern begins with `^` and ends with `$`, so that nothing that only contains it is taken for it.
 */
export const sentences =
  (...patterns: readonly RegExp[]) =>
  (folded: string): string | undefined => {
    // A request in so many words is talk.
    if (folded.length > LONGEST) return undefined;
    for (const pattern of patterns) {
      const found = pattern.exec(folded);
      if (!found) continue;
      const { args = '', rest = '' } = found.groups ?? {};
      return `${args} ${rest}`.trim();
    }
    return undefined;
  };
const LONGEST = 60;
