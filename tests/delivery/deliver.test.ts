import { describe, expect, it } from 'vitest';
import {
  CLAIM_MAX_AGE_MS,
  CLAIM_STALE_MS,
  createDeliver,
  type DeliverDeps,
} from '../../src/delivery/deliver.ts';
import type { SendOutcome } from '../../src/delivery/ports.ts';
import type { Route } from '../../src/delivery/route.ts';
import type { Effect, Outgoing } from '../../src/domain/effects.ts';
import { asEventId, asGroupId, effectId } from '../../src/domain/ids.ts';
import { say } from '../../src/domain/message.ts';
import { createMemoryOutbox } from '../../src/memory/outbox.ts';
import { createMemorySendLimiter } from '../../src/memory/send-limiter.ts';
import { createVirtualClock } from '../../src/memory/virtual-clock.ts';

const scope = 'g:newbie-01';
const event = asEventId('m.1');
const group = asGroupId('newbie-01');
const send: Effect = {
  type: 'send',
  group,
  message: say('你好'),
  origin: { source: 'rule:welcome', event, version: 'v1' },
};
const timer: Effect = { type: 'timer', group, timer: 'after', payload: {} };

function setUp(effect: Effect, answers: readonly SendOutcome[], more: Partial<DeliverDeps> = {}) {
  const clock = createVirtualClock(1_000_000);
  const outbox = createMemoryOutbox();
  const outgoing: Outgoing = { id: effectId(event, 0), due: clock.now(), effect };
  outbox.queue(scope, [outgoing]);
  const sent: number[] = [];
  const left = [...answers];
  const route = (): Route => ({
    type: 'way',
    via: 'webhook/push',
    limits: [{ max: 1, windowMs: 60_000 }],
    requests: 1,
    send: async () => {
      sent.push(clock.now());
      return left.shift() ?? { type: 'sent' };
    },
  });
  const limiter = createMemorySendLimiter();
  const deps: DeliverDeps = {
    outbox,
    limiter,
    clock,
    monotonic: () => clock.now(),
    owner: 'a',
    route,
    perform: async () => {},
    ...more,
  };
  const deliver = createDeliver(deps);
  const state = async () => (await outbox.ledger(scope, outgoing.id))?.state;
  return { clock, outbox, limiter, outgoing, sent, deliver, deps, state };
}

describe('deliver', () => {
  it.each([
    { outcome: { type: 'sent' }, state: 'sent' },
    { outcome: { type: 'failed', code: 93000, reason: '机器人已被移除' }, state: 'failed' },
    { outcome: { type: 'unknown', reason: '超时' }, state: 'unknown' },
  ] as const)('records $state and never sends again', async ({ outcome, state: expected }) => {
    const { deliver, outgoing, sent, state } = setUp(send, [outcome]);
    expect(await deliver(scope, outgoing.id)).toEqual({ type: 'finished' });
    expect(await state()).toBe(expected);
    await deliver(scope, outgoing.id);
    expect(sent).toHaveLength(1);
  });

  it('puts back what was certainly not accepted, and sends it when its time has come', async () => {
    const { deliver, outgoing, sent, clock, state } = setUp(send, [
      { type: 'later', afterMs: 65_000, code: 45009, reason: '太快', block: true },
    ]);
    const due = clock.now() + 65_000;
    expect(await deliver(scope, outgoing.id)).toEqual({ type: 'again', due });
    expect(await state()).toBe('queued');
    expect(await deliver(scope, outgoing.id)).toEqual({ type: 'again', due });
    clock.jump(65_001);
    expect(await deliver(scope, outgoing.id)).toEqual({ type: 'finished' });
    expect(sent).toHaveLength(2);
    expect(await state()).toBe('sent');
  });

  it('waits for a free place at the destination before writing the request', async () => {
    const { deliver, outgoing, sent, limiter, clock } = setUp(send, []);
    await limiter.take(
      'webhook/push',
      [{ max: 1, windowMs: 60_000 }],
      effectId(asEventId('m.0'), 0),
      clock.now(),
    );
    expect(await deliver(scope, outgoing.id)).toMatchObject({ type: 'again' });
    expect(sent).toHaveLength(0);
  });

  it('waits for a place as often as it takes: only requests count as attempts', async () => {
    const { deliver, outgoing, sent, limiter, clock, state } = setUp(send, []);
    for (let turn = 0; turn < 40; turn += 1) {
      const other = effectId(asEventId(`m.other${turn}`), 0);
      await limiter.take('webhook/push', [{ max: 1, windowMs: 60_000 }], other, clock.now());
      expect(await deliver(scope, outgoing.id)).toMatchObject({ type: 'again' });
      clock.jump(60_000);
    }
    clock.jump(60_000);
    await deliver(scope, outgoing.id);
    expect(sent).toHaveLength(1);
    expect(await state()).toBe('sent');
  });

  it('counts the age of a claim from when it was asked for: the answer may have waited for a paused process', async () => {
    const { deps, outgoing, sent, clock } = setUp(send, []);
    const paused = createDeliver({
      ...deps,
      outbox: {
        ...deps.outbox,
        claim: async (...args) => {
          const claimed = await deps.outbox.claim(...args);
          clock.jump(CLAIM_MAX_AGE_MS + 1);
          return claimed;
        },
      },
    });
    await paused(scope, outgoing.id);
    expect(sent).toHaveLength(0);
  });

  it('takes a place for every request of a long message', async () => {
    const { deps, outgoing, sent, limiter, clock } = setUp(send, []);
    const long = createDeliver({
      ...deps,
      route: async (effect, id) => {
        const way = await deps.route(effect, id);
        return way.type === 'way' ? { ...way, limits: [{ max: 3, windowMs: 60_000 }], requests: 3 } : way;
      },
    });
    await long(scope, outgoing.id);
    expect(sent).toHaveLength(1);
    const next = effectId(asEventId('m.2'), 0);
    expect(
      await limiter.take('webhook/push', [{ max: 3, windowMs: 60_000 }], next, clock.now()),
    ).toBeGreaterThan(0);
  });

  it('leaves a destination alone that said it was removed', async () => {
    const told: string[] = [];
    const { deliver, outgoing, sent, clock, outbox } = setUp(
      send,
      [{ type: 'failed', code: 93000, reason: '机器人已被移除', disable: true }],
      { onOutcome: (_, via, outcome) => told.push(`${via} ${outcome.type}`) },
    );
    await deliver(scope, outgoing.id);
    const next: Outgoing = { ...outgoing, id: effectId(event, 1) };
    outbox.queue(scope, [next]);
    await deliver(scope, next.id);
    expect(sent).toHaveLength(1);
    expect(await outbox.ledger(scope, next.id)).toMatchObject({ state: 'failed', reason: '机器人已被移除' });
    expect(told).toEqual(['webhook/push failed', 'webhook/push failed']);
    clock.jump(600_001);
    const later: Outgoing = { ...outgoing, id: effectId(event, 2) };
    outbox.queue(scope, [later]);
    await deliver(scope, later.id);
    expect(sent).toHaveLength(2);
  });

  it('sends nothing that another process has claimed', async () => {
    const { deliver, outgoing, sent, outbox, clock } = setUp(send, []);
    await outbox.claim(scope, outgoing.id, 'b', clock.now());
    expect(await deliver(scope, outgoing.id)).toEqual({ type: 'finished' });
    expect(sent).toHaveLength(0);
  });

  it('does not write to the socket with a claim grown old, but puts it back', async () => {
    const { deps, outgoing, sent, clock, state } = setUp(send, []);
    let pause = CLAIM_MAX_AGE_MS + 1;
    const slow = createDeliver({
      ...deps,
      route: async (effect, id) => {
        clock.jump(pause);
        return deps.route(effect, id);
      },
    });
    expect(await slow(scope, outgoing.id)).toMatchObject({ type: 'again' });
    expect(sent).toHaveLength(0);
    pause = 0;
    await slow(scope, outgoing.id);
    expect(await state()).toBe('sent');
  });

  it('leaves alone what the sweeper has given up meanwhile: it stays unknown', async () => {
    const { deps, outgoing, sent, outbox, clock, state } = setUp(send, []);
    const paused = createDeliver({
      ...deps,
      route: async (effect, id) => {
        clock.jump(CLAIM_STALE_MS + 1);
        const swept = await outbox.sweep([scope], clock.now(), clock.now() - CLAIM_STALE_MS, 10);
        expect(swept.lost).toHaveLength(1);
        return deps.route(effect, id);
      },
    });
    await paused(scope, outgoing.id);
    expect(sent).toHaveLength(0);
    expect(await state()).toBe('unknown');
  });

  it('records why nothing can carry a message', async () => {
    const { deliver, outgoing, outbox } = setUp(send, [], {
      route: () => ({ type: 'impossible', reason: '没有能主动发消息的通道' }),
    });
    await deliver(scope, outgoing.id);
    expect(await outbox.ledger(scope, outgoing.id)).toMatchObject({
      state: 'failed',
      reason: '没有能主动发消息的通道',
    });
  });

  it('tries again what is not a message until it works, and leaves no trace of it', async () => {
    let failures = 1;
    const failed: unknown[] = [];
    const { deliver, outgoing, clock, outbox } = setUp(timer, [], {
      perform: async () => {
        if (failures-- > 0) throw new Error('not yet');
      },
      onPerformFailed: (_, error) => failed.push(error),
    });
    const first = await deliver(scope, outgoing.id);
    expect(failed).toEqual([new Error('not yet')]);
    expect(first).toMatchObject({ type: 'again' });
    clock.jump(5_000);
    expect(await deliver(scope, outgoing.id)).toEqual({ type: 'finished' });
    expect(await outbox.ledger(scope, outgoing.id)).toBeUndefined();
    expect(await outbox.depth([scope])).toBe(0);
  });
});
