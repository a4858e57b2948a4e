import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventIdSchema } from '../../../src/domain/ids.ts';
import { createAibotReader } from '../../../src/wecom/inbound/aibot.ts';
import { createAppReader } from '../../../src/wecom/inbound/app.ts';
import {
  createMentionStripper,
  type Heard,
  isUserid,
  messageEventId,
  payloadEventId,
  person,
} from '../../../src/wecom/inbound/heard.ts';
import { createRobotReader } from '../../../src/wecom/inbound/robot.ts';
import { type FixtureKind, fixtureNames, readFixture, receivedAt } from './fixtures.ts';

const readers = {
  aibot: createAibotReader({ via: 'helper', name: 'Helper' }),
  robot: createRobotReader({ via: 'duty' }),
  app: createAppReader({ via: 'main' }),
};
const kinds: readonly FixtureKind[] = ['aibot', 'robot', 'app'];
const idOf = (heard: Heard) => (heard.type === 'event' ? heard.event.id : undefined);

describe('event ids', () => {
  it.each(kinds)('are the same however often and whenever a payload comes (%s)', (kind) => {
    for (const name of fixtureNames(kind)) {
      const payload = readFixture(kind, name);
      const [first, again] = [receivedAt, receivedAt + 9_000].map((at) => readers[kind].read(payload, at));
      expect(again && idOf(again)).toBe(first && idOf(first));
    }
  });
  it('differ for different events of the same second', () => {
    const of = (chat: string) =>
      readers.app.read(readFixture('app', 'group-add-member.xml').replace('wrCHAT', chat), receivedAt);
    const ids = [
      idOf(of('wrA')),
      idOf(of('wrB')),
      // Case matters in a chat id, and so it does here.
      idOf(of('wra')),
      idOf(readers.app.read(readFixture('app', 'group-del-member.xml'), receivedAt)),
      idOf(readers.app.read(readFixture('app', 'group-create.xml'), receivedAt)),
    ];
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).not.toContain(undefined);
  });
  it('keep a MsgId above 2^53 exact', () => {
    const say = (id: string) =>
      readers.app.read(readFixture('app', 'message-text.xml').replace('4561255354251345929', id), receivedAt);
    expect(idOf(say('9007199254740993'))).toBe('m.9007199254740993');
    expect(idOf(say('9007199254740992'))).toBe('m.9007199254740992');
  });
  it('stay within their alphabet and apart, whatever the msgid', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), fc.string({ minLength: 1 }), (a, b) => {
        expect(eventIdSchema.safeParse(messageEventId(a)).success).toBe(true);
        expect(eventIdSchema.safeParse(payloadEventId(a)).success).toBe(true);
        expect(messageEventId(a) === messageEventId(b)).toBe(a === b);
      }),
    );
    expect(messageEventId('x'.repeat(5_000))).toMatch(/^h\./);
  });
});

describe('the ids of people and chats', () => {
  it.each([
    ['ZhangSan', 'zhangsan'],
    ['Zhang.San@Corp', 'zhang.san@corp'],
    ['woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA', 'woAJ2GCAAAXtWyujaWJHDDGi0mACAAAA'],
    ['wmEXTaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'wmEXTaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
    // Too short for an encrypted id: somebody is simply called so.
    ['woLingYan', 'wolingyan'],
  ])('%s is known as %s and kept as written', (userid, id) => {
    expect(person(userid)).toEqual({ id, userid });
  });
  it('leave an empty name out', () => {
    expect(person('a', '')).toEqual({ id: 'a', userid: 'a' });
    expect(person('a', '甲')).toEqual({ id: 'a', userid: 'a', name: '甲' });
  });
  it('are 1–128 characters without control characters', () => {
    expect(['a', '王', 'x'.repeat(128)].filter(isUserid)).toHaveLength(3);
    expect(['', 'x'.repeat(129), 'a\u0000', 'a\u007f', 'a\n', 5, null, ['a']].filter(isUserid)).toEqual([]);
  });
  it('keep the case of a chat id in every channel', () => {
    const chats = kinds.flatMap((kind) =>
      fixtureNames(kind)
        .map((name) => readers[kind].read(readFixture(kind, name), receivedAt))
        .flatMap((heard) => (heard.type === 'event' ? (heard.event.chat?.chatId ?? []) : [])),
    );
    expect(new Set(chats)).toEqual(new Set(['wrCHAT', 'ZhangSan', 'zhangsan', 'wrX', 'Cx1']));
  });
});

describe('taking the mention off', () => {
  const strip = createMentionStripper('小群');
  it.each([
    ['@小群 打卡', '打卡'],
    ['@小群打卡', '打卡'],
    ['@小群', ''],
    ['@小群\u2005打卡', '打卡'],
    ['@小群\u00a0打卡', '打卡'],
    ['@小群\u3000打卡', '打卡'],
    ['@小群\u200b打卡', '打卡'],
    ['@小群\n打卡', '打卡'],
    ['  @小群   打卡  ', '打卡'],
    ['＠小群 打卡', '打卡'],
    ['@小群,打卡', ',打卡'],
    ['@小群 @小明 打卡', '@小明 打卡'],
    ['@小明 打卡', '@小明 打卡'],
    ['打卡 @小群', '打卡 @小群'],
    ['小群 打卡', '小群 打卡'],
    ['', ''],
  ])('%j → %j', (said, text) => {
    expect(strip(said)).toBe(text);
  });
  it.each(['a.b', 'C++ (助手)', '[x]', '$^|*?\\', 'a b', '-'])('takes a name of %j literally', (name) => {
    expect(createMentionStripper(name)(`@${name} 打卡`)).toBe('打卡');
    expect(createMentionStripper(name)('@zzz 打卡')).toBe('@zzz 打卡');
  });
});
