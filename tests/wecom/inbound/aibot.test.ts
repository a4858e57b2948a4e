import { describe, expect, it } from 'vitest';
import { createAibotReader } from '../../../src/wecom/inbound/aibot.ts';
import { expectHeard, fixtureNames, readFixture, receivedAt } from './fixtures.ts';

const reader = createAibotReader({ via: 'helper', name: 'Helper' });
const read = (payload: unknown) => reader.read(JSON.stringify(payload), receivedAt);

const group = { channel: 'aibot', via: 'helper', chatId: 'wrCHAT', type: 'group' };
const single = { channel: 'aibot', via: 'helper', chatId: 'ZhangSan', type: 'single' };
const actor = { id: 'zhangsan', userid: 'ZhangSan' };
const responseUrl = 'https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=RC';
const message = (id: string, chat: object, more: object) => ({
  type: 'event',
  event: { id: `m.${id}`, at: receivedAt, chat, actor, type: 'message.received', ...more },
  responseUrl,
});
const event = (id: string, chat: object, more: object) => ({
  type: 'event',
  event: { id: `m.${id}`, at: 1_700_000_000_000, chat, actor, ...more },
});

const expected: Record<string, unknown> = {
  'text-group.json': message('M1', group, { kind: 'text', text: 'restart job 12' }),
  'text-single.json': message('M1s', single, { kind: 'text', text: '打卡' }),
  'text-with-create-time.json': message('M1t', group, { kind: 'text', text: '帮助', at: 1_700_000_000_000 }),
  'text-encrypted-sender.json': message('M1w', group, {
    kind: 'text',
    text: '签到',
    actor: { id: 'woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA', userid: 'woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA' },
  }),
  'text-quoting-text.json': message('M1q', group, {
    kind: 'text',
    text: 'restart job 12',
    quote: 'job 12 failed',
  }),
  'text-quoting-mixed.json': message('M1qm', group, {
    kind: 'text',
    text: '看这个',
    quote: '第一行\n第二行',
  }),
  'text-quoting-file.json': message('M1qf', group, { kind: 'text', text: '收好' }),
  'text-quoting-something-new.json': message('M1qn', group, { kind: 'text', text: '收好' }),
  'image.json': message('M2', single, {
    kind: 'image',
    text: '',
    media: [{ kind: 'image', url: 'https://ww.example/i' }],
  }),
  'image-websocket.json': message('M2w', single, {
    kind: 'image',
    text: '',
    media: [{ kind: 'image', url: 'https://ww.example/i', aesKey: 'WS_ONLY' }],
  }),
  'mixed-group.json': message('M3', group, {
    kind: 'mixed',
    text: 'look',
    media: [
      { kind: 'image', url: 'https://ww.example/a' },
      { kind: 'image', url: 'https://ww.example/b' },
    ],
  }),
  'mixed-with-file.json': message('M3f', group, { kind: 'mixed', text: 'look' }),
  'voice.json': message('M4', single, { kind: 'voice', text: 'transcribed words' }),
  'file.json': message('M5', single, {
    kind: 'file',
    text: '',
    media: [{ kind: 'file', url: 'https://ww.example/f' }],
  }),
  'video.json': message('M6', single, {
    kind: 'video',
    text: '',
    media: [{ kind: 'video', url: 'https://ww.example/v' }],
  }),
  'message-of-unknown-type.json': { type: 'ignored', what: 'aibot message hologram' },
  'stream-poll.json': { type: 'stream-poll', streamId: 's.m.M1', chat: group },
  'enter-chat.json': event(
    'E1',
    { ...single, chatId: 'zhangsan' },
    {
      type: 'chat.entered',
      actor: { id: 'zhangsan', userid: 'zhangsan' },
    },
  ),
  'card-vote.json': {
    ...event('E2', group, {
      type: 'card.clicked',
      cardType: 'vote_interaction',
      key: 'submit',
      taskId: 'T1',
      selected: [
        { question: 'q1', options: ['one', 'two'] },
        { question: 'q2', options: [] },
      ],
    }),
    responseUrl,
  },
  'card-button.json': {
    ...event('E2b', single, {
      type: 'card.clicked',
      cardType: 'button_interaction',
      key: 'yes',
      taskId: 'T2',
      selected: [],
    }),
    responseUrl,
  },
  'feedback.json': event('E3', group, {
    type: 'feedback.given',
    feedbackId: 'FB1',
    verdict: 'inaccurate',
    content: 'more detail',
    reasons: [2, 4],
  }),
  'feedback-withdrawn.json': event('E3w', group, {
    type: 'feedback.given',
    feedbackId: 'FB1',
    verdict: 'withdrawn',
    reasons: [],
  }),
  'feedback-of-unknown-kind.json': event('E3u', group, {
    type: 'feedback.given',
    feedbackId: 'FB1',
    verdict: 'unknown',
    reasons: [],
  }),
  'auth-change.json': {
    type: 'event',
    event: { id: 'm.E4', at: 1_700_000_000_000, type: 'permission.changed', permissions: [1, 2] },
  },
  'disconnected.json': { type: 'ignored', what: 'aibot event disconnected_event' },
  'event-of-unknown-type.json': { type: 'ignored', what: 'aibot event enter_check_update' },
};

describe('the aibot reader', () => {
  it('knows every fixture', () => {
    expect(Object.keys(expected).sort()).toEqual(fixtureNames('aibot'));
  });
  it.each(Object.entries(expected))('%s', (name, heard) => {
    expectHeard(reader.read(readFixture('aibot', name), receivedAt), heard);
  });

  const text = {
    msgid: 'M9',
    chatid: 'wrCHAT',
    chattype: 'group',
    from: { userid: 'zs' },
    msgtype: 'text',
    text: { content: 'hi' },
  };
  it.each([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['an empty text', ''],
    ['no msgid', { ...text, msgid: undefined }],
    ['a msgid that is a number', { ...text, msgid: 5 }],
    ['nobody', { ...text, from: undefined }],
    ['nobody, in a 1:1 chat', { ...text, from: {}, chatid: undefined, chattype: 'single' }],
    ['an id with a line break', { ...text, from: { userid: 'a\nb' } }],
    ['an id that is too long', { ...text, from: { userid: 'x'.repeat(129) } }],
    ['an empty id', { ...text, from: { userid: '' } }],
    ['no text', { ...text, text: undefined }],
    ['a text that is a list', { ...text, text: { content: ['hi'] } }],
    ['a poll without its stream', { ...text, msgtype: 'stream' }],
    ['an event without its object', { ...text, msgtype: 'event' }],
    ['a click without its card', { ...text, msgtype: 'event', event: { eventtype: 'template_card_event' } }],
    ['feedback without content', { ...text, msgtype: 'event', event: { eventtype: 'feedback_event' } }],
    [
      'nobody who entered',
      { ...text, msgtype: 'event', from: undefined, event: { eventtype: 'enter_chat' } },
    ],
  ])('refuses %s', (_, payload) => {
    const heard = typeof payload === 'string' ? reader.read(payload, receivedAt) : read(payload);
    expect(heard.type).toBe('malformed');
  });
  it('refuses what is nested deeper than WeCom writes, without parsing it', () => {
    const deep = (levels: number) =>
      `{"msgid":"M","chattype":"single","from":{"userid":"zs"},"msgtype":"text","text":{"content":"hi"},"x":${'['.repeat(levels)}${']'.repeat(levels)}}`;
    expect(reader.read(deep(15), receivedAt).type).toBe('event');
    expect(reader.read(deep(16), receivedAt).type).toBe('malformed');
    expect(reader.read(deep(400_000), receivedAt).type).toBe('malformed');
  });
  it.each(['yesterday', -1, 0, 1.5, 9e15])('takes a time of %s for none', (create_time) => {
    expect(read({ ...text, create_time })).toMatchObject({ type: 'event', event: { at: receivedAt } });
  });
  it('carries no inherited names over', () => {
    const source = `{"__proto__":{"admin":true},${JSON.stringify(text).slice(1)}`;
    const heard = reader.read(source, receivedAt);
    expect(heard).toMatchObject({ type: 'event' });
    expect(JSON.stringify(heard)).not.toContain('admin');
    expect('admin' in {}).toBe(false);
  });
});

describe('what a later WeCom may send', () => {
  const reader = createAibotReader({ via: 'helper', name: '小群' });
  const base = { msgid: 'n1', from: { userid: 'bob' }, chattype: 'group', chatid: 'wrX' };
  const click = { eventtype: 'template_card_event', template_card_event: { card_type: 'c', event_key: 'k' } };
  it.each([
    ['a new type with a known field of another shape', { ...base, msgtype: 'card', text: 'x' }, 'ignored'],
    [
      'a new kind of chat',
      { ...base, chattype: 'channel', msgtype: 'text', text: { content: 'x' } },
      'ignored',
    ],
    ['a click that names no task', { ...base, msgtype: 'event', event: click }, 'event'],
    [
      'a group message without its group',
      { ...base, chatid: undefined, msgtype: 'text', text: { content: 'x' } },
      'malformed',
    ],
    ['a text of another shape', { ...base, msgtype: 'text', text: 'x' }, 'malformed'],
  ])('takes %s as it should', (_what, payload, type) => {
    expect(reader.read(JSON.stringify(payload), 1).type).toBe(type);
  });
});
