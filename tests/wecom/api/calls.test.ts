import { describe, expect, it } from 'vitest';
import type { OutgoingText } from '../../../src/delivery/ports.ts';
import type { MemberRef } from '../../../src/domain/chat.ts';
import { memberId } from '../../../src/domain/ids.ts';
import type { AppApi } from '../../../src/wecom/api/app-api.ts';
import { createGate } from '../../../src/wecom/api/gate.ts';
import { createGroupchatRoster } from '../../../src/wecom/api/groupchat.ts';
import { createStaffMessenger } from '../../../src/wecom/api/message-send.ts';
import { createOpenUserIds } from '../../../src/wecom/api/open-userids.ts';
import type { ApiResult } from '../../../src/wecom/api/result.ts';

const answer = (body: Record<string, unknown>): ApiResult => ({
  type: 'answer',
  errcode: 0,
  errmsg: 'ok',
  ...body,
  body: { errcode: 0, ...body },
});
const refused = (errcode: number): ApiResult => ({ type: 'answer', errcode, errmsg: '', body: { errcode } });

/** What was asked of the app's API, and the answers it gives. */
function fakeApi(reply: (path: string, body: unknown) => ApiResult | Promise<ApiResult>) {
  const asked: { kind: 'once' | 'repeatable'; app: string; path: string; body: unknown }[] = [];
  const call = (kind: 'once' | 'repeatable') => async (app: string, path: string, body: unknown) => {
    asked.push({ kind, app, path, body });
    return reply(path, body);
  };
  const api: AppApi = {
    post: call('once'),
    postRepeatable: call('repeatable'),
    upload: async (app, path, file) => call('once')(app, path, file),
  };
  return { api, asked };
}

describe('a customer group’s members', () => {
  const chat = { channel: 'app', via: 'community', chatId: 'wrX', type: 'group' } as const;

  it('come with nicknames, times and inviters', async () => {
    const { api, asked } = fakeApi(() =>
      answer({
        group_chat: {
          chat_id: 'wrX',
          name: '新手营',
          owner: 'zhangsan',
          member_version: 'v1',
          member_list: [
            {
              userid: 'ZhangSan',
              type: 1,
              join_time: 1_700_000_000,
              join_scene: 1,
              name: '张三',
              group_nickname: '',
            },
            {
              userid: 'wmXXX',
              type: 2,
              join_time: 1_700_000_001,
              invitor: { userid: 'ZhangSan' },
              group_nickname: '北京-小王-设计',
              name: 'W',
            },
          ],
        },
      }),
    );
    expect(await createGroupchatRoster(api).fetch(chat)).toEqual({
      name: '新手营',
      owner: 'zhangsan',
      version: 'v1',
      entries: [
        {
          userid: 'ZhangSan',
          staff: true,
          name: '张三',
          nickname: undefined,
          joinedAt: 1_700_000_000_000,
          inviter: undefined,
        },
        {
          userid: 'wmXXX',
          staff: false,
          name: 'W',
          nickname: '北京-小王-设计',
          joinedAt: 1_700_000_001_000,
          inviter: 'ZhangSan',
        },
      ],
    });
    expect(asked).toEqual([
      {
        kind: 'repeatable',
        app: 'community',
        path: '/cgi-bin/externalcontact/groupchat/get',
        body: { chat_id: 'wrX', need_name: 1 },
      },
    ]);
  });

  it.each<[string, ApiResult, string]>([
    ['a refusal', refused(90501), 'wecom-90501'],
    ['no connection', { type: 'refused', reason: 'x' }, 'wecom-unreachable'],
    ['doubt', { type: 'unknown', reason: 'x' }, 'wecom-unreachable'],
    ['an unknown shape', answer({ group_chat: { member_list: [{ userid: 7 }] } }), 'wecom-unexpected-answer'],
  ])('%s is a fault', async (_, result, code) => {
    await expect(createGroupchatRoster(fakeApi(() => result).api).fetch(chat)).rejects.toMatchObject({
      name: 'Fault',
      code,
      place: 'app/community',
    });
  });

  it('are read five groups at a time', async () => {
    const open: (() => void)[] = [];
    const { api, asked } = fakeApi(
      () => new Promise((resolve) => open.push(() => resolve(answer({ group_chat: {} })))),
    );
    const roster = createGroupchatRoster(api);
    const all = Promise.all(Array.from({ length: 12 }, () => roster.fetch(chat)));
    expect(asked.length).toBe(5);
    open[0]?.();
    await expect.poll(() => asked.length).toBe(6);
    while (open.length < 12) {
      for (const release of open) release();
      await Promise.resolve();
    }
    for (const release of open) release();
    expect((await all).length).toBe(12);
  });
});

it('a gate passes a place on when work fails', async () => {
  const gate = createGate(1);
  const failing = gate(() => Promise.reject(new Error('x')));
  const next = gate(async () => 'in');
  await expect(failing).rejects.toThrow('x');
  expect(await next).toBe('in');
  expect(await gate(async () => 'again')).toBe('again');
});

describe('encrypted ids', () => {
  const open = (name: string) => `wo${name.padEnd(28, 'A')}`;
  const people = new Map([
    [open('a'), 'ZhangSan'],
    [open('b'), 'lisi'],
  ]);
  function start(cacheSize?: number) {
    const clock = { at: 0, now: () => clock.at };
    const fake = fakeApi((_, body) => {
      const ids = (body as { open_userid_list: string[] }).open_userid_list;
      const known = ids.flatMap((id) =>
        people.has(id) ? [{ open_userid: id, userid: people.get(id) }] : [],
      );
      return answer({ userid_list: known, invalid_open_userid_list: ids.filter((id) => !people.has(id)) });
    });
    const ids = createOpenUserIds({
      api: fake.api,
      app: 'community',
      clock,
      ...(cacheSize !== undefined && { cacheSize }),
    });
    return { clock, ids, ...fake };
  }

  it('become userids; what cannot be converted is left out', async () => {
    const { ids } = start();
    expect([...(await ids.resolve([open('a'), open('x'), open('b')]))]).toEqual([
      [open('a'), 'ZhangSan'],
      [open('b'), 'lisi'],
    ]);
  });

  it('are asked for once, strangers again after ten minutes', async () => {
    const { ids, asked, clock } = start();
    await Promise.all([ids.resolve([open('a'), open('x')]), ids.resolve([open('a')])]);
    await ids.resolve([open('a'), open('x')]);
    expect(asked.length).toBe(1);
    clock.at = 600_000;
    await ids.resolve([open('a'), open('x')]);
    expect(asked.slice(1).map(({ body }) => body)).toEqual([{ open_userid_list: [open('x')] }]);
  });

  it('are asked for again after a failure', async () => {
    let down = true;
    const { api, asked } = fakeApi(() =>
      down
        ? { type: 'refused', reason: 'x' }
        : answer({ userid_list: [{ open_userid: open('a'), userid: 'z' }] }),
    );
    const ids = createOpenUserIds({ api, app: 'community', clock: { now: () => 0 } });
    expect((await ids.resolve([open('a')])).size).toBe(0);
    down = false;
    expect((await ids.resolve([open('a')])).get(open('a'))).toBe('z');
    expect(asked.length).toBe(2);
  });

  it('go 1000 to a call and are forgotten past the cache size', async () => {
    const { ids, asked } = start(2);
    await ids.resolve(Array.from({ length: 1_001 }, (_, n) => open(`n${n}-`)));
    expect(asked.map(({ body }) => (body as { open_userid_list: string[] }).open_userid_list.length)).toEqual(
      [1_000, 1],
    );
    await ids.resolve([open('n0-')]);
    expect(asked.length).toBe(3);
    await ids.resolve([open('n1000-')]);
    expect(asked.length).toBe(3);
  });
});

describe('a private message', () => {
  const text: OutgoingText = { format: 'text', content: '有新人', mentions: [], mentionAll: false };
  const to = (...userids: string[]): MemberRef[] =>
    userids.map((userid) => ({ id: memberId(userid), userid }));
  function start(result: ApiResult) {
    const fake = fakeApi(() => result);
    const messenger = createStaffMessenger({
      api: fake.api,
      apps: [{ id: 'community', agentId: 1000002 }],
      random: () => 0,
      alert: () => {},
    });
    return { ...fake, messenger };
  }

  it('goes to the original userids with the duplicate check on', async () => {
    const { messenger, asked } = start(answer({}));
    expect(await messenger.dm('community', to('ZhangSan', 'lisi', 'ZhangSan'), text)).toEqual({
      type: 'sent',
    });
    expect(asked).toEqual([
      {
        kind: 'repeatable',
        app: 'community',
        path: '/cgi-bin/message/send',
        body: {
          touser: 'ZhangSan|lisi',
          agentid: 1000002,
          msgtype: 'text',
          text: { content: '有新人' },
          enable_duplicate_check: 1,
          duplicate_check_interval: 300,
        },
      },
    ]);
  });

  it('that reached only some says who was left out', async () => {
    const { messenger } = start(answer({ invaliduser: 'a|b', unlicenseduser: 'b' }));
    expect(await messenger.dm('community', to('a', 'b', 'c'), text)).toEqual({
      type: 'sent',
      note: '没收到的人：a、b；请核对 userid 和应用可见范围',
    });
  });

  it.each([
    ['everybody', ['@all']],
    ['two in one', ['a|b']],
    ['nobody', []],
  ])('to %s is never sent', async (_, userids) => {
    const { messenger, asked } = start(answer({}));
    const recipients = userids.map((userid): MemberRef => ({ id: memberId('x'), userid }));
    expect(await messenger.dm('community', recipients, text)).toMatchObject({ type: 'failed' });
    expect(asked).toEqual([]);
  });

  it('by an app that is not configured, or to too many, is refused', async () => {
    const { messenger, asked } = start(answer({}));
    expect(await messenger.dm('nobody', to('a'), text)).toMatchObject({ type: 'failed' });
    expect(
      await messenger.dm('community', to(...Array.from({ length: 1_001 }, (_, n) => `u${n}`)), text),
    ).toMatchObject({ type: 'failed' });
    expect(asked).toEqual([]);
  });

  it('nobody could get has failed', async () => {
    expect(await start(refused(81013)).messenger.dm('community', to('a'), text)).toMatchObject({
      type: 'failed',
      code: 81013,
    });
  });
});
