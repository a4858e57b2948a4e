import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asGroupId } from '../../src/domain/ids.ts';
import { type Fixture, type OpenFixture, T0 } from './stores.ts';

/** What every ChatDirectory promises. */
export const chatDirectoryContract = (name: string, open: OpenFixture) =>
  describe(`chat directory contract: ${name}`, () => {
    let fixture: Fixture;
    beforeEach(async () => {
      fixture = await open();
    });
    afterEach(() => fixture.close());

    it('notes unbound chats, newest first, once each', async () => {
      const { first, second } = fixture;
      expect(await first.chats.groupOf('aibot/helper/A', T0)).toBeUndefined();
      await second.chats.groupOf('aibot/helper/B', T0 + 1);
      await first.chats.groupOf('aibot/helper/A', T0 + 2);
      expect(await second.chats.unbound(10)).toEqual([
        { chatKey: 'aibot/helper/A', seenAt: T0 + 2 },
        { chatKey: 'aibot/helper/B', seenAt: T0 + 1 },
      ]);
      expect(await second.chats.unbound(1)).toHaveLength(1);
    });

    it('answers a binding at once in every process and forgets that the chat was unbound', async () => {
      const { first, second } = fixture;
      await first.chats.groupOf('a', T0);
      await second.chats.groupOf('a', T0);
      await first.chats.bind('a', asGroupId('newbie-01'));
      expect(await second.chats.groupOf('a', T0 + 1)).toBe('newbie-01');
      expect(await second.chats.unbound(10)).toEqual([]);
      expect(await second.chats.bound()).toEqual(new Map([['a', 'newbie-01']]));
    });

    it('learns within 5 s that a chat was bound to another group', async () => {
      const { first, second } = fixture;
      await first.chats.bind('a', asGroupId('one'));
      expect(await second.chats.groupOf('a', T0)).toBe('one');
      expect(await first.chats.groupOf('a', T0)).toBe('one');
      await first.chats.bind('a', asGroupId('two'));
      expect(await first.chats.groupOf('a', T0 + 1)).toBe('two');
      expect(await second.chats.groupOf('a', T0 + 5_000)).toBe('two');
    });

    it('keeps at most 1,000 unbound chats, the newest', async () => {
      const { first } = fixture;
      for (let n = 0; n < 1_005; n += 15)
        await Promise.all(
          Array.from({ length: 15 }, (_, i) => first.chats.groupOf(`chat-${n + i}`, T0 + n + i)),
        );
      const unbound = await first.chats.unbound(2_000);
      expect(unbound).toHaveLength(1_000);
      expect(unbound.at(-1)).toEqual({ chatKey: 'chat-5', seenAt: T0 + 5 });
    });
  });
