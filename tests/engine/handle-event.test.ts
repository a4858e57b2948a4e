import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Command } from '../../src/commands/command.ts';
import { type Scope, sharedScopes } from '../../src/domain/chat.ts';
import type { Group } from '../../src/domain/community.ts';
import type { Outcome } from '../../src/domain/decision.ts';
import type { Outgoing } from '../../src/domain/effects.ts';
import { Fault } from '../../src/domain/fault.ts';
import { asEventId } from '../../src/domain/ids.ts';
import { plainText, say } from '../../src/domain/message.ts';
import { defineRows, put } from '../../src/domain/state.ts';
import { createEngine } from '../../src/engine/handle-event.ts';
import { createPacer, type Pacer } from '../../src/engine/pace.ts';
import type { EventStore } from '../../src/engine/ports.ts';
import type { Book } from '../../src/features/book.ts';
import type { ActiveFeature } from '../../src/features/feature.ts';
import { createMemoryStores } from '../../src/memory/stores.ts';
import { createVirtualClock } from '../../src/memory/virtual-clock.ts';
import { planUnasked } from '../../src/rules/plan-unasked.ts';
import { aibotChat, communityFor, groupFor, person } from '../support/decide.ts';

const counters = defineRows('counters', z.object({ n: z.int() }));
const group = groupFor();

/** `加一` counts per group and says the count; its row is asked for only once it runs. */
const countUp: Command = {
  power: 'test.count',
  name: '加一',
  aliases: [],
  minRole: 'member',
  places: ['group', 'unbound', 'single'],
  summary: '加一',
  examples: ['加一'],
  section: '测试',
  run: ({ state, event, group: here }) => {
    const n = (state.get(counters, 'all')?.n ?? 0) + 1;
    const origin = { source: 'test', event: event.id, version: 'v1' };
    return {
      reply: say(`第 ${n} 次`),
      writes: [put(counters, 'all', { n })],
      effects: here ? [{ effect: { type: 'send', group: here.id, message: say('加了'), origin } }] : [],
    };
  },
};

function setUp(
  more: {
    features?: readonly ActiveFeature[];
    rules?: Book['rules']['decide'];
    group?: Group;
    wrap?: (store: EventStore) => EventStore;
    pacer?: Pacer;
  } = {},
) {
  const here = more.group ?? group;
  const clock = createVirtualClock(1_000_000);
  const stores = createMemoryStores(clock);
  const committed: { scope: Scope; effects: readonly Outgoing[] }[] = [];
  const book: Book = {
    version: 'v1',
    community: communityFor({ groups: [here] }),
    features: [{ id: 'test', commands: [countUp] }, ...(more.features ?? [])],
    rules: { count: 0, schedules: [], decide: more.rules ?? (() => ({})) },
    broadcasts: [],
  };
  const seen: string[] = [];
  const engineOf = () =>
    createEngine({
      store: more.wrap?.(stores.events) ?? stores.events,
      directory: stores.chats,
      book: () => book,
      clock,
      random: () => 0.5,
      identify: (event) => event,
      onCommitted: (scope, effects) => committed.push({ scope, effects }),
      observe: (what) => seen.push(what),
      ...(more.pacer && { pacer: more.pacer }),
    });
  const engine = engineOf();
  const message = (text: string, id = 'm.1', chatId = `wr-${here.id}`) => ({
    type: 'message.received' as const,
    id: asEventId(id),
    at: clock.now(),
    chat: aibotChat(chatId),
    actor: person('bob', 'Bob'),
    kind: 'text' as const,
    text,
  });
  const says = async (text: string, id?: string, chatId?: string) => {
    const { reply } = await engine.handle(message(text, id, chatId));
    return reply && plainText(reply);
  };
  return { clock, stores, committed, engine, engineOf, message, says, seen };
}

describe('a member who floods', () => {
  const limit = { burst: 2, perMinute: 60 };
  it('is told once and then met with silence, also by the rules, and nothing is written', async () => {
    const pacer = createPacer({ member: limit });
    const { says, committed, clock } = setUp({
      pacer,
      rules: (_, { mayReply }) => (mayReply ? { reply: say('规则') } : {}),
    });
    const answers: (string | undefined)[] = [];
    for (const n of [1, 2, 3, 4]) answers.push(await says('加一', `m.${n}`));
    expect(answers).toEqual(['第 1 次', '第 2 次', expect.stringContaining('歇一下'), undefined]);
    expect(committed).toHaveLength(2);
    expect(await says('加一', 'm.2')).toBe('第 2 次');
    clock.jump(60_000);
    expect(await says('加一', 'm.5')).toBe('第 3 次');
  });
  it('is counted once for an event that takes several rounds and tries', async () => {
    const pacer = createPacer({ member: { burst: 40, perMinute: 0 } });
    const { engine, engineOf, message } = setUp({ pacer });
    const other = engineOf();
    const all = Array.from({ length: 40 }, (_, n) =>
      (n % 2 ? engine : other).handle(message('加一', `m.r${n}`)),
    );
    const answers = (await Promise.all(all)).map(({ reply }) => reply && plainText(reply));
    expect(answers.filter((answer) => answer?.startsWith('第'))).toHaveLength(40);
  });
});

describe('an event', () => {
  it('is answered, its state kept and its effects handed on under ids derived from it', async () => {
    const { says, committed } = setUp();
    expect(await says('加一')).toBe('第 1 次');
    expect(await says('加一', 'm.2')).toBe('第 2 次');
    expect(committed.map(({ scope, effects }) => [scope, effects.map(({ id }) => id)])).toEqual([
      ['g:newbie-01', ['m.1.0']],
      ['g:newbie-01', ['m.2.0']],
    ]);
  });

  it('delivered four times at once to two processes has one effect and four identical answers', async () => {
    const { engine, engineOf, message, committed } = setUp();
    const other = engineOf();
    const answers = await Promise.all(
      [engine, other, engine, other].map(({ handle }) => handle(message('加一'))),
    );
    expect(answers.map(({ reply }) => reply && plainText(reply))).toEqual([
      '第 1 次',
      '第 1 次',
      '第 1 次',
      '第 1 次',
    ]);
    expect(answers.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    expect(committed).toHaveLength(1);
  });

  it('sees what another process did to rows this one remembers, also where it decides on nothing', async () => {
    const quiet: Command = {
      ...countUp,
      power: 'test.above',
      name: '够了吗',
      run: ({ state }) => ((state.get(counters, 'all')?.n ?? 0) >= 2 ? { reply: say('够了') } : {}),
    };
    const { engine, engineOf, message } = setUp({ features: [{ id: 'more', commands: [quiet] }] });
    const other = engineOf();
    const ask = async (handle: typeof engine.handle, text: string, id: string) => {
      const { reply } = await handle(message(text, id));
      return reply && plainText(reply);
    };
    expect(await ask(engine.handle, '加一', 'm.1')).toBe('第 1 次');
    expect(await ask(engine.handle, '够了吗', 'm.2')).toBeUndefined();
    expect(await ask(other.handle, '加一', 'm.3')).toBe('第 2 次');
    // Nothing is committed for a decision on nothing, so nothing but reading again would show it.
    expect(await ask(engine.handle, '够了吗', 'm.4')).toBe('够了');
    expect(await ask(engine.handle, '加一', 'm.5')).toBe('第 3 次');
  });

  it('is decided on rows at hand without reading them again, until the store was lost', async () => {
    let reads = 0;
    const wrap = (store: EventStore): EventStore => ({
      ...store,
      read: (scope, refs) => {
        reads += 1;
        return store.read(scope, refs);
      },
    });
    const { engine, says } = setUp({ wrap });
    await says('加一');
    const once = reads;
    expect(await says('加一', 'm.2')).toBe('第 2 次');
    expect(reads).toBe(once);
    engine.storeLost();
    expect(await says('加一', 'm.3')).toBe('第 3 次');
    expect(reads).toBe(once + 1);
  });

  it("that was in somebody's way reads everything in one go the next time", async () => {
    const asked: string[][] = [];
    let conflicts = 1;
    const { says } = setUp({
      wrap: (store) => ({
        ...store,
        read: (scope, refs) => {
          asked.push(refs.map(({ collection, row }) => `${collection}/${row}`));
          return store.read(scope, refs);
        },
        commit: (request) => {
          conflicts -= 1;
          return conflicts >= 0 ? Promise.resolve({ type: 'conflict' }) : store.commit(request);
        },
      }),
      features: [
        {
          id: 'steps',
          commands: [],
          react: ({ state }) => (state.get(counters, 'one') ? {} : void state.get(counters, 'two')),
          reads: () => [{ collection: 'counters', row: 'one' }],
        },
      ],
    });
    expect(await says('加一')).toBe('第 1 次');
    expect(asked).toEqual([
      ['counters/one'],
      ['counters/all', 'counters/two'],
      ['counters/one', 'counters/all', 'counters/two'],
    ]);
  });

  it('of two hundred racing on one row over two processes is counted each exactly once', async () => {
    const { engine, engineOf, message, says, seen } = setUp();
    const other = engineOf();
    const all = Array.from({ length: 200 }, (_, n) =>
      (n % 2 ? engine : other).handle(message('加一', `m.r${n}`)),
    );
    const answers = (await Promise.all(all)).map(({ reply }) => reply && plainText(reply));
    expect(new Set(answers).size).toBe(200);
    expect(seen).toContain('conflict');
    expect(await says('加一', 'm.last')).toBe('第 201 次');
  });

  it('that nobody answers leaves nothing behind', async () => {
    const { says, seen, engine, message } = setUp();
    expect(await says('天气真好啊')).toBeUndefined();
    expect(seen).toEqual(['empty']);
    expect(await engine.replyOf(message('天气真好啊'))).toBeUndefined();
  });

  it('is found again by its id and chat', async () => {
    const { says, engine, message } = setUp();
    await says('加一');
    const stored = await engine.replyOf({ id: asEventId('m.1'), chat: message('').chat });
    expect(stored?.message && plainText(stored.message)).toBe('第 1 次');
  });

  it('rejects, and hands on nothing, when it cannot be made durable', async () => {
    const { engine, message, committed } = setUp({
      wrap: (store) => ({ ...store, commit: () => Promise.reject(new Fault('redis-unavailable', 'gone')) }),
    });
    await expect(engine.handle(message('加一'))).rejects.toThrow('gone');
    expect(committed).toEqual([]);
  });
});

describe('a chat', () => {
  it('that nobody bound is kept as unbound, and has no group', async () => {
    const { says, stores, committed } = setUp();
    expect(await says('加一', 'm.1', 'wrUnknown')).toBe('第 1 次');
    expect(await stores.chats.unbound(10)).toMatchObject([{ chatKey: 'aibot/helper/wrUnknown' }]);
    expect(committed).toEqual([]);
  });

  it('bound by an outcome belongs to its group from then on', async () => {
    const bindHere: Command = {
      ...countUp,
      power: 'test.bind',
      name: '绑这里',
      run: () => ({ reply: say('好'), bind: { chatKey: 'aibot/helper/wrNew', group: group.id } }),
    };
    const { says, committed } = setUp({ features: [{ id: 'bind', commands: [bindHere] }] });
    await says('绑这里', 'm.1', 'wrNew');
    await says('加一', 'm.2', 'wrNew');
    expect(committed.map(({ scope }) => scope)).toEqual(['g:newbie-01']);
  });

  it('that binds its own chat is known there too when it comes again', async () => {
    const bindHere: Command = {
      ...countUp,
      power: 'test.bind',
      name: '绑这里',
      run: ({ group: here }) =>
        here
          ? { reply: say('早就绑了') }
          : { reply: say('好'), bind: { chatKey: 'aibot/helper/wrNew', group: group.id } },
    };
    const { engine, engineOf, message } = setUp({ features: [{ id: 'bind', commands: [bindHere] }] });
    const binding = message('绑这里', 'm.1', 'wrNew');
    const together = await Promise.all([engine, engineOf()].map(({ handle }) => handle(binding)));
    const again = await engine.handle(binding);
    expect([...together, again].map(({ reply }) => reply && plainText(reply))).toEqual(['好', '好', '好']);
    expect(again.duplicate).toBe(true);
  });

  it('that comes from our own records is known for longer than WeCom repeats anything', async () => {
    const post: ActiveFeature = {
      id: 'post',
      commands: [],
      react: ({ event: { type, id } }) => {
        const origin = { source: 'test', event: id, version: 'v1' };
        const effect = { type: 'send' as const, group: group.id, message: say('早'), origin };
        return type === 'broadcast.due' ? { effects: [{ effect }] } : undefined;
      },
    };
    const { engine, clock, committed } = setUp({ features: [post] });
    const due = {
      type: 'broadcast.due' as const,
      id: asEventId('morning@1000000'),
      at: clock.now(),
      group: group.id,
      broadcast: 'morning',
      occurrence: clock.now(),
      message: say('早'),
    };
    await engine.handle(due);
    clock.jump(3 * 86_400_000);
    expect((await engine.handle(due)).duplicate).toBe(true);
    expect(committed).toHaveLength(1);
  });
});

describe('the order of deciding', () => {
  const rule =
    (outcome: Outcome): Book['rules']['decide'] =>
    (_context, { mayReply }) =>
      mayReply ? outcome : { trail: [{ by: 'rule:x', outcome: 'dropped' }] };

  it('lets a command answer before the rules, and the rules before a suggestion', async () => {
    const { says } = setUp({ rules: rule({ reply: say('规则') }) });
    expect(await says('加一')).toBe('第 1 次');
    expect(await says('加二', 'm.2')).toBe('规则');
    expect(await setUp().says('加二')).toContain('加一');
  });

  it('lets a feature see the event before the rules, with its writes already in sight', async () => {
    const feature: ActiveFeature = {
      id: 'marks',
      commands: [],
      react: () => ({ writes: [put(counters, 'seen', { n: 7 })] }),
    };
    const { says } = setUp({
      features: [feature],
      rules: ({ state }) => ({ reply: say(`看到 ${state.get(counters, 'seen')?.n}`) }),
    });
    expect(await says('你好呀')).toBe('看到 7');
  });

  it('decides raised events in the same commit, under derived ids', async () => {
    const feature: ActiveFeature = {
      id: 'raise',
      commands: [],
      react: ({ event }) =>
        event.type === 'message.received'
          ? { raise: [{ type: 'member.joined', members: [person('new')] }] }
          : undefined,
    };
    const ids: string[] = [];
    const { engine, message } = setUp({
      features: [feature],
      rules: ({ event }) => {
        ids.push(`${event.type} ${event.id}`);
        return event.type === 'member.joined' ? { writes: [put(counters, 'joined', { n: 1 })] } : {};
      },
    });
    await engine.handle(message('你好呀'));
    expect([...new Set(ids)]).toEqual(['message.received m.1', 'member.joined m.1.r1']);
  });

  it('stops a feature that raises events for ever', async () => {
    const feature: ActiveFeature = {
      id: 'loop',
      commands: [],
      react: () => ({ raise: [{ type: 'group.renamed' }], writes: [put(counters, 'x', { n: 1 })] }),
    };
    const { engine, message } = setUp({ features: [feature] });
    const { trail } = await engine.handle(message('你好呀'));
    expect(trail).toContainEqual(expect.objectContaining({ by: 'engine', outcome: 'dropped' }));
  });

  it('answers a click through its one-use URL, not in the response', async () => {
    const feature: ActiveFeature = { id: 'cards', commands: [], react: () => ({ reply: say('点了') }) };
    const { engine, committed, message } = setUp({ features: [feature] });
    const { kind: _, text: __, ...base } = message('');
    await engine.handle({
      ...base,
      type: 'card.clicked',
      cardType: 'button',
      key: 'k',
      taskId: 't',
      selected: [],
    });
    expect(committed[0]?.effects.map(({ effect }) => effect.type)).toEqual(['late-reply']);
  });
});

describe('a slash command that there is not', () => {
  const asked = (rules: Book['rules']['decide']) => setUp({ rules }).says('/抽奖 一次');
  it('is offered to the rules before anything is suggested', async () => {
    const answer = await asked(({ event }) =>
      event.type === 'command.unknown' ? { reply: say(`没有「${event.typed}」,原话:${event.text}`) } : {},
    );
    expect(answer).toBe('没有「抽奖」,原话:/抽奖 一次');
  });
  it('gets the suggestion when no rule answers', async () => {
    expect(await asked(() => ({}))).toContain('抽奖');
  });
});

describe('a group that cannot be posted into', () => {
  it('hears what was to be said under the next reply, once', async () => {
    const mute = groupFor({
      id: 'mute',
      capabilities: { hears: new Set(['mention']), says: new Set(['reply']), confirm: 'none' },
    });
    const { says, committed } = setUp({
      group: mute,
      rules: (context) => {
        const { event, group: here } = context;
        if (event.type !== 'message.received' || event.text !== '你好呀' || !here) return {};
        const origin = { source: 'rule:x', event: event.id, version: 'v1' };
        const effect = { type: 'send' as const, group: here.id, message: say('今晚八点直播'), origin };
        return planUnasked(context, here, [{ effect, by: 'rule:x' }]);
      },
    });
    expect(await says('你好呀')).toBeUndefined();
    expect(await says('加一', 'm.2')).toMatch(/^第 1 次\n\n📌 .*\n今晚八点直播$/);
    expect(await says('加一', 'm.3')).toBe('第 2 次');
    expect(committed.flatMap(({ effects }) => effects).filter(({ id }) => id.startsWith('m.1.'))).toEqual([]);
  });

  it('keeps what was said in a group for those who ask why, and nothing of what is said between two', async () => {
    const { engine, message, stores } = setUp();
    await engine.handle(message('加一', 'm.1'));
    const single = { channel: 'aibot', via: 'helper', chatId: 'u1', type: 'single' } as const;
    await engine.handle({ ...message('加一', 'm.2'), chat: single });
    expect(await stores.events.said(`g:${group.id}`)).toMatchObject([
      { event: 'm.1', version: 'v1', reply: { trail: [{ by: 'command:test.count', outcome: 'did' }] } },
    ]);
    for (const scope of sharedScopes) expect(await stores.events.said(scope)).toEqual([]);
  });
});
