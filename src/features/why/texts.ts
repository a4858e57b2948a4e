import { data, lines, type Message, type Part, say } from '../../domain/message.ts';
import { shorten } from '../../text/graphemes.ts';
import type { TextKeys, Word } from '../wording.ts';
import type { Said } from './rows.ts';

const states: Readonly<Record<Said['state'], string>> = {
  answered: '当场回复',
  queued: '还在排队',
  sending: '正在发送',
  sent: '已发出',
  failed: '没有发出',
  unknown: '不知道有没有发出',
};
const outcomes: Readonly<Record<Said['trail'][number]['outcome'], string>> = {
  matched: '符合条件',
  'not-matched': '不符合',
  did: '做了',
  held: '先不发',
  dropped: '没有发',
  refused: '没有做',
};
/** Reasons that are kept in English for the log. */
const reasons: Readonly<Record<string, string>> = { 'unknown slash command': '没有这个命令' };

const inWords = (why: string): string =>
  reasons[why] ?? (/^[\x20-\x7e]+$/.test(why) && why.includes(' ') ? '' : why);

/** Those that operators may replace in `texts.yaml`. */
export const whyTextKeys = {
  nothing: [],
  notFound: ['quote'],
} as const satisfies TextKeys;

export type WhyTexts = ReturnType<typeof createTexts>;
/** Everything `/为什么` says. */
export const createTexts = (word: Word<typeof whyTextKeys>) => ({
  nothing:
    word('nothing', {}) ??
    say('我最近没有在这个群里说过话。只能查最近 20 条,一天以内的回复和 90 天以内的推送。'),
  notFound: (quote: string): Message =>
    word('notFound', { quote: data(shorten(oneLine(quote), 20)) }) ??
    say(
      '没查到「',
      data(shorten(oneLine(quote), 20)),
      '」这句话的来历。只能查我最近说的 20 条,请引用我说的话再发一次。',
    ),
  said: ({ text, state, reason }: Said, when: string): Message =>
    say(
      '「',
      data(shorten(oneLine(text), 30)),
      `」 ${when} ${states[state]}`,
      ...(reason === undefined ? [] : [':', data(shorten(oneLine(reason), 60))]),
    ),
  by: (who: Part | string, version: string): Message => say('谁说的:', who, ` · 版本 ${version}`),
  cause: (cause: string): Message => say(`起因:${cause}`),
  trail: (steps: readonly string[]): Message | undefined =>
    steps.length === 0 ? undefined : lines(say('经过:'), ...steps.map((step) => say('· ', data(step)))),
  step: (who: string, outcome: Said['trail'][number]['outcome'], why: string | undefined): string => {
    const because = why === undefined ? '' : inWords(why);
    return `${who} ${outcomes[outcome]}${because === '' ? '' : `(${shorten(oneLine(because), 60)})`}`;
  },
  who: {
    rule: (id: string) => `规则 ${id}`,
    command: (name: string | undefined) => (name === undefined ? '命令' : `命令「${name}」`),
    broadcast: (id: string) => `定时群发 ${id}`,
    alerts: '故障提醒',
    other: '群运',
  },
  causes: {
    heard: '有人 @我 说话',
    scheduled: '定好的时间到了',
    timer: '之前安排的时间到了',
    happened: '群里发生的一件事',
  },
});

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
