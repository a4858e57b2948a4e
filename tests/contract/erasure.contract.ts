import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadFiles } from '../../src/config/load.ts';
import { formatProblem } from '../../src/config/problem.ts';
import { groupScope, type MemberRef } from '../../src/domain/chat.ts';
import type { Outgoing } from '../../src/domain/effects.ts';
import type { GroupEvent } from '../../src/domain/events.ts';
import { asEventId, asGroupId } from '../../src/domain/ids.ts';
import { createEngine } from '../../src/engine/handle-event.ts';
import type { EventStore } from '../../src/engine/ports.ts';
import { chainRowSchema, entrySchema } from '../../src/features/chain/rows.ts';
import { features } from '../../src/features/index.ts';
import { createVirtualClock } from '../../src/memory/virtual-clock.ts';
import { wecom } from '../config/support.ts';
import { aibotChat, NOON, person } from '../support/decide.ts';
import type { OpenFixture } from './stores.ts';

/** Everything the one who leaves can be known by, and everything they write: of these nothing may be left. */
const NAME = '独孤求败';
const target: MemberRef = { ...person('Qz7Target'), name: NAME };
const SECRETS = /qz7target|独孤求败|紫色大象/i;

const group = (id: string, more: object = {}) => ({
  id,
  kind: 'internal',
  channels: [{ aibot: 'helper', chatId: `wr-${id}` }, { webhook: `push-${id}` }],
  quietHours: 'none',
  dailyLimit: 'none',
  ...more,
});
const webhooks = ['busy-01', 'busy-02'].map(
  (id, n) => `  - { id: push-${id}, key: 00000000-0000-0000-0000-00000000000${n} }`,
);
const files = new Map([
  ['wecom.yaml', `${wecom}${webhooks.join('\n')}\n`],
  [
    'groups.yaml',
    JSON.stringify({
      groups: [
        group('busy-01'),
        // Posts wait until morning here, and under the next reply there.
        group('busy-02', { quietHours: '00:00-23:59' }),
        group('busy-03', { channels: [{ aibot: 'helper', chatId: 'wr-busy-03' }] }),
      ],
      operators: [
        { member: 'boss', role: 'owner' },
        { member: 'lisi', role: 'operator' },
      ],
    }),
  ],
  [
    'checkins.yaml',
    JSON.stringify({
      checkins: [
        {
          id: 'morning',
          title: '晨读',
          groups: ['busy-*'],
          windows: [{ open: '00:00', close: '23:59' }],
          makeup: { quota: 5 },
          points: { each: 2 },
          reminders: { at: ['20:00'] },
        },
      ],
    }),
  ],
  [
    'chains.yaml',
    JSON.stringify({
      chains: [
        {
          id: 'hike',
          title: '徒步',
          groups: ['busy-*'],
          capacity: 4,
          options: [{ name: '成人', price: 50 }, { name: '儿童' }],
        },
      ],
    }),
  ],
  [
    'rules/a.yaml',
    JSON.stringify({
      rules: [
        {
          id: 'joined',
          on: 'member.joined',
          merge: { window: '30s' },
          do: [{ send: '欢迎 {{ member.name }}' }, { tag: 'new' }],
        },
        {
          id: 'hello',
          on: 'message.received',
          when: [{ 'text.any': ['你好'] }],
          cooldown: { per: 'member', for: '6h' },
          do: [
            { send: '{{ member.name }} 说了 {{ text }}' },
            { tag: 'seen' },
            { points: 1 },
            { after: '1d', do: [{ send: '{{ member.name }} 还在吗' }, { tag: 'late' }] },
          ],
        },
      ],
    }),
  ],
]);
const loaded = loadFiles(files, {
  features,
  secrets: { type: 'none' },
  live: () => ({ queueDepth: 0, redis: '', recentErrors: [] }),
});
const book = loaded.ok ? loaded.book : expect.unreachable(loaded.problems.map(formatProblem).join('\n'));
const groups = ['busy-01', 'busy-02', 'busy-03'] as const;

type Doing =
  | { readonly who: MemberRef; readonly text: string }
  | { readonly joins: MemberRef }
  | { readonly renamed: MemberRef }
  | { readonly minutes: number };
const said = (who: MemberRef, ...texts: string[]): Doing[] => texts.map((text) => ({ who, text }));
const own = [
  ...[
    '+1 成人',
    '+2 儿童 备注 紫色大象',
    '+1 成人 +2 儿童',
    '代接 小明 成人 备注 不吃花生',
    '代接 独孤求败 儿童',
  ],
  ...['改接龙 成人 3', '取消接龙', '撤销', '接龙列表', '/接龙 清空', '确认', '取消', '你好'],
  ...['打卡 紫色大象飞过', '打卡 修改 紫色大象', '补卡 昨天 紫色大象', '打卡 撤销', '打卡 暂停 3天'],
  ...['打卡 退出', '打卡 加入', '打卡提醒 关', '改名片 北京-独孤求败-剑客', '我叫 独孤求败', '/授权 列表'],
];
const others = [
  ...['+1 成人', '+2 儿童', '接龙', '代接 小红 成人', '取消接龙', '撤销', '打卡 早', '你好', '打卡榜'],
];
const operators = [
  ...[
    '/授权 Qz7Target 小助手',
    '确认',
    '/授权 列表',
    '/操作记录 @独孤求败',
    '/积分 加 @独孤求败 5 帮独孤求败搬家',
  ],
  ...['/积分 加 Qz7Target 3 好', '/打卡 撤销 Qz7Target 今天', '/打卡 补录 @独孤求败 昨天', '/打卡 催'],
  ...['/接龙 删除 1', '/接龙 已付 1 2', '/接龙 关闭', '/接龙 重开', '接龙列表', '/迎新 独孤求败'],
  ...['/接龙 新建 晚饭 | 限3人', '/打卡 新建 夜跑 | 每天 | 21天', '/打卡 结束 夜跑', '取消', '/打卡 名单'],
];
const doing: fc.Arbitrary<Doing> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...said(target, ...own)) },
  { weight: 2, arbitrary: fc.constantFrom(...others.flatMap((text) => said(person('u1', '小赵'), text))) },
  { weight: 2, arbitrary: fc.constantFrom(...others.flatMap((text) => said(person('u2', '小钱'), text))) },
  { weight: 3, arbitrary: fc.constantFrom(...operators.flatMap((text) => said(person('lisi'), text))) },
  { weight: 3, arbitrary: fc.constantFrom(...operators.flatMap((text) => said(person('boss'), text))) },
  { weight: 1, arbitrary: fc.constantFrom<Doing>({ joins: target }, { joins: person('u3', '小孙') }) },
  { weight: 1, arbitrary: fc.constant<Doing>({ renamed: target }) },
  { weight: 2, arbitrary: fc.constantFrom(1, 5, 700, 1500).map((minutes): Doing => ({ minutes })) },
);
const history = fc.array(fc.tuple(fc.constantFrom(...groups), doing), { minLength: 20, maxLength: 80 });

/** Plays it through the engine, timers included, then erases. What is left of the rows, by scope and collection. */
async function playAndErase(store: EventStore, steps: readonly (readonly [string, Doing])[]) {
  const clock = createVirtualClock(NOON);
  const seen = new Map<string, Set<string>>();
  const waiting: Outgoing[] = [];
  let count = 0;
  const nextId = () => {
    count += 1;
    return asEventId(`m.${count}`);
  };
  const engine = createEngine({
    store: {
      ...store,
      commit: async (request) => {
        const written = seen.get(request.scope) ?? new Set();
        seen.set(request.scope, written);
        for (const { collection } of request.writes) written.add(collection);
        return store.commit(request);
      },
    },
    directory: {
      groupOf: async () => undefined,
      bind: async () => {},
      unbound: async () => [],
      bound: async () => new Map(),
    },
    book: () => book,
    clock,
    random: Math.random,
    identify: async (event) => event,
    onCommitted: (_, effects) => void waiting.push(...effects),
  });
  const handle = async (event: GroupEvent) => (await engine.handle(event)).reply;
  const here = (id: string) => ({ id: nextId(), at: clock.now(), chat: aibotChat(`wr-${id}`) });
  const says = (id: string, actor: MemberRef, text: string) =>
    handle({ ...here(id), type: 'message.received', actor, kind: 'text', text });
  const timersUntilNow = async () => {
    for (let n = 0; n < waiting.length; n += 1) {
      const outgoing = waiting[n];
      if (!outgoing || outgoing.due > clock.now() || outgoing.effect.type !== 'timer') continue;
      waiting.splice(n, 1);
      const { group, payload, timer } = outgoing.effect;
      await handle({
        type: 'timer.fired',
        id: asEventId(outgoing.id),
        at: Math.max(outgoing.due, NOON),
        group,
        timer,
        payload,
      });
      n = -1;
    }
  };
  for (const [id, step] of steps) {
    if ('minutes' in step) clock.jump(step.minutes * 60_000);
    else if ('joins' in step)
      await handle({ ...here(id), type: 'member.joined', members: [step.joins], scene: 'roster' });
    else if ('renamed' in step)
      await handle({ ...here(id), type: 'member.renamed', actor: step.renamed, from: 'x', to: NAME });
    else await says(id, step.who, step.text);
    await timersUntilNow();
  }
  const rows = async () => {
    const found = new Map<string, Readonly<Record<string, unknown>>>();
    for (const id of groups) {
      const scope = groupScope(asGroupId(id));
      const refs = [...(seen.get(scope) ?? [])].map((collection) => ({ collection, row: '*' }));
      const read = refs.length > 0 ? await store.read(scope, refs) : [];
      for (const [n, { value }] of read.entries())
        found.set(`${scope} ${refs[n]?.collection}`, z.record(z.string(), z.unknown()).parse(value));
    }
    return found;
  };
  await says('busy-01', target, '改名片 北京-独孤求败-剑客');
  const before = await rows();
  await says('busy-01', target, '删除我的数据');
  const reply = await says('busy-01', target, '确认');
  await timersUntilNow();
  // What rules have put by for later comes when nobody knows the member any more.
  const gone = await rows();
  clock.jump(3 * 86_400_000);
  await timersUntilNow();
  return { before, gone, later: await rows(), reply: JSON.stringify(reply) };
}

/** Counters against the entries themselves: in, waiting and cancelled, and the queues against those who wait. */
function wrongCounts(rows: ReadonlyMap<string, Readonly<Record<string, unknown>>>): string[] {
  const wrong: string[] = [];
  for (const [where, chains] of rows) {
    const scope = where.split(' ')[0];
    if (!where.endsWith(' chains')) continue;
    for (const [n, raw] of Object.entries(chains)) {
      const chain = chainRowSchema.parse(raw);
      const entries = Object.entries(rows.get(`${scope} chain:${n}`) ?? {}).map(
        ([key, entry]) => [key, entrySchema.parse(entry)] as const,
      );
      const of = (state: 'w' | 'x' | undefined) => entries.filter(([, { s }]) => s === state);
      const sum = (some: typeof entries) => some.reduce((total, [, { q = 1 }]) => total + q, 0);
      const queued = Object.values(rows.get(`${scope} chain-wait:${n}`) ?? {}).flatMap((chunk) =>
        z.array(z.tuple([z.int(), z.string(), z.int()])).parse(chunk),
      );
      const actual = {
        taken: sum(of(undefined)),
        waiting: sum(of('w')),
        entries: of(undefined).length,
        waiters: of('w').length,
        cancelled: of('x').length,
      };
      const { taken, waiting, waiters, cancelled } = chain;
      const counted = { taken, waiting, entries: chain.entries, waiters, cancelled };
      if (JSON.stringify(actual) !== JSON.stringify(counted))
        wrong.push(`${where} #${n}: ${JSON.stringify({ counted, actual })}`);
      const names = queued.map(([, key]) => key).sort();
      const waitingKeys = of('w').map(([key]) => key);
      if (JSON.stringify(names) !== JSON.stringify(waitingKeys.sort()))
        wrong.push(`${where} #${n}: queue ${names} for ${waitingKeys}`);
    }
  }
  return wrong;
}

const naming = (rows: ReadonlyMap<string, Readonly<Record<string, unknown>>>): string[] =>
  [...rows].flatMap(([where, all]) =>
    Object.entries(all).flatMap(([row, value]) => {
      const written = JSON.stringify([row, value]);
      return SECRETS.test(written) ? [`${where} ${written}`] : [];
    }),
  );

/**
 * Whatever somebody has done, after 删除我的数据 no row of any group names them or holds their words. `scan` looks at
 * the store itself for what nobody reads as a row.
 */
export const erasureContract = (
  name: string,
  open: OpenFixture,
  { runs, scan }: { readonly runs: number; readonly scan?: (pattern: RegExp) => Promise<readonly string[]> },
) =>
  describe(`erasure: ${name}`, () => {
    it('leaves no row that names the member, and every count as it has to be', async () => {
      let told = 0;
      await fc.assert(
        fc.asyncProperty(history, async (steps) => {
          const fixture = await open();
          try {
            const { before, gone, later, reply } = await playAndErase(fixture.first.events, steps);
            told += naming(before).length;
            expect(reply).toContain('删好了');
            expect(naming(gone)).toEqual([]);
            expect(naming(later)).toEqual([]);
            expect(wrongCounts(gone)).toEqual([]);
            expect(wrongCounts(later)).toEqual([]);
            expect(await scan?.(SECRETS)).toEqual(scan && []);
          } finally {
            await fixture.close();
          }
        }),
        { numRuns: runs },
      );
      // There was something to erase.
      expect(told).toBeGreaterThan(runs * 5);
    });
  });
