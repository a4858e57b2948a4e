import Fastify from 'fastify';
import type { Community, Group } from '../../src/domain/community.ts';
import { asGroupId, memberId } from '../../src/domain/ids.ts';
import type { SandboxDeps } from '../../src/sandbox/deps.ts';
import { sandboxRoutes } from '../../src/sandbox/routes.ts';
import type { Why } from '../../src/sandbox/why.ts';
import { type Answer, createFakeEmulator } from './fake-emulator.ts';

/** 2026-07-14 10:20 in Shanghai, a Tuesday. */
export const start = Date.UTC(2026, 6, 14, 2, 20);

const group = (id: string, name: string, kind: Group['kind']): Group => ({
  id: asGroupId(id),
  name,
  kind,
  tags: [],
  timezone: 'Asia/Shanghai',
  quietHours: undefined,
  dailyLimit: undefined,
  dayStartsAt: 0,
  bindings: [],
  capabilities: { hears: new Set(), says: new Set(), confirm: 'none' },
  nicknameFormat: undefined,
  dutyStaff: kind === 'customer' ? [{ id: memberId('zhangsan'), userid: 'zhangsan', name: '张三' }] : [],
});
const groups = [
  group('newbie-01', '新手训练营 1 群', 'internal'),
  group('vip-01', '会员交流群', 'customer'),
  group('event-01', '周末徒步', 'appchat'),
];
const community: Community = {
  groups: new Map(groups.map((group) => [group.id, group])),
  chats: new Map(),
  operators: [
    {
      member: { id: memberId('zhangsan'), userid: 'zhangsan' },
      role: 'owner',
      groups: undefined,
      only: undefined,
    },
  ],
  channels: {
    aibots: [{ id: 'helper', name: '小群' }],
    apps: [{ id: 'community' }],
    robots: [],
    webhooks: [],
  },
  testGroup: undefined,
  language: 'zh',
};

const person = (userid: string, name: string, staff = true) => ({
  userid,
  name,
  nickname: '',
  staff,
  joinedAt: start,
});
const echo: Answer = (text) => (text === '帮助' ? '**我会这些**\n- 打卡\n- 接龙' : `收到:${text}`);

/** The sandbox on a fake emulator, listening on a port of its own. */
export async function startSandbox({
  answer = echo,
  why,
}: {
  answer?: Answer;
  why?: SandboxDeps['why'];
} = {}) {
  let offset = 0;
  const clock = {
    now: () => start + offset,
    offset: () => offset,
    jumpTo: (at: number) => {
      offset = at - start;
    },
  };
  const emulator = createFakeEmulator({ answer, now: clock.now });
  const members = [person('xiaoyu', '小雨'), person('wangwu', '王五'), person('zhangsan', '张三')];
  const common = { webhooks: [], owner: 'zhangsan' };
  emulator.addGroup({
    ...common,
    id: 'newbie-01',
    name: '新手训练营 1 群',
    kind: 'internal',
    aibot: { id: 'helper', chatId: 'wr1' },
    members,
  });
  emulator.addGroup({
    ...common,
    id: 'vip-01',
    name: '会员交流群',
    kind: 'customer',
    app: { id: 'community', chatId: 'wr2' },
    members: [person('zhangsan', '张三'), person('wmAAAAAAAAAAAAAAAAAAAAAAAA', '客户甲', false)],
  });
  emulator.addGroup({
    ...common,
    id: 'event-01',
    name: '周末徒步',
    kind: 'appchat',
    members: [person('lisi', '李四')],
  });

  // As strict about paths and idle sockets as the bot's own server.
  const app = Fastify({ connectionTimeout: 5_000, routerOptions: { ignoreTrailingSlash: true } });
  await app.register(sandboxRoutes, {
    emulator,
    clock,
    community: () => community,
    why: why ?? (async () => undefined),
  });
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  return { app, emulator, clock, origin, url: `${origin}/sandbox/`, close: () => app.close() };
}
export type Sandbox = Awaited<ReturnType<typeof startSandbox>>;

/** What the engine might say about a check-in. */
export const checkInWhy = (text: string): Why => ({
  event: { id: 'm1', type: 'message.received', at: start, actor: '小雨', text },
  trail: [
    { by: 'command:checkin.check-in', name: '打卡', outcome: 'matched' },
    { by: 'feature:checkin', outcome: 'did', why: '今天第一次打卡,连续 3 天' },
    { by: 'rule:faq-vpn', outcome: 'not-matched', why: '没有提到 VPN' },
  ],
  effects: [{ id: 'm1.0', kind: 'timer', state: 'queued', due: start + 23 * 3_600_000, text: '' }],
  state: [
    { collection: 'checkin:morning', row: 'xiaoyu', value: { streak: 3, last: '2026-07-14' } },
    { collection: 'checkin-undo', row: 'xiaoyu', value: {} },
  ],
});

/** The same about an operator command of a member. */
export const refusedWhy = (text: string): Why => ({
  event: { id: 'm1', type: 'message.received', at: start, actor: '小雨', text },
  trail: [
    {
      by: 'command:chain.close',
      name: '/接龙 关闭',
      outcome: 'refused',
      why: '要运营以上,可以找 张三',
    },
    { by: 'command', outcome: 'refused', why: 'not in single' },
    { by: 'feature:roster', outcome: 'did', why: 'some words for the log' },
  ],
  reply: '「/接龙 关闭」要运营以上才能用,可以找 张三。',
  effects: [],
  state: [{ collection: 'denied', row: 'chain.close/xiaoyu', value: { at: 1, tries: 1 } }],
});
