import { describe, expect, it } from 'vitest';
import { createRobotReader } from '../../../src/wecom/inbound/robot.ts';
import { expectHeard, fixtureNames, readFixture, receivedAt } from './fixtures.ts';

const reader = createRobotReader({ via: 'duty' });
const chat = { channel: 'robot', via: 'duty', chatId: 'wrX', type: 'group' };
const single = { ...chat, type: 'single' };
const actor = { id: 'zhangsan', userid: 'ZhangSan', name: 'Zhang San' };
const event = (id: string, more: object) => ({
  type: 'event',
  event: { id: `m.${id}`, at: receivedAt, chat, actor, ...more },
});
const message = (id: string, more: object) => event(id, { type: 'message.received', ...more });
const image = [{ kind: 'image', url: 'https://ww.example/i' }];
const click = {
  type: 'card.clicked',
  cardType: 'attachment',
  key: 'v',
  taskId: 'cb1',
  selected: [],
};

const expected: Record<string, unknown> = {
  'text.xml': message('m1', { kind: 'text', text: 'hi' }),
  'text.json': message('m1', { kind: 'text', text: 'hi' }),
  'text-without-chat-type.xml': message('m1n', { kind: 'text', text: 'hi' }),
  // In a 1:1 chat an @ is part of what was said.
  'text-single.xml': message('m1s', {
    kind: 'text',
    text: '@RobotA hi',
    chat: { ...single, chatId: 'Cx1' },
  }),
  'text-blackboard.xml': { type: 'ignored', what: 'robot chat blackboard' },
  'image.xml': message('m2', { kind: 'image', text: '', media: image, chat: single }),
  'image.json': message('m2', { kind: 'image', text: '', media: image, chat: single }),
  'image-as-the-table-says.xml': message('m2t', { kind: 'image', text: '', media: image, chat: single }),
  'mixed.xml': message('m3', { kind: 'mixed', text: 'see', media: image }),
  'mixed.json': message('m3', { kind: 'mixed', text: 'see', media: image }),
  'mixed-of-one.xml': message('m3o', { kind: 'mixed', text: 'see' }),
  'event-add-to-chat.xml': event('m4a', { type: 'bot.added' }),
  'event-add-to-chat.json': event('m4a', { type: 'bot.added' }),
  'event-delete-from-chat.xml': event('m4d', { type: 'bot.removed' }),
  'event-delete-from-chat.json': event('m4d', { type: 'bot.removed' }),
  'event-enter-chat.xml': event('m4e', { type: 'chat.entered' }),
  // Without ChatType: only a 1:1 chat is entered.
  'event-enter-chat.json': event('m4e', { type: 'chat.entered', chat: { ...chat, type: 'single' } }),
  'event-rename-chat.xml': { type: 'ignored', what: 'robot event rename_chat' },
  'attachment.xml': event('m5', click),
  'attachment.json': event('m5', click),
  'attachment-of-the-go-client.json': event('m5g', click),
  'command.xml': { type: 'ignored', what: 'robot message command' },
  'command.json': { type: 'ignored', what: 'robot message command' },
};

describe('the robot reader', () => {
  it('knows every fixture', () => {
    expect(Object.keys(expected).sort()).toEqual(fixtureNames('robot'));
  });
  it.each(Object.entries(expected))('%s', (name, heard) => {
    expectHeard(reader.read(readFixture('robot', name), receivedAt), heard);
  });
  it.each(['text', 'image', 'mixed', 'event-add-to-chat', 'event-delete-from-chat', 'attachment'])(
    'hears %s alike in both forms',
    (name) => {
      expect(reader.read(readFixture('robot', `${name}.xml`), receivedAt)).toEqual(
        reader.read(readFixture('robot', `${name}.json`), receivedAt),
      );
    },
  );
  it('never passes on the URLs that carry keys', () => {
    const heard = fixtureNames('robot').map((name) => reader.read(readFixture('robot', name), receivedAt));
    expect(JSON.stringify(heard)).not.toMatch(/key=K|code=C/);
  });

  const part = (xml: string, change: string) => xml.replace(/<MsgId>m1<\/MsgId>/, change);
  it.each([
    ['no msgid', part(readFixture('robot', 'text.xml'), '')],
    ['two msgids', part(readFixture('robot', 'text.xml'), '<MsgId>a</MsgId><MsgId>b</MsgId>')],
    ['a msgid with parts', part(readFixture('robot', 'text.xml'), '<MsgId><X>a</X></MsgId>')],
    ['another root', '<yml><MsgId>m</MsgId></yml>'],
    [
      'an attachment without its button',
      '{"msgid":"m","chatid":"c","from":{"userid":"zs"},"msgtype":"attachment"}',
    ],
    ['nobody', '{"msgid":"m","chatid":"c","from":{},"msgtype":"text","text":{"content":"hi"}}'],
    ['JSON cut off', '{"msgid":"m"'],
    [
      'JSON nested too deeply',
      `{"msgid":"m","chatid":"c","from":{"userid":"zs"},"msgtype":"command","x":${'['.repeat(16)}${']'.repeat(16)}}`,
    ],
  ])('refuses %s', (_, source) => {
    expect(reader.read(source, receivedAt).type).toBe('malformed');
  });
  it('does not let a name break out of its CDATA into a second sender', () => {
    const source = readFixture('robot', 'text.xml').replace(
      'Zhang San',
      'x]]></Name><UserId>boss</UserId><Name><![CDATA[y',
    );
    expect(reader.read(source, receivedAt).type).toBe('malformed');
  });
  it('takes off its own name only, when it knows it', () => {
    const named = createRobotReader({ via: 'duty', name: '小 群' });
    const say = (content: string) =>
      named.read(
        JSON.stringify({
          msgid: 'm',
          chatid: 'c',
          from: { userid: 'zs' },
          msgtype: 'text',
          text: { content },
        }),
        receivedAt,
      );
    expect(say('@小 群 打卡')).toMatchObject({ event: { text: '打卡' } });
    expect(say('@别人 打卡')).toMatchObject({ event: { text: '@别人 打卡' } });
  });
});
