import { describe, expect, it } from 'vitest';
import { noRedisServer } from '../support/redis.ts';
import { ADMIN_TOKEN, type Stage } from '../support/stage.ts';
import type { StageConfig } from '../support/stage-config.ts';
import { talkingGroup } from '../support/stage-config.ts';
import { until } from '../support/until.ts';
import { heardIn, onStage, opsStatus } from './support.ts';

const newcomer = 'wmAAAAAAAAAAAAAAAAAAAAAAAA';
const config: StageConfig = {
  groups: [
    talkingGroup('newbie-01'),
    { id: 'vip-01', kind: 'customer', appChat: 'wrCustomer', dutyStaff: ['zhangsan'] },
  ],
  operators: [{ member: 'lisi', role: 'operator' }],
  rules: [
    {
      id: 'invoice',
      on: 'message.received',
      when: [{ 'text.any': ['发票'] }],
      do: [{ reply: '收到:{{ text }}' }, { send: '有人问:{{ text }}' }],
    },
    { id: 'vip', on: 'member.joined', groups: ['vip-01'], do: [{ notify: '新人 {{ member.name }}' }] },
  ],
  chains: [{ id: 'hike', title: '徒步', groups: ['newbie-01'] }],
};
const settled = ({ stores }: Stage) =>
  until('an empty outbox', async () => (await stores.outbox.depth(['g:newbie-01', 'g:vip-01'])) === 0);

describe.skipIf(noRedisServer)('a bot over its lifetime', () => {
  it('stops cleanly, and the next start knows what was said', async () => {
    const stage = await onStage({ config });
    const first = await stage.start();
    await stage.emulator.say('newbie-01', 'xiaowang', '+2');
    await stage.emulator.say('newbie-01', 'xiaowang', '发票 1');
    expect(await first.term()).toBe(0);
    await stage.start();
    const [list] = await stage.emulator.say('newbie-01', 'hanmeimei', '接龙列表');
    expect(list?.content).toContain('2 份');
    await until('the post', () => heardIn(stage, 'newbie-01').some(({ channel }) => channel === 'webhook'));
    await settled(stage);
    expect(heardIn(stage, 'newbie-01').filter(({ channel }) => channel === 'webhook')).toHaveLength(1);
  });

  it('goes on where a killed process stopped', async () => {
    const stage = await onStage({ config });
    const first = await stage.start();
    stage.emulator.addFault({ on: '/cgi-bin/webhook/send', kind: 'delay', value: 600_000, times: 1 });
    await stage.emulator.say('newbie-01', 'xiaowang', '发票 1');
    await until('the post', () => heardIn(stage, 'newbie-01').some(({ channel }) => channel === 'webhook'));
    await first.kill9(); // while it waits for WeCom's answer
    await stage.start();
    await stage.clock.jump(31_000); // a claim is given up after 30 s
    await settled(stage);
    expect(await stage.stores.outbox.recent('g:newbie-01', 10)).toMatchObject([{ state: 'unknown' }]);
    expect(heardIn(stage, 'newbie-01').filter(({ channel }) => channel === 'webhook')).toHaveLength(1);
  });

  it('keeps secrets out of every log line, the ledger and the queue', async () => {
    const stage = await onStage({ config });
    const { emulator, tenant, redis } = stage;
    const bot = await stage.start({ LOG_LEVEL: 'trace' });
    const send = '/cgi-bin/webhook/send';
    // Every kind of trouble says something.
    for (const [n, fault] of [
      { on: send, kind: 'errcode', value: 93000 } as const,
      { on: send, kind: 'errcode', value: 45009 } as const,
      { on: send, kind: 'http-500' } as const,
      { on: send, kind: 'drop-before' } as const,
      { on: send, kind: 'drop-after' } as const,
    ].entries()) {
      emulator.addFault({ ...fault, times: 1 });
      await emulator.say('newbie-01', 'xiaowang', `发票 ${n}`);
    }
    emulator.addFault({ on: '/cgi-bin/gettoken', kind: 'errcode', value: -1, times: 1 });
    await emulator.join('vip-01', { userid: newcomer, name: '小王', staff: false });
    await until('the note', () => heardIn(stage, 'dm:zhangsan').length === 1);
    emulator.revokeTokens();
    await emulator.join('vip-01', { userid: `${newcomer}2`, name: '小李', staff: false });
    await until('the second note', () => heardIn(stage, 'dm:zhangsan').length === 2);
    await fetch(`${bot.url}/wecom/aibot/helper?msg_signature=x&timestamp=1&nonce=y`, {
      method: 'POST',
      body: '{}',
    });
    await fetch(`${bot.url}/ops/status`, { headers: { authorization: `Bearer ${tenant.corpId}` } });
    const status = JSON.stringify(await opsStatus(bot.url));
    for (let n = 0; n < 3; n += 1) await stage.clock.jump(600_000);
    await settled(stage);
    await bot.term();

    const tokens = (await redis.keys('qy:{t:*}:token')).map((key) => redis.get(key));
    const secrets = [
      ADMIN_TOKEN,
      ...[...tenant.apps, ...tenant.aibots].flatMap(({ callback }) =>
        callback ? [callback.token, callback.encodingAESKey] : [],
      ),
      ...tenant.apps.map(({ secret }) => secret),
      ...tenant.webhooks.map(({ key }) => key),
      ...(await Promise.all(tokens)).flatMap((raw) => /"token":"([^"]+)"/.exec(raw ?? '')?.[1] ?? []),
      'response_code=',
    ];
    expect(secrets.length).toBeGreaterThan(8);
    // Keys of tokens and one-use URLs are the places where secrets belong.
    const stored = (await redis.keys('*')).filter((key) => !/^qy:\{[tu]:/.test(key));
    expect(stored.some((key) => key.includes(':led:'))).toBe(true);
    await redis.config('SET', 'rdbcompression', 'no'); // or a dump would not show what it holds
    const texts = await Promise.all(
      stored.map(async (key) => {
        const dump = await redis.dumpBuffer(key);
        return `${key} ${dump?.toString('latin1')}`;
      }),
    );
    expect(texts.some((text) => text.includes('webhook/newbie-01-push'))).toBe(true);
    const log = bot.log().join('\n');
    expect(log).toContain('send did not go through');
    for (const secret of secrets)
      for (const text of [log, status, ...texts]) expect(text.includes(secret) ? secret : '').toBe('');
  });
});
