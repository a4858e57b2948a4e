import { describe, expect, it } from 'vitest';
import { asEventId } from '../../../src/domain/ids.ts';
import { plainText } from '../../../src/domain/message.ts';
import { nicknameFeature } from '../../../src/features/nickname/index.ts';
import { converse } from '../../support/converse.ts';
import { communityFor, contextOf, groupFor, NOON, person, stateOf } from '../../support/decide.ts';
import { activate, problemsOf, talk } from '../support.ts';

const raw = {
  nicknameFormats: [
    {
      id: 'city-name-job',
      separator: '-',
      fields: [
        { name: 'city', kind: 'list', values: { 北京: ['beijing'], 上海: [] } },
        { name: 'name', kind: 'name' },
        { name: 'job', kind: 'text', max: 10 },
      ],
    },
  ],
};
const strict = communityFor({ groups: [groupFor({ nicknameFormat: 'city-name-job' })] });
const free = communityFor();
const open = (community = strict) =>
  talk([activate(nicknameFeature, raw, community)], { community, now: NOON });

describe('改名片', () => {
  it('keeps a card that fits, in its one spelling, and says so', () => {
    const chat = open();
    expect(chat.say(person('u1', '小王'), '改名片 beijing 张三 设计师')).toContain(
      '✅ 名片改好了:北京-张三-设计师',
    );
    expect(chat.state.rowOf('members', 'u1')).toMatchObject({
      card: '北京-张三-设计师',
      name: '小王',
      firstSeen: NOON,
    });
    expect(chat.say('u1', '我的名片')).toBe('你的名片:北京-张三-设计师。想换就发「改名片 …」。');
    expect(chat.say('u1', '改名片 北京-张三-设计师')).toContain('已经是');
  });
  it('says the first problem with a suggestion, and keeps what was there', () => {
    const chat = open();
    chat.say('u1', '改名片 北京-张三-设计师');
    expect(chat.say('u1', '改名片 北京张三')).toBe(
      '「北京」后面要有「-」隔开。格式是 城市-姓名-职业\n照这个样子改:改名片 北京-张三-职业',
    );
    expect(chat.say('u1', '改名片 张三-上海-老师')).toBe(
      '「张三」不像是城市,可以写:北京、上海。格式是 城市-姓名-职业\n直接发这句就行:改名片 上海-张三-老师',
    );
    expect(chat.state.rowOf('members', 'u1')).toMatchObject({ card: '北京-张三-设计师' });
  });
  it('shows what to type when nothing was typed, with an example of the speaker', () => {
    expect(open().say(person('u1', '李雷'), '改名片')).toBe(
      '本群名片格式是 城市-姓名-职业,发这样一句就行:改名片 北京-李雷-设计师',
    );
  });
  it.each([
    ['改名片 小王', '小王'],
    ['改名片   小王\u202e  Wang', '小王 Wang'],
    [`改名片 ${'长'.repeat(32)}`, '长'.repeat(32)],
    [`改名片 ${'长'.repeat(33)}`, undefined],
    ['改名片 !!!', undefined],
  ])('without a format %j keeps %j', (typed, card) => {
    const chat = open(free);
    expect(chat.say('u1', typed)).toBeTypeOf('string');
    expect((chat.state.rowOf('members', 'u1') as { card?: string } | undefined)?.card).toBe(card);
  });
  it('keeps no card that is too long, even when every part fits', () => {
    const chat = open();
    expect(chat.say('u1', `改名片 北京-${'长'.repeat(20)}-${'长'.repeat(10)}`)).toContain('最多 32 个字');
    expect(chat.state.rowOf('members', 'u1')).toBeUndefined();
  });
  it('shows member text as data', () => {
    const parts = open().outcome('u1', '改名片 <@all>-[x](http://y)-z')?.reply?.parts ?? [];
    expect(parts.some((part) => part.type === 'data')).toBe(true);
    expect(
      parts.filter((part) => part.type !== 'data' && 'text' in part && /<@all>|http/.test(part.text)),
    ).toEqual([]);
  });
  it('takes 我叫 as a name, not as a card', () => {
    const chat = open();
    expect(chat.say(person('u1'), '我叫 小王')).toContain('小王');
    expect(chat.state.rowOf('members', 'u1')).toMatchObject({ name: '小王' });
    expect(chat.say('u1', '我的名片')).toContain('还没有登记');
  });
});

describe('ask-nickname', () => {
  const joined = (names: readonly string[], rows: Record<string, unknown> = {}, argument: unknown = {}) => {
    const ask = activate(nicknameFeature, raw, strict).actions?.['ask-nickname'];
    const members = names.map((name, n) => person(`u${n}`, name));
    const event = { type: 'member.joined' as const, id: asEventId('j-1'), at: NOON, members };
    return ask?.(contextOf(event, { community: strict, state: stateOf({ members: rows }) }), argument);
  };
  it('asks each newcomer with an example of their own name', () => {
    const [planned] = joined(['李雷', '上海 韩梅梅'])?.effects ?? [];
    expect(planned?.effect.type === 'send' && plainText(planned.effect.message)).toBe(
      '请把名片改成「城市-姓名-职业」,方便大家认识你。@小群 发一句就行:\n@李雷:改名片 北京-李雷-设计师\n@上海 韩梅梅:改名片 上海-韩梅梅-设计师',
    );
    expect(planned?.effect).toMatchObject({ group: 'newbie-01', origin: { event: 'j-1' } });
  });
  it('leaves alone whoever fits already, by card or nickname', () => {
    const rows = {
      u0: { firstSeen: 0, card: '北京-李雷-老师' },
      u1: { firstSeen: 0, nickname: '上海 韩梅梅 学生' },
    };
    expect(joined(['李雷', '韩梅梅'], rows)?.effects).toBeUndefined();
    expect(joined(['李雷', '韩梅梅', '新人'], rows)?.effects).toHaveLength(1);
  });
  it('mentions those beyond the eighth without a line each', () => {
    const effect = joined(Array.from({ length: 10 }, (_, n) => `新人${n}`))?.effects?.[0]?.effect;
    expect(effect?.type === 'send' && plainText(effect.message)).toContain('…等 10 位新朋友');
    expect(effect?.type === 'send' && effect.message.mentions).toHaveLength(2);
  });
  it('takes another format by name, and says when there is none', () => {
    expect(joined(['李雷'], {}, { format: 'city-name-job' })?.effects).toHaveLength(1);
    expect(joined(['李雷'], {}, { format: 'nope' })?.trail?.[0]?.outcome).toBe('refused');
  });
});

describe('我叫', () => {
  it.each([
    ['我叫 小王 啊', '好的,小王,记住啦。'],
    ['我叫 小王,哈', '好的,小王,记住啦。'],
    ['我叫 小丫', '好的,小丫,记住啦。'],
    ['我叫 李哈', '好的,李哈,记住啦。'],
    [`我叫 ${'长'.repeat(300)}`, '短一点再试试?比如:我叫 小王'],
  ])('%s is answered %s', (typed, said) => {
    expect(open().say(person('u1'), typed)).toContain(said);
  });
  it.each(['我叫 小王', '我叫小王', '我叫:小王', '我叫阿卜杜拉·买买提'])('%s is an introduction', (text) => {
    expect(open(free).say(person('u1'), text)).toContain('记住啦');
  });
  it.each(['我叫什么名字', '我叫你来一下', '我叫不紧急', '我叫车了', '我叫外卖了吗'])(
    '%s is talk',
    (text) => {
      expect(open(free).say(person('u1'), text)).toBeUndefined();
      expect(converse({ features: [nicknameFeature] }).says('u1', text).reply).toBeUndefined();
    },
  );
  it('says that lists go on using the card', () => {
    const chat = open();
    chat.say(person('u1'), '改名片 北京-张三-设计师');
    expect(chat.say(person('u1'), '我叫 小张')).toBe(
      '好的,小张。名单里还是用你的名片 北京-张三-设计师,想换就发「改名片 …」。',
    );
  });
  it('gives what was typed back short, and samples for fields named in Chinese', () => {
    expect((open().say(person('u1'), `改名片 ${'很长的话'.repeat(400)}`) ?? '').length).toBeLessThan(120);
    const chinese = {
      nicknameFormats: [
        {
          id: 'city-name-job',
          separator: '-',
          fields: [
            { name: '名字', kind: 'name' },
            { name: '职业', kind: 'text' },
          ],
        },
      ],
    };
    const chat = talk([activate(nicknameFeature, chinese, strict)], { community: strict, now: NOON });
    expect(chat.say(person('u1'), '改名片')).toContain('改名片 小王-设计师');
  });
});

describe('nicknames.yaml', () => {
  it('refuses a group that names an unknown format, and says what does not work yet', () => {
    const lost = communityFor({ groups: [groupFor({ nicknameFormat: 'nope' })] });
    expect(problemsOf(nicknameFeature, raw, lost)).toEqual([
      'error groups.0.nicknameFormat: nicknames.yaml 里没有格式「nope」。',
    ]);
    const nudging = {
      nicknameFormats: raw.nicknameFormats.map((f) => ({ ...f, grace: '10m', nudges: ['1d', '3d'] })),
    };
    expect(problemsOf(nicknameFeature, nudging, strict)).toEqual([
      expect.stringContaining('warning nicknameFormats.0.grace'),
      expect.stringContaining('warning nicknameFormats.0.nudges'),
    ]);
    expect(problemsOf(nicknameFeature, raw, strict)).toEqual([]);
  });
});

describe('for rules', () => {
  const raised = (chat: ReturnType<typeof open>, text: string) => chat.outcome('u1', text)?.raise ?? [];
  it('tells of a card that fits where none did, and of no other change', () => {
    const chat = open();
    expect(raised(chat, '改名片 北京-张三-设计师')).toEqual([
      {
        type: 'feature.event',
        name: 'nickname.fixed',
        member: person('u1', 'u1'),
        fields: { card: '北京-张三-设计师' },
      },
    ]);
    expect(raised(chat, '改名片 上海-张三-设计师')).toEqual([]);
    expect(raised(chat, '改名片 张三')).toEqual([]);
  });
  it('tells whether somebody’s card or nickname is as the group wants it', () => {
    const { conditions } = activate(nicknameFeature, raw, strict);
    const state = stateOf({
      members: {
        u1: { firstSeen: 0, card: '北京-张三-设计师' },
        u2: { firstSeen: 0, nickname: '上海-李四-老师' },
        u3: { firstSeen: 0, card: '李四' },
      },
    });
    const context = contextOf(
      { type: 'chat.entered', id: asEventId('e'), at: NOON, actor: person('u1') },
      { community: strict, state },
    );
    const group = groupFor({ nicknameFormat: 'city-name-job' });
    const valid = (id: string, wanted = true) =>
      conditions?.['member.nicknameValid']?.(wanted)({ context, group, member: person(id) });
    expect(['u1', 'u2', 'u3', 'u4'].map((id) => valid(id))).toEqual([true, true, false, false]);
    expect(valid('u3', false)).toBe(true);
  });
});
