import { describe, expect, it } from 'vitest';
import { startEmulator } from './start.ts';

const start = async () => {
  const started = await startEmulator();
  const token = await started.accessToken();
  return {
    ...started,
    call: (name: string, body: unknown) =>
      started.post(`/cgi-bin/appchat/${name}?access_token=${token}`, body),
    chat: (id: string) => started.get(`/cgi-bin/appchat/get?chatid=${id}&access_token=${token}`),
  };
};
const send = (more: object) => ({ chatid: 'team1', msgtype: 'text', text: { content: '早' }, ...more });

describe('appchat/send', () => {
  it.each([
    { why: 'a text', body: send({}), code: 0 },
    { why: 'markdown', body: send({ msgtype: 'markdown', markdown: { content: '**早**' } }), code: 0 },
    { why: 'no chatid', body: send({ chatid: '' }), code: 86201 },
    { why: 'no such chat', body: send({ chatid: 'nope' }), code: 86003 },
    { why: "an aibot's chatid", body: send({ chatid: 'wrInner' }), code: 86008 },
    { why: 'a customer group', body: send({ chatid: 'wrCustomer' }), code: 86008 },
    { why: 'empty text', body: send({ text: { content: '' } }), code: 44004 },
    { why: '2048 bytes', body: send({ text: { content: 'a'.repeat(2048) } }), code: 0 },
    { why: '2049 bytes', body: send({ text: { content: 'a'.repeat(2049) } }), code: 45002 },
    { why: 'a card', body: send({ msgtype: 'template_card', template_card: {} }), code: 40008 },
  ])('answers $code to $why', async ({ body, code }) => {
    const { call, emulator } = await start();
    expect(await call('send', body)).toMatchObject({ errcode: code });
    expect(emulator.visible('team')).toBe(code === 0 ? 1 : 0);
  });

  it('pings whom the list names', async () => {
    const { call, emulator } = await start();
    await call('send', send({ text: { content: '早', mentioned_list: ['lisi', '@all'] } }));
    expect(emulator.transcript('team')[0]).toMatchObject({ channel: 'appchat', mentions: ['lisi', '@all'] });
  });

  it("refuses another app's group", async () => {
    const { post, accessToken } = await startEmulator();
    const token = await accessToken('other-secret');
    expect(await post(`/cgi-bin/appchat/send?access_token=${token}`, send({}))).toMatchObject({
      errcode: 86008,
    });
  });

  it('shows a member at most 200 a minute, and says so to nobody', async () => {
    const { call, emulator } = await start();
    for (let n = 0; n < 201; n += 1) expect(await call('send', send({}))).toMatchObject({ errcode: 0 });
    const entries = emulator.transcript('team');
    expect(entries[199]?.missedBy).toBeUndefined();
    expect(entries[200]?.missedBy).toEqual(['ZhangSan', 'lisi']);
  });
});

describe('appchat/create, get and update', () => {
  const users = { userlist: ['ZhangSan', 'lisi'] };
  it.each([
    { why: 'two members', body: users, code: 0 },
    { why: 'one member', body: { userlist: ['lisi'] }, code: 86006 },
    { why: 'no list', body: {}, code: 86006 },
    { why: 'a stranger', body: { userlist: ['lisi', 'ghost'] }, code: 86007 },
    { why: 'an owner outside', body: { ...users, owner: 'ghost' }, code: 86207 },
    { why: 'a chatid that is taken', body: { ...users, chatid: 'team1' }, code: 86215 },
    { why: 'a chatid with a dash', body: { ...users, chatid: 'a-b' }, code: 86001 },
  ])('create answers $code to $why', async ({ body, code }) => {
    const { call } = await start();
    expect(await call('create', body)).toMatchObject({ errcode: code });
  });

  it('creates a group that can be read and posted into, without a callback', async () => {
    const { call, chat, bot, emulator } = await start();
    const { chatid } = await call('create', { ...users, name: '早读', owner: 'lisi' });
    expect(await chat(String(chatid))).toMatchObject({
      chat_info: { chatid, name: '早读', owner: 'lisi', userlist: ['ZhangSan', 'lisi'] },
    });
    expect(await call('send', send({ chatid }))).toMatchObject({ errcode: 0 });
    await emulator.settled();
    expect(bot.received).toEqual([]);
  });

  it.each([
    { why: 'a name', body: { name: '新名' }, code: 0 },
    { why: 'no such chat', body: { chatid: 'nope' }, code: 86003 },
    { why: 'a stranger', body: { add_user_list: ['ghost'] }, code: 86007 },
    { why: 'too few left', body: { del_user_list: ['lisi'] }, code: 86006 },
    { why: 'the owner gone', body: { add_user_list: ['wangwu'], del_user_list: ['ZhangSan'] }, code: 86207 },
    {
      why: 'the owner replaced',
      body: { add_user_list: ['wangwu'], del_user_list: ['zhangsan'], owner: 'lisi' },
      code: 0,
    },
  ])('update answers $code to $why', async ({ body, code }) => {
    const { call, emulator, chat } = await start();
    emulator.addPerson({ userid: 'wangwu', name: '王五' });
    expect(await call('update', { chatid: 'team1', ...body })).toMatchObject({ errcode: code });
    if (code !== 0)
      expect(await chat('team1')).toMatchObject({ chat_info: { userlist: ['ZhangSan', 'lisi'] } });
  });

  it('adds and removes members', async () => {
    const { call, chat, emulator } = await start();
    emulator.addPerson({ userid: 'wangwu', name: '王五' });
    await call('update', { chatid: 'team1', add_user_list: ['wangwu', 'LISI'], name: '新名' });
    await call('update', { chatid: 'team1', del_user_list: ['LiSi'] });
    expect(await chat('team1')).toMatchObject({
      chat_info: { name: '新名', userlist: ['ZhangSan', 'wangwu'] },
    });
  });
});
