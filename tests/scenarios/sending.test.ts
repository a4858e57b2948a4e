import { describe, expect, it } from 'vitest';
import { noRedisServer } from '../support/redis.ts';
import type { StageConfig } from '../support/stage-config.ts';
import { talkingGroup } from '../support/stage-config.ts';
import { until } from '../support/until.ts';
import { heardIn, ledgerOf, onStage, opsStatus } from './support.ts';

const asking: StageConfig = {
  groups: [talkingGroup('newbie-01'), talkingGroup('newbie-02')],
  operators: [{ member: 'lisi', role: 'operator' }],
  rules: [
    {
      id: 'invoice',
      on: 'message.received',
      when: [{ 'text.any': ['发票'] }],
      do: [{ send: '有人问:{{ text }}' }],
    },
  ],
};
const SEND = '/cgi-bin/webhook/send';

describe.skipIf(noRedisServer)('what WeCom refuses', () => {
  it('waits for the next minute when a webhook is over its limit, and leaves other groups alone', async () => {
    const stage = await onStage({ config: asking });
    await stage.start();
    stage.emulator.addFault({ on: SEND, kind: 'errcode', value: 45009, times: 1 });
    await stage.emulator.say('newbie-01', 'xiaowang', '发票 1');
    const [waiting] = await until('the refusal', async () => {
      const entries = await ledgerOf(stage, 'newbie-01');
      return entries.some(({ state, attempt }) => state === 'queued' && attempt === 1) && entries;
    });
    expect(waiting?.reason).not.toBeUndefined();
    await stage.emulator.say('newbie-01', 'xiaowang', '发票 2');
    await stage.emulator.say('newbie-02', 'xiaowang', '发票 3');
    await until('the other group’s post', () => heardIn(stage, 'newbie-02').length === 1);
    expect(heardIn(stage, 'newbie-01')).toEqual([]);
    await stage.clock.jump(70_000);
    await until('both posts', () => heardIn(stage, 'newbie-01').length === 2);
    await until('an empty outbox', async () => (await stage.stores.outbox.depth(['g:newbie-01'])) === 0);
    expect((await ledgerOf(stage, 'newbie-01')).map(({ state }) => state)).toEqual(['sent', 'sent']);
    expect(
      heardIn(stage, 'newbie-01')
        .map(({ content }) => content)
        .sort(),
    ).toEqual(['有人问:发票 1', '有人问:发票 2']);
  });

  it('gives up on a webhook that was removed and tells operators', async () => {
    const stage = await onStage({ config: asking });
    const bot = await stage.start();
    stage.emulator.addFault({ on: SEND, kind: 'errcode', value: 93000, times: 1 });
    await stage.emulator.say('newbie-01', 'xiaowang', '发票 1');
    const [failed] = await until('the failure', async () => {
      const entries = await ledgerOf(stage, 'newbie-01');
      return entries.some(({ state }) => state === 'failed') && entries;
    });
    expect(failed).toMatchObject({ state: 'failed', code: 93000, via: 'webhook/newbie-01-push', attempt: 1 });
    expect(heardIn(stage, 'newbie-01')).toEqual([]);
    const { recentErrors } = await opsStatus(bot.url);
    expect(JSON.stringify(recentErrors)).toContain('newbie-01-push');
    const [status] = await stage.emulator.say('newbie-01', 'lisi', '/状态');
    expect(status?.content).toContain('newbie-01-push');
  });

  it('calls a post unknown when the answer got lost, and does not send it again', async () => {
    const stage = await onStage({ config: asking });
    await stage.start();
    stage.emulator.addFault({ on: SEND, kind: 'drop-after', times: 1 });
    await stage.emulator.say('newbie-01', 'xiaowang', '发票 1');
    await until('the outcome', async () => {
      const [entry] = await ledgerOf(stage, 'newbie-01');
      return entry?.state === 'unknown';
    });
    await stage.clock.jump(3_600_000);
    await stage.emulator.say('newbie-01', 'xiaowang', '发票 2');
    await until('the second post', () => heardIn(stage, 'newbie-01').length === 2);
    expect(heardIn(stage, 'newbie-01').map(({ content }) => content)).toEqual([
      '有人问:发票 1',
      '有人问:发票 2',
    ]);
  });
});
