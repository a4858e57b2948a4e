import { describe, expect, it } from 'vitest';
import { said } from './fake-bot.ts';
import { startEmulator } from './start.ts';

const start = async (options: Parameters<typeof startEmulator>[0] = {}) => {
  const started = await startEmulator(options);
  const base = `${started.emulator.controlUrl}/emulator`;
  const read = async (response: Response) => {
    const body: unknown = await response.json();
    return { status: response.status, body };
  };
  return {
    ...started,
    ask: async (path: string) => read(await fetch(`${base}/${path}`)),
    tell: async (path: string, body: unknown = {}, headers = { 'content-type': 'application/json' }) =>
      read(await fetch(`${base}/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })),
  };
};

describe('the control API', () => {
  it('mirrors what people do and what is seen', async () => {
    const { ask, tell, bot } = await start();
    bot.answers(() => said('好'));
    expect(await tell('say', { group: 'inner', userid: 'lisi', text: 'hi' })).toMatchObject({
      status: 200,
      body: { entries: [{ content: '好' }] },
    });
    expect(await ask('transcript?chat=inner&after=1')).toMatchObject({
      body: { entries: [{ n: 2, content: '好' }] },
    });
    expect(await ask('visible?chat=inner')).toMatchObject({ body: { visible: 1 } });
    expect(await tell('join', { group: 'inner', userid: 'wangwu', name: '王五' })).toEqual({
      status: 200,
      body: { ok: true },
    });
    await tell('rename', { group: 'inner', userid: 'wangwu', nickname: '小五' });
    await tell('leave', { group: 'inner', userid: 'lisi' });
    await tell('change', { group: 'inner', name: '新名' });
    expect(await ask('groups')).toMatchObject({
      body: {
        groups: [
          {
            id: 'inner',
            name: '新名',
            members: [{ userid: 'ZhangSan' }, { userid: 'wangwu', nickname: '小五' }],
          },
          {},
          {},
        ],
      },
    });
    await tell('person', { userid: 'zhaoliu', name: '赵六' });
    expect(await tell('say-direct', { via: 'aibot/helper', userid: 'zhaoliu', text: 'hi' })).toMatchObject({
      status: 200,
    });
    expect(await tell('verify')).toMatchObject({ status: 200, body: { callbacks: expect.any(Array) } });
    expect(await tell('settled')).toMatchObject({ status: 200 });
  });

  it('makes groups', async () => {
    const { tell, emulator } = await start();
    const group = {
      id: 'new',
      name: '新群',
      kind: 'internal',
      owner: 'lisi',
      aibot: { id: 'helper', chatId: 'wrNew' },
    };
    expect(await tell('group', group)).toMatchObject({
      status: 200,
      body: { group: { id: 'new', webhooks: [] } },
    });
    expect(emulator.groups()).toHaveLength(4);
    expect(await tell('group', group)).toMatchObject({ status: 400 });
  });

  it('switches faults, tokens and the clock', async () => {
    const { ask, tell, webhook, text, accessToken, get, emulator } = await start();
    await tell('fault', { on: '/cgi-bin/webhook', kind: 'errcode', value: 45033 });
    expect(await webhook(text('a'))).toMatchObject({ errcode: 45033 });
    await tell('clear');
    expect(await webhook(text('a'))).toMatchObject({ errcode: 0 });
    expect(await ask('calls')).toMatchObject({ body: { calls: [{ errcode: 45033 }, { errcode: 0 }] } });
    const token = await accessToken();
    await tell('revoke');
    expect(await get(`/cgi-bin/getcallbackip?access_token=${token}`)).toMatchObject({ errcode: 40014 });
    const before = emulator.clock.now();
    expect(await tell('clock', { offsetMs: 5000 })).toMatchObject({ body: { now: before + 5000 } });
    expect(await ask('clock')).toMatchObject({ body: { now: before + 5000 } });
  });

  it.each([
    {
      why: 'an unknown group',
      path: 'say',
      body: { group: 'x', userid: 'lisi', text: 'a' },
      status: 400,
      says: 'no group x',
    },
    { why: 'a missing field', path: 'say', body: { group: 'inner' }, status: 400, says: 'userid' },
    { why: 'an unknown field', path: 'clear', body: { all: true }, status: 400, says: 'all' },
    { why: 'an unknown path', path: 'nope', body: {}, status: 404, says: 'no such path' },
  ])('refuses $why', async ({ path, body, status, says }) => {
    const { tell } = await start();
    const answer = await tell(path, body);
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body)).toContain(says);
  });

  it('takes only JSON, so that no page of another origin can write', async () => {
    const { tell } = await start();
    expect(await tell('clear', {}, { 'content-type': 'text/plain' })).toMatchObject({ status: 415 });
  });

  it('may have a port of its own; then the API port does not offer it', async () => {
    const { emulator, ask } = await start({ controlPort: 0 });
    expect(emulator.controlUrl).not.toBe(emulator.url);
    expect(await ask('groups')).toMatchObject({ status: 200 });
    expect(await (await fetch(`${emulator.url}/emulator/groups`)).json()).toMatchObject({ errcode: 40066 });
    expect((await fetch(`${emulator.controlUrl}/cgi-bin/gettoken`)).status).toBe(404);
  });
});
