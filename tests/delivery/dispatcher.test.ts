import { describe, expect, it, vi } from 'vitest';
import { createDispatcher } from '../../src/delivery/dispatcher.ts';
import type { Scope } from '../../src/domain/chat.ts';
import type { Outgoing } from '../../src/domain/effects.ts';
import { asEventId, asGroupId, type EffectId, effectId } from '../../src/domain/ids.ts';
import { say } from '../../src/domain/message.ts';

const scope: Scope = 'g:a';
const outgoing = (n: number, due: number): Outgoing => ({
  id: effectId(asEventId('m.1'), n),
  due,
  effect: { type: 'timer', group: asGroupId('a'), timer: 't', payload: {} },
});

function setUp(windowSize: number) {
  const queued: { id: EffectId; due: number }[] = [];
  const started: EffectId[] = [];
  const release: (() => void)[] = [];
  const dispatcher = createDispatcher({
    deliver: async (_scope, id) => {
      started.push(id);
      await new Promise<void>((resolve) => release.push(resolve));
      return { type: 'finished' };
    },
    queue: {
      add: async (_scope, id, due) => {
        queued.push({ id, due });
      },
      nudge: async () => {},
    },
    clock: { now: () => 1_000 },
    windowSize,
    onError: (error) => {
      throw error;
    },
  });
  return { dispatcher, queued, started, release };
}

describe('dispatcher', () => {
  it('sends what is due from memory and queues what waits', () => {
    const { dispatcher, queued, started } = setUp(4);
    dispatcher.accept(scope, [outgoing(0, 1_000), outgoing(1, 2_000)]);
    expect(started).toEqual([outgoing(0, 0).id]);
    expect(queued).toEqual([{ id: outgoing(1, 0).id, due: 2_000 }]);
  });

  it('never has more in flight than the window: the rest spills to the queue', () => {
    const { dispatcher, queued, started } = setUp(2);
    dispatcher.accept(
      scope,
      [0, 1, 2, 3, 4].map((n) => outgoing(n, 0)),
    );
    expect(started).toHaveLength(2);
    expect(queued).toHaveLength(3);
    expect(dispatcher.inFlight()).toBe(2);
  });

  it('says what one decision has to say in a group in order, one after the other', async () => {
    const { dispatcher, started, release } = setUp(8);
    const message = say('你好');
    const post = (n: number, group: string): Outgoing => ({
      ...outgoing(n, 0),
      effect: {
        type: 'send',
        group: asGroupId(group),
        message,
        origin: { source: 'rule:welcome', event: asEventId('m.1'), version: 'v1' },
      },
    });
    dispatcher.accept(scope, [post(0, 'a'), post(1, 'a'), post(2, 'b')]);
    expect(started).toEqual([post(0, 'a').id, post(2, 'b').id]);
    release[0]?.();
    await vi.waitFor(() => expect(started).toEqual([post(0, 'a').id, post(2, 'b').id, post(1, 'a').id]));
    for (const go of release) go();
    await dispatcher.close();
  });

  it('finishes what is in flight when it closes and leaves the rest to the outbox', async () => {
    const { dispatcher, queued, started, release } = setUp(2);
    dispatcher.accept(scope, [outgoing(0, 0)]);
    const closed = dispatcher.close();
    dispatcher.accept(scope, [outgoing(1, 0)]);
    expect(started).toHaveLength(1);
    expect(queued).toHaveLength(0);
    release[0]?.();
    await closed;
    expect(dispatcher.inFlight()).toBe(0);
  });
});
