import type { MemberRef } from '../../domain/chat.ts';
import { data, type Message, type Part, say, text } from '../../domain/message.ts';
import type { TextKeys, Word } from '../wording.ts';

const nameOf = ({ name, userid, id }: MemberRef) => name ?? userid ?? id;
const names = (members: readonly MemberRef[]): Part => data(members.map(nameOf).join('、'));

/** Those that operators may replace in `texts.yaml`. */
export const welcomeTextKeys = {
  welcoming: ['names', 'count'],
  whom: [],
  tooMany: ['max'],
} as const satisfies TextKeys;

export type WelcomeTexts = ReturnType<typeof createTexts>;
export const createTexts = (word: Word<typeof welcomeTextKeys>) => ({
  welcoming: (members: readonly MemberRef[]): Message =>
    word('welcoming', { names: names(members), count: text(String(members.length)) }) ??
    say('好的,这就欢迎 ', names(members), members.length > 1 ? `,共 ${members.length} 位。` : '。'),
  already: (greeted: readonly MemberRef[]): Message => say(names(greeted), ' 之前欢迎过了,不再重复。'),
  own: say('迎新:欢迎过你这件事'),
  /** The rules decide who is greeted; the sample ones leave the team out. */
  team: (members: readonly MemberRef[]): Message => say(names(members), ' 是自己团队的人,一般不另外发欢迎。'),
  full: (limit: number): Message =>
    say(`本群主动发的消息到上限了(一天 ${limit} 条),欢迎语这次发不出去,请自己打个招呼吧。`),
  quiet: (until: string): Message => say(`现在是安静时段,欢迎语 ${until} 再发。`),
  whom: word('whom', {}) ?? say('要欢迎谁呢?写上 userid 或名字,用空格隔开,例如「/迎新 zhangsan 李四」。'),
  tooMany: (max: number): Message =>
    word('tooMany', { max: text(String(max)) }) ?? say(`一次最多欢迎 ${max} 位,请分几次发。`),
  several: (typed: string, candidates: readonly MemberRef[]): Message => ({
    parts: [
      ...say('「', data(typed), `」有 ${candidates.length} 位,请改用 userid 再发一次:`).parts,
      ...candidates
        .slice(0, 5)
        .flatMap((candidate, n): Part[] => [
          { type: 'text', text: `\n${n + 1}. ` },
          data(`${nameOf(candidate)}(${candidate.userid ?? candidate.id})`),
        ]),
    ],
  }),
});
