/** One thing the doctor looked at. */
export interface Finding {
  /** `bad` keeps the bot from starting or from keeping its promises; `note` is worth knowing. */
  readonly level: 'good' | 'note' | 'bad';
  readonly text: string;
  /** What to do about it. */
  readonly fix?: string | undefined;
}
export const good = (text: string): Finding => ({ level: 'good', text });
export const note = (text: string, fix?: string): Finding => ({ level: 'note', text, fix });
export const bad = (text: string, fix?: string): Finding => ({ level: 'bad', text, fix });

const signs = { good: '✓', note: '!', bad: '✗' } as const;
export const formatFinding = ({ level, text, fix }: Finding): string =>
  `${signs[level]} ${text}${fix === undefined ? '' : `\n    ${fix.replaceAll('\n', '\n    ')}`}`;
