import { describe, expect, it } from 'vitest';
import { createDispatcher } from '../../src/delivery/dispatcher.ts';
import type { Scope } from '../../src/domain/chat.ts';
import type { Outgoing } from '../../src/domain/effects.ts';
import { asEventId, asGroupId, type EffectId, effectId } from '../../src/domain/ids.ts';

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
