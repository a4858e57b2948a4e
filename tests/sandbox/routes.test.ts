import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { Fault } from '../../src/domain/fault.ts';
import { type Sandbox, start, startSandbox } from './sandbox.ts';

const stateSchema = z.object({
  groups: z.array(z.looseObject({ members: z.array(z.looseObject({ userid: z.string() })) })),
  staff: z.unknown(),
  clock: z.unknown(),
});
let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

const get = (path: string) => fetch(`${sandbox.origin}/sandbox${path}`);
const post = (path: string, body: unknown, headers: Record<string, string> = { origin: sandbox.origin }) =>
  fetch(`${sandbox.origin}/sandbox/api${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

describe('the page', () => {
  it.each(['', '/', '/page.js', '/base.css', '/icon.svg'])(
    'is served at /sandbox%s under a strict policy',
    async (path) => {
      const response = await get(path);
      expect(response.status).toBe(200);
      const policy = response.headers.get('content-security-policy');
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain("require-trusted-types-for 'script'");
      expect(policy).not.toContain('unsafe');
    },
  );

  it.each(['/../routes.ts', '/%2e%2e/routes.ts', '/..%2froutes.ts', '/nothing.js', '/__proto__'])(
    'serves no file it does not list: %s',
    async (path) => {
      const response = await sandbox.app.inject({ url: `/sandbox${path}`, headers: { host: '127.0.0.1' } });
      expect(response.statusCode).toBe(404);
    },
  );

  it('is refused to a site that resolves to this machine', async () => {
    for (const url of ['/sandbox/', '/sandbox/api/state', '/sandbox/api/live']) {
      const response = await sandbox.app.inject({ url, headers: { host: 'evil.example' } });
      expect(response.statusCode).toBe(403);
    }
  });

  it('is refused to another machine', async () => {
    const response = await sandbox.app.inject({
      url: '/sandbox/',
      remoteAddress: '10.0.0.9',
      headers: { host: 'localhost' },
    });
    expect(response.statusCode).toBe(403);
  });
});

describe('what the page asks for', () => {
  it('shows groups with the name of the bot, and who is an operator', async () => {
    const state = stateSchema.parse(await (await get('/api/state')).json());
    expect(state.groups).toMatchObject([
      { id: 'newbie-01', kind: 'internal', bot: '小群' },
      { id: 'vip-01' },
      { id: 'event-01' },
    ]);
    expect(state.groups[1]).not.toHaveProperty('bot');
    expect(state.groups[0]?.members).toMatchObject([
      { userid: 'xiaoyu', operator: false },
      {},
      { userid: 'zhangsan', operator: true },
    ]);
    expect(state.staff).toEqual([{ userid: 'zhangsan', name: '张三', duty: true }]);
    expect(state.clock).toEqual({ now: start, offset: 0 });
  });

  it('lets a member speak and returns what the bot answered', async () => {
    const response = await post('/say', { chat: 'newbie-01', userid: 'xiaoyu', text: '你好' });
    expect(await response.json()).toMatchObject({ answers: [{ content: '收到:你好' }] });
  });

  it('lets nobody speak without @ to the bot', async () => {
    const response = await post('/say', {
      chat: 'newbie-01',
      userid: 'xiaoyu',
      text: '你好',
      mentionBot: false,
    });
    expect(await response.json()).toEqual({ answers: [] });
    expect(sandbox.emulator.transcript('newbie-01')).toMatchObject([{ content: '你好' }]);
  });

  it('presses a button of a card, and none that is not there', async () => {
    const { n } = sandbox.emulator.add({
      chat: 'newbie-01',
      from: { kind: 'bot', id: 'helper', name: '小群' },
      content: '[卡片] 确认一下',
      card: {
        type: 'button_interaction',
        taskId: 't1',
        title: '确认一下',
        note: '',
        buttons: [{ text: '确认', key: 'k1', style: 1 }],
      },
    });
    const response = await post('/press', { n, userid: 'xiaoyu', key: 'k1' });
    expect(await response.json()).toMatchObject({ answers: [{ content: '收到:确认' }] });
    expect((await post('/press', { n, userid: 'xiaoyu', key: 'k2' })).status).toBe(404);
    expect((await post('/press', { n: n + 99, userid: 'xiaoyu', key: 'k1' })).status).toBe(404);
  });

  it('writes to the app in a private chat', async () => {
    await post('/say', { chat: 'dm:zhangsan', userid: 'zhangsan', text: '状态', via: 'app/community' });
    expect(sandbox.emulator.transcript('dm:zhangsan')).toMatchObject([
      { content: '状态' },
      { content: '收到:状态' },
    ]);
  });

  it('gives a customer an id of the kind WeCom gives', async () => {
    const joined = await post('/join', { group: 'vip-01', name: '林小满' });
    const { userid } = z.object({ userid: z.string() }).parse(await joined.json());
    expect(userid).toMatch(/^wm[A-Za-z0-9_-]{20,}$/);
    expect(sandbox.emulator.groups()[1]?.members.at(-1)).toMatchObject({
      userid,
      name: '林小满',
      staff: false,
    });
  });

  it('renames and lets go', async () => {
    await post('/rename', { group: 'newbie-01', userid: 'xiaoyu', nickname: '北京-小雨-设计' });
    expect(sandbox.emulator.groups()[0]?.members[0]).toMatchObject({ nickname: '北京-小雨-设计' });
    await post('/leave', { group: 'newbie-01', userid: 'xiaoyu' });
    expect(sandbox.emulator.groups()[0]?.members.map(({ userid }) => userid)).not.toContain('xiaoyu');
  });

  it('moves the clock there and back', async () => {
    expect(await (await post('/jump', { to: 'next-morning', group: 'newbie-01' })).json()).toMatchObject({
      now: Date.parse('2026-07-15T09:00+08:00'),
    });
    expect(await (await post('/jump', { to: 'now' })).json()).toEqual({ now: start, offset: 0 });
  });

  it.each([
    {
      why: 'an unknown group',
      path: '/say',
      body: { chat: 'nowhere', userid: 'xiaoyu', text: 'hi' },
      status: 404,
    },
    {
      why: 'an empty text',
      path: '/say',
      body: { chat: 'newbie-01', userid: 'xiaoyu', text: '  ' },
      status: 400,
    },
    {
      why: 'an unknown key',
      path: '/leave',
      body: { group: 'newbie-01', userid: 'xiaoyu', all: true },
      status: 400,
    },
    { why: 'what is not JSON', path: '/say', body: '{', status: 400 },
    { why: 'a jump to anywhere else', path: '/jump', body: { hours: 0 }, status: 400 },
  ])('refuses $why', async ({ path, body, status }) => {
    const response = await post(path, body);
    expect(response.status).toBe(status);
    expect(await response.json()).toHaveProperty('problem');
  });

  it('refuses writes that another page sends', async () => {
    for (const headers of [{ origin: 'https://evil.example' }, {}])
      expect((await post('/leave', { group: 'newbie-01', userid: 'xiaoyu' }, headers)).status).toBe(403);
    const plain = { origin: sandbox.origin, 'content-type': 'text/plain' };
    expect((await post('/leave', { group: 'newbie-01', userid: 'xiaoyu' }, plain)).status).toBe(415);
    expect(sandbox.emulator.groups()[0]?.members).toHaveLength(3);
  });

  it('waits for slow answers and for news without a time-out', async () => {
    const timeouts: (number | undefined)[] = [];
    sandbox.app.server.prependListener('request', ({ socket }) => {
      const real = socket.setTimeout.bind(socket);
      socket.setTimeout = (ms, done) => {
        timeouts.push(ms);
        return real(ms, done);
      };
    });
    sandbox.emulator.say = async () => [];
    await post('/say', { chat: 'newbie-01', userid: 'xiaoyu', text: '你好' });
    expect(timeouts[0]).toBe(0);
  });

  it('says that things changed when the emulator refuses', async () => {
    sandbox.emulator.leave = async () => {
      throw new Fault('emulator-not-a-member', 'xiaoyu is not in newbie-01');
    };
    expect((await post('/leave', { group: 'newbie-01', userid: 'xiaoyu' })).status).toBe(409);
  });

  it('leaves real faults to the server', async () => {
    sandbox.emulator.leave = async () => {
      throw new Fault('redis-unavailable', 'no answer');
    };
    expect((await post('/leave', { group: 'newbie-01', userid: 'xiaoyu' })).status).toBe(500);
  });
});

describe('why', () => {
  it('is asked about the entry, then about the one it answers', async () => {
    const asked: number[] = [];
    const other = await startSandbox({
      why: async ({ n, msgid }) => {
        asked.push(n);
        return msgid
          ? { event: { id: msgid, type: 'message.received', at: start }, trail: [], effects: [], state: [] }
          : undefined;
      },
    });
    onTestFinished(other.close);
    await other.emulator.say('newbie-01', 'xiaoyu', '帮助');
    const response = await fetch(`${other.origin}/sandbox/api/why?n=2`);
    expect(await response.json()).toMatchObject({ why: { event: { id: 'm1' } } });
    expect(asked).toEqual([2, 1]);
  });

  it('is null where nothing is known, and refused for a message that does not exist', async () => {
    await sandbox.emulator.say('newbie-01', 'xiaoyu', '帮助', { mentionBot: false });
    expect(await (await get('/api/why?n=1')).json()).toEqual({ why: null });
    expect((await get('/api/why?n=9')).status).toBe(404);
  });
});
