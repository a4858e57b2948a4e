import { describe, expect, it } from 'vitest';
import { noRedisServer } from '../support/redis.ts';
import { type StageConfig, talkingGroup } from '../support/stage-config.ts';
import { until } from '../support/until.ts';
import { heardIn, onStage } from './support.ts';

const config: StageConfig = {
  groups: [talkingGroup('newbie-01')],
  operators: [
    { member: 'lisi', role: 'operator' },
    { member: 'zhangsan', role: 'admin' },
  ],
};

describe.skipIf(noRedisServer)('over the wire', () => {
  it('a plan is confirmed by its button: by whoever asked, once, and said in the group', async () => {
    const stage = await onStage({ config });
    await stage.start();
    const { emulator } = stage;
    const [words, card] = await emulator.say('newbie-01', 'lisi', '/接龙 新建 周六徒步');
    expect(words?.content).toContain('准备开接龙');
    const key = card?.card?.buttons.find(({ text }) => text === '确认')?.key ?? expect.unreachable();
    const n = card?.n ?? 0;
    expect(await emulator.press(n, 'xiaowang', key)).toEqual([]);
    await until('the answer to the wrong one', () =>
      heardIn(stage, 'newbie-01').some(({ content }) => content.includes('没有等你确认的事')),
    );
    const [begun] = await emulator.press(n, 'lisi', key);
    // The card of the question is now the card of what it began.
    expect(begun?.card?.buttons.map(({ text }) => text)).toEqual(['报名', '取消', '看名单']);
    await until('the news', () =>
      heardIn(stage, 'newbie-01').some(
        ({ channel, content }) => channel === 'response_url' && content.includes('周六徒步'),
      ),
    );
    const join = begun?.card?.buttons[0]?.key ?? expect.unreachable();
    const [joined] = await emulator.press(n, 'xiaowang', join);
    expect(joined?.card).toMatchObject({ title: '周六徒步', note: '已报 1 份' });
    await until('the answer to the press', () =>
      heardIn(stage, 'newbie-01').some(({ content }) => /^回复 .+:\n✅ 已加入,第 1 位/.test(content)),
    );
    const problems = emulator.transcript('newbie-01').filter(({ from }) => from.kind === 'system');
    expect(problems).toEqual([]);
  });

  it('a table reaches the one who asked as a file, once', async () => {
    const stage = await onStage({ config });
    await stage.start();
    const [answer] = await stage.emulator.say('newbie-01', 'zhangsan', '/导出 成员 csv');
    expect(answer?.content).toContain('私信给你');
    const file = await until('the file', () => heardIn(stage, 'dm:zhangsan')[0]);
    expect(file.content).toMatch(/^\[file\] 成员-群 newbie-01-\d{4}-\d\d-\d\d\.csv$/);
    await until('an empty outbox', async () => (await stage.stores.outbox.depth(['g:newbie-01'])) === 0);
    expect(stage.emulator.calls().filter(({ path }) => path === '/cgi-bin/message/send')).toHaveLength(1);
    expect(heardIn(stage, 'newbie-01')).toHaveLength(1);
  });
});
