import type { Command } from '../../commands/command.ts';
import { roleNames } from '../../commands/texts.ts';
import { bold, data, lines, type Message, say } from '../../domain/message.ts';
import type { TextKeys, Word } from '../wording.ts';

const exampleOf = ({ examples, name }: Command): string => examples[0] ?? name;

/** Those that operators may replace in `texts.yaml`. */
export const helpTextKeys = {
  more: ['name'],
  unknown: ['typed'],
  unknownNear: ['typed', 'near'],
  single: [],
  unbound: [],
  nothing: [],
} as const satisfies TextKeys;

export type HelpTexts = ReturnType<typeof createTexts>;
export const createTexts = (word: Word<typeof helpTextKeys>) => ({
  /** What one begins with in a section, and the names of everything else there. */
  section: (name: string, first: Command, others: readonly string[]): Message =>
    lines(
      { parts: [bold(name), ...say(`「${exampleOf(first)}」${first.summary}`).parts] },
      others.length > 0 ? say(`还有:${others.join('、')}`) : undefined,
    ),
  /** Commands for those who run it, of a section that everybody has something in. */
  running: (names: readonly string[], first: Command): Message =>
    say(`管理:${names.join('、')},例如「${exampleOf(first)}」`),
  entry: (command: Command): Message => say(`${exampleOf(command)} · ${command.summary}`),
  more: (name: string): Message => word('more', { name }) ?? say(`想看某一项怎么用,发「帮助 ${name}」。`),
  details: (command: Command): Message =>
    lines(
      { parts: [bold(command.name)] },
      say(command.summary),
      say(`例如:${command.examples.map((example) => `「${example}」`).join('、')}`),
      command.aliases.length > 0 ? say(`也可以说:${command.aliases.join('、')}`) : undefined,
      command.minRole === 'member' ? undefined : say(`${roleNames[command.minRole]}以上可用`),
    ),
  unknown: (asked: string, near: string | undefined): Message =>
    near === undefined
      ? (word('unknown', { typed: data(asked) }) ??
        say('没有找到「', data(asked), '」。发「帮助」看看全部。'))
      : (word('unknownNear', { typed: data(asked), near }) ??
        say('没有找到「', data(asked), `」,你是不是想看「帮助 ${near}」?`)),
  single: word('single', {}) ?? say('打卡、接龙、改名片都在群里用:在群里 @我 发「帮助」,看看那里能做什么。'),
  unbound: word('unbound', {}) ?? say('这个群还没有绑定。请管理员在这里发「/绑定 群编号」,绑好就能用了。'),
  nothing: word('nothing', {}) ?? say('这里暂时没有你能用的功能。'),
});
