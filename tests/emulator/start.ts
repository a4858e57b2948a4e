import { onTestFinished } from 'vitest';
import { createEmulator, type EmulatorOptions } from '../../src/emulator/emulator.ts';
import type { EmulatedMember } from '../../src/emulator/types.ts';
import { startFakeBot } from './fake-bot.ts';

export const customerId = 'wmAAAAAAAAAAAAAAAAAAAAAAAA';
export const member = (userid: string, name: string, staff = true): EmulatedMember => ({
  userid,
  name,
  nickname: '',
  staff,
  joinedAt: 1_700_000_000_000,
});

/** An emulator with one group of each kind, a fake bot behind every callback and a clock that stands still. */
export async function startEmulator(options: Partial<EmulatorOptions> = {}) {
  const bot = await startFakeBot();
  let now = Date.UTC(2026, 10, 20, 1, 0, 0);
  const emulator = await createEmulator({
    settings: {
      corpId: 'wwCORP',
      apps: [
        {
          id: 'community',
          agentId: 1000002,
          secret: 'app-secret',
          callback: bot.callback('/wecom/app/community'),
        },
        { id: 'other', agentId: 1000003, secret: 'other-secret' },
      ],
      aibots: [{ id: 'helper', name: '小群', callback: bot.callback('/wecom/aibot/helper') }],
      robots: [
        { id: 'legacy', name: '老群助', callback: bot.callback('/wecom/robot/legacy') },
        {
          id: 'modern',
          name: '新群助',
          callback: bot.callback('/wecom/robot/modern?robot_callback_format=json'),
        },
      ],
      webhooks: [
        { id: 'push', key: 'push-key' },
        { id: 'spare', key: 'spare-key' },
      ],
    },
    clock: { now: () => now },
    port: 0,
    ...options,
    // Deadlines that a busy machine cannot miss; whoever tests a deadline sets it.
    timing: { retryMs: 1, pollMs: 1, deadlineMs: 60_000, verifyMs: 60_000, ...options.timing },
  });
  onTestFinished(async () => {
    await emulator.close();
    await bot.close();
  });
  const joined = [member('ZhangSan', '张三'), member('lisi', '李四')];
  emulator.addGroup({
    id: 'inner',
    name: '内部群',
    kind: 'internal',
    aibot: { id: 'helper', chatId: 'wrInner' },
    robot: { id: 'legacy', chatId: 'wrRobot' },
    webhooks: ['push'],
    owner: 'ZhangSan',
    members: joined,
  });
  emulator.addGroup({
    id: 'vip',
    name: '客户群',
    kind: 'customer',
    app: { id: 'community', chatId: 'wrCustomer' },
    webhooks: [],
    owner: 'ZhangSan',
    members: [member('ZhangSan', '张三'), member(customerId, '小王', false)],
  });
  emulator.addGroup({
    id: 'team',
    name: '应用群',
    kind: 'appchat',
    app: { id: 'community', chatId: 'team1' },
    webhooks: [],
    owner: 'ZhangSan',
    members: joined,
  });

  const answerOf = async (response: Response): Promise<Record<string, unknown>> => {
    const answer: unknown = await response.json();
    if (typeof answer !== 'object' || answer === null) throw new Error('not an object');
    return { httpStatus: response.status, ...answer };
  };
  const get = async (path: string) => answerOf(await fetch(`${emulator.url}${path}`));
  const post = async (path: string, body: unknown) =>
    answerOf(
      await fetch(path.startsWith('http') ? path : `${emulator.url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    );
  const accessToken = async (secret = 'app-secret') =>
    String((await get(`/cgi-bin/gettoken?corpid=wwCORP&corpsecret=${secret}`)).access_token);
  return {
    emulator,
    bot,
    get,
    post,
    accessToken,
    passes: (ms: number) => {
      now += ms;
    },
    webhook: (body: unknown, key = 'push-key') => post(`/cgi-bin/webhook/send?key=${key}`, body),
    text: (content: string, more: object = {}) => ({ msgtype: 'text', text: { content, ...more } }),
  };
}
