import { describe, expect, it } from 'vitest';
import { createAppReader } from '../../../src/wecom/inbound/app.ts';
import { expectHeard, fixtureNames, hashed, readFixture, receivedAt } from './fixtures.ts';

const reader = createAppReader({ via: 'main' });
const at = 1_770_600_000_000;
const group = { channel: 'app', via: 'main', chatId: 'wrCHAT', type: 'group' };
const chat = { channel: 'app', via: 'main', chatId: 'ZhangSan', type: 'single' };
const actor = { id: 'zhangsan', userid: 'ZhangSan' };
const external = 'wmEXTaaaaaaaaaaaaaaaaaaaaaaaaaaaa';
const customer = { id: external, userid: external };

const notice = (more: object) => ({ type: 'event', event: { id: hashed, at, ...more } });
const ofGroup = (more: object) => notice({ chat: group, ...more });
const joined = (more: object) => ofGroup({ type: 'members.changed', change: 'joined', ...more });
const versions = { lastVersion: '5807aa', version: 'ea36bb' };
const contact = (change: string) => notice({ type: 'contact.changed', change, staff: 'zhangsan', external });
const message = (more: object) => ({
  type: 'event',
  event: {
    id: 'm.4561255354251345929',
    at: 1_700_000_000_000,
    chat,
    actor,
    type: 'message.received',
    ...more,
  },
});

const expected: Record<string, unknown> = {
  'group-create.xml': ofGroup({ type: 'group.created' }),
  'group-dismiss.xml': ofGroup({ type: 'group.dismissed' }),
  'group-add-member.xml': joined({ members: [customer], scene: '3', ...versions }),
  'group-add-two-members.xml': joined({
    members: [customer, { id: 'lisi', userid: 'LiSi' }],
    scene: '0',
    ...versions,
  }),
  // The sample carries a QuitScene too and no list: only UpdateDetail tells what happened.
  'group-add-member-of-the-doc-sample.xml': joined({ members: [], scene: '1' }),
  'group-add-member-with-empty-list.xml': joined({ members: [], scene: '3', ...versions }),
  'group-del-member.xml': ofGroup({
    type: 'members.changed',
    change: 'left',
    members: [customer],
    scene: '1',
    ...versions,
  }),
  'group-change-name.xml': ofGroup({ type: 'group.renamed' }),
  'group-change-owner.xml': ofGroup({ type: 'group.owner-changed' }),
  'group-change-notice.xml': ofGroup({ type: 'group.notice-changed' }),
  'group-update-of-unknown-kind.xml': { type: 'ignored', what: 'customer group update change_avatar' },
  'group-change-of-unknown-kind.xml': { type: 'ignored', what: 'customer group archive' },
  'contact-add.xml': contact('add_external_contact'),
  'contact-add-half.xml': contact('add_half_external_contact'),
  'contact-edit.xml': contact('edit_external_contact'),
  'contact-del.xml': contact('del_external_contact'),
  'contact-del-follow.xml': contact('del_follow_user'),
  'contact-transfer-fail.xml': contact('transfer_fail'),
  'card-vote.xml': notice({
    chat,
    actor,
    type: 'card.clicked',
    cardType: 'vote_interaction',
    key: 'k',
    taskId: 't',
    selected: [
      { question: 'q', options: ['o1', 'o2'] },
      { question: 'q2', options: [] },
    ],
  }),
  'card-menu.xml': notice({
    chat,
    actor,
    type: 'card.clicked',
    cardType: 'text_notice',
    key: 'k',
    taskId: 't',
    selected: [],
  }),
  'enter-agent.xml': notice({ chat, actor, type: 'chat.entered' }),
  'subscribe.xml': notice({ type: 'visibility.changed', visible: true, member: actor }),
  'unsubscribe.xml': notice({ type: 'visibility.changed', visible: false, member: actor }),
  'msgaudit.xml': notice({ type: 'archive.ready' }),
  'event-of-unknown-type.xml': { type: 'ignored', what: 'app event close_inactive_agent' },
  'message-text.xml': message({ kind: 'text', text: 'hello' }),
  'message-text-with-cdata-end.xml': message({ kind: 'text', text: 'a]]>b' }),
  'message-image.xml': message({
    kind: 'image',
    text: '',
    media: [{ kind: 'image', url: 'https://ww.example/p', mediaId: 'MID' }],
  }),
  'message-voice.xml': message({ kind: 'voice', text: '', media: [{ kind: 'voice', mediaId: 'MID' }] }),
  'message-voice-recognised.xml': message({
    kind: 'voice',
    text: '帮助',
    media: [{ kind: 'voice', mediaId: 'MID' }],
  }),
  'message-video.xml': message({ kind: 'video', text: '', media: [{ kind: 'video', mediaId: 'MID' }] }),
  'message-file.xml': message({ kind: 'file', text: '', media: [{ kind: 'file', mediaId: 'MID' }] }),
  'message-location.xml': message({ kind: 'location', text: '' }),
  'message-link.xml': message({ kind: 'link', text: '' }),
  'message-of-unknown-type.xml': { type: 'ignored', what: 'app message hologram' },
};

describe('the app reader', () => {
  it('knows every fixture', () => {
    expect(Object.keys(expected).sort()).toEqual(fixtureNames('app'));
  });
  it.each(Object.entries(expected))('%s', (name, heard) => {
    expectHeard(reader.read(readFixture('app', name), receivedAt), heard);
  });

  const from = (user: string, rest: string) =>
    `<xml><FromUserName><![CDATA[${user}]]></FromUserName><CreateTime>1700000000</CreateTime>${rest}</xml>`;
  const event = (name: string) => `<MsgType>event</MsgType><Event>${name}</Event>`;
  it.each([
    ['JSON', '{}'],
    ['another root', '<yml><MsgType>event</MsgType></yml>'],
    ['a root of text', '<xml>event</xml>'],
    ['no type', from('zs', '')],
    ['an event without a name', from('zs', '<MsgType>event</MsgType>')],
    ['a group change without its group', from('sys', event('change_external_chat'))],
    ['a text without content', from('zs', '<MsgType>text</MsgType>')],
    ['a message of nobody', from('', '<MsgType>text</MsgType><Content>hi</Content>')],
    ['a click of nobody', from('', event('template_card_event'))],
    ['a visit of nobody', from('', event('enter_agent'))],
    ['a member of no name coming into sight', from('', event('subscribe'))],
    [
      'two senders',
      from('zs', '<FromUserName>boss</FromUserName><MsgType>text</MsgType><Content>hi</Content>'),
    ],
  ])('refuses %s', (_, source) => {
    expect(reader.read(source, receivedAt).type).toBe('malformed');
  });
  it.each(['', '0', '1e9', '17000000000000', '-5'])('takes a time of "%s" for none', (time) => {
    const source = from('zs', '<MsgType>text</MsgType><Content>hi</Content>').replace('1700000000', time);
    expect(reader.read(source, receivedAt)).toMatchObject({ event: { at: receivedAt } });
  });
});
