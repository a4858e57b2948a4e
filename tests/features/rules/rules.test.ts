import { describe, expect, it } from 'vitest';
import type { ConfigurationStatus } from '../../../src/domain/live-status.ts';
import { confirmFeature } from '../../../src/features/confirm/index.ts';
import { features } from '../../../src/features/index.ts';
import { rulesFeature } from '../../../src/features/rules/index.ts';
import { triggerName } from '../../../src/features/rules/trigger-name.ts';
import { statusFeature } from '../../../src/features/status/index.ts';
import { vocabularyOf } from '../../../src/features/vocabulary.ts';
import { coreEvents } from '../../../src/rules/event-kinds.ts';
import type { RuleSummary } from '../../../src/rules/mode-switch.ts';
import { communityFor, groupFor, NOON, operator } from '../../support/decide.ts';
import { talk } from '../support.ts';

const HOUR = 3_600_000;
const community = communityFor({
  groups: [groupFor(), groupFor({ id: 'vip-01', tags: ['vip'] })],
  operators: [
    operator('boss', 'admin'),
    operator('half', 'admin', { groups: ['newbie-01'] }),
    operator('limited', 'admin', { only: ['rules.off'] }),
    operator('op', 'operator'),
    operator('helper', 'helper'),
  ],
});
const rules: RuleSummary[] = [
  { id: 'faq', on: 'message.received', groups: ['newbie-*'], mode: 'on', written: 'on' },
  { id: 'hello', on: 'member.joined', groups: undefined, mode: 'off', written: 'on' },
  { id: 'vip', on: 'member.joined', groups: ['tag:vip'], mode: 'shadow', written: 'shadow' },
];
const version = (id: string, at: number, more: object = {}) => ({
  id,
  at,
  where: 'box',
  changed: [],
  ...more,
});
const configuration: ConfigurationStatus = {
  version: 'abc123abc123',
  source: 'files',
  since: NOON,
  problems: [],
  needsRestart: false,
  versions: [
    version('abc123abc123', NOON, { changed: ['groups.yaml', 'rules/faq.yaml', 'texts.yaml'] }),
    version('abc999000000', NOON - HOUR, { by: 'boss' }),
    version('111122223333', NOON - 24 * HOUR, { changed: ['groups.yaml'] }),
  ],
};
const open = (more: { rules?: readonly RuleSummary[]; configuration?: ConfigurationStatus } = {}) => {
  const around = {
    community,
    live: () => ({
      queueDepth: 0,
      redis: '',
      recentErrors: [],
      configuration: more.configuration ?? configuration,
    }),
    rules: () => more.rules ?? rules,
  };
  const active = [rulesFeature, confirmFeature, statusFeature].map((feature) =>
    feature.activate(undefined, around),
  );
  return talk(active, { community, now: NOON });
};
const configured = (chat: ReturnType<typeof open>) =>
  chat.effects.flatMap(({ effect }) => (effect.type === 'configure' ? [effect] : []));

it('names every event a rule can begin with', () => {
  const events = [...Object.keys(coreEvents), ...Object.keys(vocabularyOf(features).events), 'schedule'];
  expect(events.filter((on) => triggerName(on) === on)).toEqual([]);
});

describe('/规则 列表', () => {
  it('shows the rules of this group, and what a command has changed', () => {
    expect(open().say('op', '/规则 列表')?.split('\n')).toEqual([
      '这个群有 2 条规则(版本 abc123a):',
      'faq · 有人 @我 说话',
      'hello · 有人进群 · 关(命令设的,文件里是开)',
    ]);
  });
  it('comes in pages', () => {
    const many = Array.from({ length: 45 }, (_, n) => ({ ...rules[0], id: `r-${n}` }) as RuleSummary);
    const chat = open({ rules: many });
    expect(chat.say('op', '/规则')?.split('\n')).toHaveLength(22);
    expect(chat.say('op', '/规则 列表')).toContain('/规则 列表 2');
    const last = chat.say('op', '/规则 列表 3')?.split('\n') ?? [];
    expect(last).toHaveLength(6);
    expect(chat.say('op', '/规则 列表 99')?.split('\n')).toEqual(last);
  });
  it('says what can be typed when it does not understand', () => {
    expect(open().say('op', '/规则 飞')).toContain('/规则 版本');
    expect(open({ rules: [] }).say('op', '/规则')).toContain('没有规则');
  });
  it.each(['helper', 'u1'])('is not for %s', (who) => {
    expect(open().say(who, '/规则 列表')).toContain('运营以上');
  });
});

describe('/规则 版本', () => {
  it('shows what went live, newest first', () => {
    expect(open().say('op', '/规则 版本')?.split('\n')).toEqual([
      '现在用的是 abc123a。',
      '1. abc123a · 11月20日(周五) 10:00 · 改了 groups.yaml、rules/faq.yaml 等 3 个文件',
      '2. abc9990 · 11月20日(周五) 09:00 · 回滚(boss)',
      '3. 1111222 · 11月19日(周四) 10:00 · 改了 groups.yaml',
      '想回到哪一版,就发「/规则 回滚 序号」。',
    ]);
  });
});

describe('/规则 回滚', () => {
  it.each(['3', '1111', '111122223333'])('by %s waits for 确认, then asks for it once', (typed) => {
    const chat = open();
    expect(chat.say('boss', `/规则 回滚 ${typed}`)).toContain(
      '准备回到版本 1111222(11月19日(周四) 10:00 上线)',
    );
    expect(configured(chat)).toEqual([]);
    expect(chat.say('boss', '确认')).toContain('换成版本 1111222');
    expect(configured(chat)).toMatchObject([
      {
        change: { type: 'roll-back', version: '111122223333' },
        by: { id: 'boss' },
        origin: { source: 'command:rules.rollback' },
      },
    ]);
    expect(chat.say('boss', '确认')).toContain('没有等你确认');
  });
  it.each([
    ['', '哪一版'],
    ['9', '没有「9」这一版'],
    ['abc', '没有「abc」这一版'],
    ['ffff', '没有「ffff」这一版'],
    ['1', '现在用的就是'],
  ])('of %j says %s', (typed, answer) => {
    const chat = open();
    expect(chat.say('boss', `/规则 回滚 ${typed}`)).toContain(answer);
    expect(chat.say('boss', '确认')).toContain('没有等你确认');
  });
  it.each([
    ['op', '管理员以上'],
    ['half', '所有群'],
    ['limited', '管理员以上'],
  ])('is not for %s', (who, answer) => {
    const chat = open();
    expect(chat.say(who, '/规则 回滚 3')).toContain(answer);
    chat.say(who, '确认');
    expect(configured(chat)).toEqual([]);
  });
});

describe('/规则 开|关|影子', () => {
  it.each([
    ['/规则 关 faq', 'faq', 'off', 'on'],
    ['/规则 影子 faq', 'faq', 'shadow', 'on'],
    ['/规则 开 hello', 'hello', 'on', 'on'],
    ['/规则 开 vip', 'vip', 'on', 'shadow'],
    ['／规则关 FAQ', 'faq', 'off', 'on'],
  ])('%s', (typed, rule, mode, written) => {
    const chat = open();
    expect(chat.say('boss', typed)).toContain('几秒内');
    expect(configured(chat)).toMatchObject([{ change: { type: 'mode', rule, mode, written } }]);
  });
  it.each([
    ['/规则 关 helo', '你是不是想说「hello」'],
    ['/规则 关 nothing-like-it', '没有叫'],
    ['/规则 关', '哪条规则'],
    ['/规则 关 hello', '现在就是「关」'],
  ])('%s changes nothing: %s', (typed, answer) => {
    const chat = open();
    expect(chat.say('boss', typed)).toContain(answer);
    expect(configured(chat)).toEqual([]);
  });
  it.each([
    ['half', '/规则 关 faq', true],
    ['half', '/规则 关 hello', false],
    ['half', '/规则 关 vip', false],
    ['limited', '/规则 关 vip', true],
    ['limited', '/规则 影子 faq', false],
    ['op', '/规则 关 faq', false],
  ])('by %s: %s → %s', (who, typed, may) => {
    const chat = open();
    chat.say(who, typed);
    expect(configured(chat)).toHaveLength(may ? 1 : 0);
  });
});

describe('/状态', () => {
  it('says what is wrong with the files, that an old version serves, and that a restart is due', () => {
    const chat = open({
      configuration: {
        ...configuration,
        source: 'rolled-back',
        problems: ['rules/faq.yaml:3:5 rules.0.idd: 不认识的键', 'x'],
        needsRestart: true,
      },
    });
    const said = chat.say('boss', '/状态');
    expect(said).toContain('⚠️ 配置文件有 2 处问题,没有采用:rules/faq.yaml:3:5 rules.0.idd: 不认识的键');
    expect(said).toContain('回滚回来的版本');
    expect(said).toContain('重启后才会生效');
    expect(open().say('boss', '/状态')).not.toMatch(/⚠️|回滚|重启/);
  });
});
