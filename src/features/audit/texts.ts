import type { AuditOutcome } from '../../commands/audit.ts';
import { data, lines, type Message, say } from '../../domain/message.ts';
import type { TextKeys, Word } from '../wording.ts';

const outcomes: Readonly<Record<AuditOutcome, string>> = {
  did: '已执行',
  asked: '等确认',
  refused: '没做成',
  denied: '没有权限',
  cancelled: '取消了',
  expired: '过期没确认',
};
export const outcomeName = (outcome: AuditOutcome): string => outcomes[outcome];

export interface ShownEntry {
  readonly when: string;
  readonly who: string;
  readonly command: string;
  readonly args: string | undefined;
  readonly outcome: AuditOutcome;
}

/** Those that operators may replace in `texts.yaml`. */
export const auditTextKeys = {
  heading: ['count'],
  none: [],
  howTo: ['typed'],
  several: ['typed', 'people'],
} as const satisfies TextKeys;

export type AuditTexts = ReturnType<typeof createTexts>;
export const createTexts = (word: Word<typeof auditTextKeys>) => ({
  list: (entries: readonly ShownEntry[], more: boolean): Message =>
    lines(
      word('heading', { count: String(entries.length) }) ?? say(`最近 ${entries.length} 条管理操作:`),
      ...entries.map(({ when, who, command, args, outcome }) =>
        say(
          `${when} `,
          data(who),
          ` ${command}`,
          ...(args === undefined ? [] : [' ', data(args)]),
          ` · ${outcomes[outcome]}`,
        ),
      ),
      more ? say('看更多就写条数,例如「/操作记录 50」;只看一个人写「/操作记录 @小王」。') : undefined,
    ),
  none: word('none', {}) ?? say('还没有符合的操作记录。管理命令用过之后,这里会写下谁、什么时候、做了什么。'),
  howTo: (typed: string): Message =>
    word('howTo', { typed: data(typed) }) ??
    say('看不懂「', data(typed), '」。可以写条数、「今天」或「@某人」,例如「/操作记录 20」。'),
  several: (typed: string, candidates: readonly string[]): Message =>
    word('several', { typed: data(typed), people: data(candidates.join('、')) }) ??
    say('叫「', data(typed), '」的不止一位,请写 userid:', data(candidates.join('、')), '。'),
  own: (count: number): Message => say(`操作记录:${count} 条(删除后只留「已删除的成员」做过什么)`),
});
