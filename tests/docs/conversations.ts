/** One thing that happens in a conversation of the docs, with the line it stands on. */
export type Step =
  | { readonly type: 'says'; readonly line: number; readonly who: string; readonly text: string }
  | { readonly type: 'presses'; readonly line: number; readonly who: string; readonly label: string }
  | { readonly type: 'waits'; readonly line: number; readonly minutes: number }
  /** What the bot answers to the step before; `…` stands for anything. Silence is said, too. */
  | { readonly type: 'bot'; readonly line: number; readonly text: string };

export interface Conversation {
  readonly line: number;
  readonly title: string;
  readonly steps: readonly Step[];
}

const FENCE = /^```对话\n([\s\S]*?)^```$/gm;
const SPEAKS = /^([^\s：]{1,6})：(?:@小群 ?)?(.*)$/;
const PRESSES = /^([^\s：]{1,6}) 按「(.+)」$/;
const WAITS = /^（过了 (\d+) 分钟）$/;

/** Reads the conversations of a page: who says what, and what the bot answers, line by line. */
export function conversationsIn(page: string): Conversation[] {
  return Array.from(page.matchAll(FENCE), (match) => {
    const [, body = ''] = match;
    const line = page.slice(0, match.index).split('\n').length;
    const before = page.slice(0, match.index);
    const title = /^#+ (.+)$/m.exec(before.slice(before.lastIndexOf('\n#') + 1))?.[1] ?? '';
    const steps: Step[] = [];
    for (const [n, text] of body.trimEnd().split('\n').entries()) {
      const at = line + 1 + n;
      const waits = WAITS.exec(text);
      const presses = PRESSES.exec(text);
      const speaks = SPEAKS.exec(text);
      const last = steps.at(-1);
      if (waits) steps.push({ type: 'waits', line: at, minutes: Number(waits[1]) });
      else if (presses)
        steps.push({ type: 'presses', line: at, who: presses[1] ?? '', label: presses[2] ?? '' });
      else if (speaks && speaks[1] === '小群') steps.push({ type: 'bot', line: at, text: speaks[2] ?? '' });
      else if (speaks) steps.push({ type: 'says', line: at, who: speaks[1] ?? '', text: speaks[2] ?? '' });
      else if (last?.type === 'bot') steps[steps.length - 1] = { ...last, text: `${last.text}\n${text}` };
      else throw new Error(`line ${at} is nobody’s: ${text}`);
    }
    return { line, title, steps };
  });
}

/** The words as a pattern in which `…` is anything, also nothing and several lines. */
export const patternOf = (text: string): RegExp =>
  new RegExp(
    `^${text
      .split('…')
      .map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('[\\s\\S]*')}$`,
  );
