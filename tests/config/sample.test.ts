import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { readSandboxMode } from '../../src/config/read-sandbox-mode.ts';
import { plainText } from '../../src/domain/message.ts';
import { features } from '../../src/features/index.ts';
import { joined } from '../rules/support.ts';
import { contextFor, NOON, person, said } from '../support/decide.ts';

const dir = fileURLToPath(new URL('../../config', import.meta.url));
const loaded = await loadConfig({
  dir,
  secrets: { type: 'sandbox', seed: 'test' },
  features,
  live: () => ({ queueDepth: 0, redis: '', recentErrors: [] }),
});
const book = loaded.ok ? loaded.book : expect.unreachable();
const { community } = book;

describe('the sample configuration', () => {
  it('has no problems, not even warnings', () => {
    expect(loaded.problems).toEqual([]);
  });
  it('shows groups of all three kinds', () => {
    expect(new Set([...community.groups.values()].map(({ kind }) => kind))).toEqual(
      new Set(['internal', 'customer', 'appchat']),
    );
  });
  it.each([
    ['请问怎么开发票呀', '我的订单'],
    ['课表发一下', '晚上 8 点'],
    ['人工', '运营同学'],
  ])('answers 「%s」', (text, answer) => {
    expect(said(book.rules.decide(contextFor({ text, community }), { mayReply: true }))).toContain(answer);
  });
  it('keeps quiet on small talk', () => {
    expect(book.rules.decide(contextFor({ text: '今天天气真好', community }), { mayReply: true })).toEqual(
      {},
    );
  });
  it('greets newcomers by name, the first line being the tip to mute', () => {
    const members = [person('u1', '小王'), person('u2', '小李')];
    const { effects } = book.rules.decide(joined(members, { community }), { mayReply: true });
    const sends = effects?.flatMap(({ effect }) => (effect.type === 'send' ? [effect.message] : [])) ?? [];
    const lines = sends.map(plainText).join('').split('\n');
    expect(lines[0]).toContain('消息免打扰');
    expect(lines[1]).toMatch(/^欢迎 小王、小李加入新手训练营 1 群!/);
    expect(lines[2]).toContain('改名片 北京-小王-设计师');
    expect(lines).toHaveLength(4);
    const timers = effects?.filter(({ effect }) => effect.type === 'timer');
    expect(timers?.map(({ due }) => due)).toEqual([NOON + 600_000, NOON + 600_000]);
  });
  it('hands the duty staff a text to paste where no robot may speak', () => {
    const { effects } = book.rules.decide(joined([person('wm1', '陈先生')], { community, group: 'vip-01' }), {
      mayReply: true,
    });
    const effect = effects?.[0]?.effect;
    expect(effect?.type === 'dm' && [effect.app, effect.to.map(({ id }) => id)]).toEqual([
      'community',
      ['zhangsan'],
    ]);
    expect(effect?.type === 'dm' && plainText(effect.message)).toContain('欢迎 陈先生!');
  });
  it('starts as a sandbox while no secret is set', async () => {
    expect(await readSandboxMode({ dir, flag: undefined, env: {} })).toEqual({ type: 'on' });
    expect(await readSandboxMode({ dir, flag: undefined, env: { AIBOT_TOKEN: 'x' } })).toMatchObject({
      type: 'refused',
    });
  });
});

it('judges a broken wecom.yaml by its text', async () => {
  const broken = await mkdtemp(join(tmpdir(), 'config-'));
  onTestFinished(() => rm(broken, { recursive: true }));
  await writeFile(join(broken, 'wecom.yaml'), ['corpId: $', '{CORP}\napps: [\n'].join(''));
  expect(await readSandboxMode({ dir: broken, flag: false, env: {} })).toEqual({
    type: 'refused',
    missing: ['CORP'],
  });
});
