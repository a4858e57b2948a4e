import { describe, expect, it } from 'vitest';
import type { Capabilities, Community, Group } from '../../src/domain/community.ts';
import { asGroupId, memberId } from '../../src/domain/ids.ts';
import { createEmulator } from '../../src/emulator/emulator.ts';
import { populate, sampleNames, worldFrom } from '../../src/emulator/sample-world.ts';

const capabilities: Capabilities = { hears: new Set(), says: new Set(), confirm: 'none' };
const ref = (userid: string) => ({ id: memberId(userid), userid });
const group = (id: string, more: Partial<Group>): Group => ({
  id: asGroupId(id),
  name: `群 ${id}`,
  kind: 'internal',
  tags: [],
  timezone: 'Asia/Shanghai',
  quietHours: undefined,
  dailyLimit: undefined,
  dayStartsAt: 0,
  bindings: [],
  capabilities,
  nicknameFormat: undefined,
  dutyStaff: [],
  ...more,
});
const groups = [
  group('newbie-01', {
    bindings: [
      { type: 'aibot', aibot: 'helper', chatId: 'wrA' },
      { type: 'webhook', webhook: 'push' },
    ],
  }),
  group('vip-01', {
    kind: 'customer',
    dutyStaff: [ref('ZhangSan')],
    bindings: [
      { type: 'app', app: 'community', chatId: 'wrC' },
      { type: 'webhook', webhook: 'push' },
    ],
  }),
  group('team-01', { kind: 'appchat', bindings: [{ type: 'app', app: 'community', chatId: 'team' }] }),
];
const community: Community = {
  groups: new Map(groups.map((one) => [one.id, one])),
  chats: new Map(),
  operators: [
    { member: ref('ZhangSan'), role: 'owner', groups: undefined, only: undefined },
    { member: ref('lisi'), role: 'operator', groups: ['newbie-*'], only: undefined },
  ],
  channels: { aibots: [], apps: [], robots: [], webhooks: [] },
  testGroup: undefined,
  language: 'zh',
};
const now = Date.UTC(2026, 10, 20);

describe('worldFrom', () => {
  it('puts each group where its bindings say, and nothing into a customer group but the app', () => {
    expect(worldFrom(community, now).groups).toMatchObject([
      {
        id: 'newbie-01',
        kind: 'internal',
        aibot: { id: 'helper', chatId: 'wrA' },
        webhooks: ['push'],
        owner: 'ZhangSan',
      },
      {
        id: 'vip-01',
        kind: 'customer',
        app: { id: 'community', chatId: 'wrC' },
        webhooks: [],
        owner: 'ZhangSan',
      },
      { id: 'team-01', kind: 'appchat', app: { id: 'community', chatId: 'team' }, webhooks: [] },
    ]);
  });

  it('fills them with the staff concerned and four to six others', () => {
    const world = worldFrom(community, now);
    expect(world.people).toEqual([
      { userid: 'ZhangSan', name: '张三', staff: true },
      { userid: 'lisi', name: '李四', staff: true },
    ]);
    const names = world.groups.map(({ members = [] }) => members.map(({ name }) => name));
    expect(names[0]).toEqual(['张三', '李四', '小王', '李雷', '韩梅梅', '陈晨']);
    expect(names[1]).not.toContain('李四');
    for (const { members = [] } of world.groups) {
      const others = members.filter(({ name }) => sampleNames.some((one) => one.name === name));
      expect(others.length).toBeGreaterThanOrEqual(4);
      expect(others.length).toBeLessThanOrEqual(6);
      expect(new Set(members.map(({ userid }) => userid)).size).toBe(members.length);
      for (const { joinedAt } of members) expect(joinedAt).toBeLessThan(now);
    }
  });

  it('gives customers ids that are told apart by case, the same every time', () => {
    const [, vip] = worldFrom(community, now).groups;
    const customers = vip?.members?.filter(({ staff }) => !staff) ?? [];
    expect(customers).toHaveLength(5);
    for (const { userid } of customers) expect(userid).toMatch(/^wm[A-Za-z0-9_-]{20,}$/);
    expect(worldFrom(community, now).groups[1]?.members).toEqual(vip?.members);
  });

  it('can live in an emulator', async () => {
    const emulator = await createEmulator({
      settings: { corpId: 'ww', apps: [], aibots: [], robots: [], webhooks: [] },
      clock: { now: () => now },
      port: 0,
    });
    populate(emulator, worldFrom(community, now));
    expect(emulator.groups().map(({ id }) => id)).toEqual(['newbie-01', 'vip-01', 'team-01']);
    // A group that was there stays as people left it; one that is new comes into being.
    await emulator.leave('team-01', emulator.groups()[2]?.members.at(-1)?.userid ?? '');
    const left = emulator.groups()[2]?.members.length;
    const more = new Map(community.groups);
    const [first] = community.groups.values();
    if (first) more.set(asGroupId('added'), { ...first, id: asGroupId('added'), bindings: [] });
    populate(emulator, worldFrom({ ...community, groups: more }, now));
    expect(emulator.groups().map(({ id }) => id)).toEqual(['newbie-01', 'vip-01', 'team-01', 'added']);
    expect(emulator.groups()[2]?.members).toHaveLength(left ?? 0);
    await emulator.close();
  });
});
