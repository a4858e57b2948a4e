import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { features } from '../../src/features/index.ts';
import { aibotChat } from '../support/decide.ts';
import { type Answered, buttonOf, throughEngine } from '../support/through-engine.ts';
import { type Conversation, conversationsIn, patternOf } from './conversations.ts';

const root = resolve(import.meta.dirname, '../..');
const loaded = await loadConfig({
  dir: resolve(root, 'config'),
  secrets: { type: 'none' },
  features,
  live: () => ({ queueDepth: 0, redis: '私有 Redis', recentErrors: [] }),
});
const book = loaded.ok ? loaded.book : expect.unreachable();
const chat = aibotChat('wrkSFfCgAAnewbie01chatid0000000001');
/** Who is who in the sample configuration. */
const people: Readonly<Record<string, string>> = {
  张三: 'zhangsan',
  李四: 'lisi',
  王五: 'wangwu',
  赵六: 'zhaoliu',
  小雨: 'xiaoyu',
  小王: 'xiaowang',
};
const idOf = (who: string): string => people[who] ?? expect.unreachable(`${who} is nobody`);

/** What was said against what the page says: `line: expected / answered` of the first difference. */
async function replay({ steps }: Conversation): Promise<string | undefined> {
  const talk = throughEngine(book);
  let last: Answered | undefined;
  /** An answer that the page leaves out has to be silence. */
  const unread = () => (last?.reply === undefined ? undefined : `not on the page: ${last.reply}`);
  let card: Answered['card'];
  for (const step of steps) {
    if (step.type === 'bot') {
      const answered = last?.reply ?? '（不说话）';
      if (!patternOf(step.text).test(answered))
        return `${step.line}: ${step.text}\n--- answered:\n${answered}`;
      last = undefined;
      continue;
    }
    const left = unread();
    if (left !== undefined) return `${step.line}: ${left}`;
    switch (step.type) {
      case 'says':
        last = await talk.says(idOf(step.who), step.text, { chat });
        break;
      case 'presses':
        last = await talk.presses(idOf(step.who), buttonOf(card, step.label), chat);
        break;
      case 'waits':
        talk.clock.jump(step.minutes * 60_000);
        break;
      default:
        step satisfies never;
    }
    card = last?.card ?? card;
  }
  return unread();
}

describe.each(['members', 'operators'])('docs/%s.zh-CN.md', (name) => {
  const page = readFileSync(resolve(root, `docs/${name}.zh-CN.md`), 'utf8');
  const conversations = conversationsIn(page);

  it('has conversations, each with answers of the bot', () => {
    expect(conversations.length).toBeGreaterThan(6);
    for (const { line, steps } of conversations)
      expect([line, steps.some(({ type }) => type === 'bot')]).toEqual([line, true]);
  });
  it.each(conversations)('line $line: $title', async (conversation) => {
    expect(await replay(conversation)).toBeUndefined();
  });
  it('mentions every command there is for its readers', () => {
    const commands = book.features.flatMap(({ commands }) => commands);
    const wanted = commands.filter(({ minRole }) => (minRole === 'member') === (name === 'members'));
    expect(wanted.filter((command) => !page.includes(command.name)).map((command) => command.name)).toEqual(
      [],
    );
  });
});

describe('a conversation on a page', () => {
  const page =
    '# A\n\n## 打招呼\n\n```对话\n小王：@小群 帮助\n小群：好的\n第二行\n（过了 2 分钟）\n小王 按「确认」\n```\n';
  it('is read line by line', () => {
    expect(conversationsIn(page)).toEqual([
      {
        line: 5,
        title: '打招呼',
        steps: [
          { type: 'says', line: 6, who: '小王', text: '帮助' },
          { type: 'bot', line: 7, text: '好的\n第二行' },
          { type: 'waits', line: 9, minutes: 2 },
          { type: 'presses', line: 10, who: '小王', label: '确认' },
        ],
      },
    ]);
  });
  it('is told apart from what the bot really says', async () => {
    const [read] = conversationsIn(page.replace('（过了 2 分钟）\n小王 按「确认」\n', ''));
    expect(await replay(read ?? expect.unreachable())).toMatch(/^7: 好的\n第二行\n--- answered:/);
    const [silent] = conversationsIn(page.replace(/小群：[\s\S]*按「确认」\n/, ''));
    expect(await replay(silent ?? expect.unreachable())).toMatch(/^not on the page/);
  });
  it.each([
    ['好的…', '好的\n两行', true],
    ['第 … 位', '第 7 位', true],
    ['a.c', 'abc', false],
    ['好', '好的', false],
  ])('%j against %j', (pattern, text, fits) => {
    expect(patternOf(pattern).test(text)).toBe(fits);
  });
});
