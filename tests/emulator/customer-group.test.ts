import { describe, expect, it } from 'vitest';
import { customerId, startEmulator } from './start.ts';

const start = async (options: Parameters<typeof startEmulator>[0] = {}) => {
  const started = await startEmulator(options);
  const token = await started.accessToken();
  const call = (name: string, body: unknown) =>
    started.post(`/cgi-bin/externalcontact/groupchat/${name}?access_token=${token}`, body);
  return { ...started, call, detail: () => call('get', { chat_id: 'wrCustomer', need_name: 1 }), token };
};

describe('groupchat/get', () => {
  it.each([
    { why: 'a customer group', body: { chat_id: 'wrCustomer' }, code: 0 },
    { why: 'no chat_id', body: {}, code: 40063 },
    { why: 'an unknown group', body: { chat_id: 'nope' }, code: 40050 },
    { why: 'an app group', body: { chat_id: 'team1' }, code: 90501 },
    { why: "an aibot's chat", body: { chat_id: 'wrInner' }, code: 90501 },
  ])('answers $code to $why', async ({ body, code }) => {
    const { call } = await start();
    expect(await call('get', body)).toMatchObject({ errcode: code });
  });

  it('tells who is in it, with names only when asked', async () => {
    const { detail, call, emulator } = await start();
    await emulator.renameMember('vip', customerId, '北京-小王');
    await emulator.changeGroup('vip', { notice: '守时' });
    expect(await detail()).toMatchObject({
      group_chat: {
        chat_id: 'wrCustomer',
        name: '客户群',
        owner: 'ZhangSan',
        notice: '守时',
        member_version: emulator.groups()[1]?.memberVersion,
        member_list: [
          { userid: 'ZhangSan', type: 1, join_time: 1_700_000_000, group_nickname: '', name: '张三' },
          {
            userid: customerId,
            type: 2,
            invitor: { userid: 'ZhangSan' },
            group_nickname: '北京-小王',
            name: '小王',
          },
        ],
      },
    });
    expect(JSON.stringify(await call('get', { chat_id: 'wrCustomer' }))).not.toContain('"name":"小王"');
  });

  it('may trail the change by a moment', async () => {
    const { detail, emulator, passes } = await start({ rosterLagMs: 2000 });
    passes(10_000);
    await emulator.leave('vip', customerId);
    expect(JSON.stringify(await detail())).toContain(customerId);
    passes(1999);
    expect(JSON.stringify(await detail())).toContain(customerId);
    passes(1);
    expect(JSON.stringify(await detail())).not.toContain(customerId);
  });
});

describe('groupchat/list', () => {
  it.each([
    { why: 'no limit', body: {}, code: 40058 },
    { why: 'a limit of 1001', body: { limit: 1001 }, code: 40058 },
    { why: 'a made-up cursor', body: { limit: 1, cursor: 'x' }, code: 40058 },
    {
      why: '101 owners',
      body: { limit: 1, owner_filter: { userid_list: Array(101).fill('a') } },
      code: 40032,
    },
  ])('answers $code to $why', async ({ body, code }) => {
    const { call } = await start();
    expect(await call('list', body)).toMatchObject({ errcode: code });
  });

  it('pages through the customer groups, of one owner if asked', async () => {
    const { call, emulator } = await start();
    emulator.addGroup({
      id: 'vip2',
      name: '客户群 2',
      kind: 'customer',
      app: { id: 'community', chatId: 'wrCustomer2' },
      webhooks: [],
      owner: 'lisi',
    });
    const first = await call('list', { limit: 1 });
    expect(first).toMatchObject({
      group_chat_list: [{ chat_id: 'wrCustomer', status: 0 }],
      next_cursor: '1',
    });
    const second = await call('list', { limit: 1, cursor: first.next_cursor });
    expect(second.group_chat_list).toEqual([{ chat_id: 'wrCustomer2', status: 0 }]);
    expect(second.next_cursor).toBeUndefined();
    expect(await call('list', { limit: 9, owner_filter: { userid_list: ['LISI'] } })).toMatchObject({
      group_chat_list: [{ chat_id: 'wrCustomer2' }],
    });
  });
});

describe('a customer group', () => {
  it('takes no robot and no webhook', async () => {
    const { emulator } = await start();
    const group = { id: 'x', name: 'x', kind: 'customer', owner: 'lisi', webhooks: [] } as const;
    expect(() => emulator.addGroup({ ...group, webhooks: ['spare'] })).toThrow('lets no robot');
    expect(() => emulator.addGroup({ ...group, aibot: { id: 'helper', chatId: 'wrX' } })).toThrow(
      'lets no robot',
    );
  });
});

describe('batch/openuserid_to_userid', () => {
  it('converts open ids and takes plain userids for invalid', async () => {
    const { post, token, emulator } = await start();
    emulator.addPerson({ userid: 'lisi', name: '李四', openUserid: 'woBBBBBBBBBBBBBBBBBBBBBBBB' });
    const path = `/cgi-bin/batch/openuserid_to_userid?access_token=${token}`;
    const open_userid_list = ['woBBBBBBBBBBBBBBBBBBBBBBBB', 'ZhangSan', 'woX'];
    expect(await post(path, { open_userid_list })).toMatchObject({
      errcode: 0,
      userid_list: [{ open_userid: 'woBBBBBBBBBBBBBBBBBBBBBBBB', userid: 'lisi' }],
      invalid_open_userid_list: ['ZhangSan', 'woX'],
    });
    expect(await post(path, { open_userid_list: Array(1001).fill('x') })).toMatchObject({ errcode: 40032 });
    expect(await post(path, {})).toMatchObject({ errcode: 40035 });
  });
});

describe('media/upload', () => {
  it('gives an id for message/send and appchat/send, not for webhooks', async () => {
    const { emulator, token, post, webhook } = await start();
    const body = new FormData();
    body.append('media', new Blob([new Uint8Array(6)]), 'a.png');
    const url = `${emulator.url}/cgi-bin/media/upload?type=image&access_token=${token}`;
    const uploaded: unknown = await (await fetch(url, { method: 'POST', body })).json();
    const media_id =
      typeof uploaded === 'object' && uploaded && 'media_id' in uploaded ? uploaded.media_id : undefined;
    expect(
      await post(`/cgi-bin/appchat/send?access_token=${token}`, {
        chatid: 'team1',
        msgtype: 'image',
        image: { media_id },
      }),
    ).toMatchObject({ errcode: 0 });
    expect(await webhook({ msgtype: 'file', file: { media_id } })).toMatchObject({ errcode: 40007 });
    const refused = await fetch(url.replace(token, 'wrong'), { method: 'POST', body });
    expect(await refused.json()).toMatchObject({ errcode: 40014 });
  });
});
