import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../src/config/load.ts';
import type { MemberRef } from '../../src/domain/chat.ts';
import { asEventId } from '../../src/domain/ids.ts';
import { plainText } from '../../src/domain/message.ts';
import { createEngine } from '../../src/engine/handle-event.ts';
import type { EventStore } from '../../src/engine/ports.ts';
import type { Book } from '../../src/features/book.ts';
import { features } from '../../src/features/index.ts';
import { createMemoryStores } from '../../src/memory/stores.ts';
import { createVirtualClock } from '../../src/memory/virtual-clock.ts';
import { aibotChat } from '../support/decide.ts';
import { talkingGroup, tenantOf, writeConfig } from '../support/stage-config.ts';

/** Everything stored, by collection and row. */
export type Stored = ReadonlyMap<string, ReadonlyMap<string, unknown>>;

/** The whole configuration of the sample situations, loaded as the program loads it. */
export async function bookOf(given: {
  readonly groups: readonly string[];
  readonly operators: readonly { readonly member: string; readonly role: string }[];
  readonly checkins: readonly object[];
}): Promise<Book> {
  const dir = mkdtempSync(join(tmpdir(), 'utterances-'));
  try {
    const config = { ...given, groups: given.groups.map((id) => talkingGroup(id)) };
    mkdirSync(join(dir, 'tests'));
    writeConfig(dir, config, tenantOf(config, 'http://127.0.0.1:1', 'utterances'));
    const loaded = await loadConfig({
      dir,
      secrets: { type: 'none' },
      features,
      live: () => ({ queueDepth: 0, redis: '', recentErrors: [] }),
    });
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
    return loaded.book;
  } finally {
    rmSync(dir, { recursive: true });
  }
}

export interface World {
  readonly now: () => number;
  jumpTo(at: number): void;
  /** What is answered; undefined is silence. */
  says(who: MemberRef, text: string): Promise<string | undefined>;
  readonly stored: () => Stored;
}

/** One group with the real engine on stores in memory. What is committed is noted, so that nothing can change unseen. */
export function createWorld(book: Book, group: string, start: number): World {
  const clock = createVirtualClock(start);
  const stores = createMemoryStores(clock);
  const stored = new Map<string, Map<string, unknown>>();
  const store: EventStore = {
    ...stores.events,
    commit: async (request) => {
      const result = await stores.events.commit(request);
      if (result.type !== 'committed') return result;
      for (const { collection, row, value } of request.writes) {
        const rows = stored.get(collection) ?? new Map<string, unknown>();
        stored.set(collection, rows);
        if (value === null) rows.delete(row);
        else rows.set(row, value);
      }
      return result;
    },
  };
  const engine = createEngine({
    store,
    directory: stores.chats,
    book: () => book,
    clock,
    random: () => 0.25,
    identify: async (event) => event,
    onCommitted: () => {},
  });
  let count = 0;
  return {
    now: clock.now,
    jumpTo: (at) => clock.jump(at - clock.now()),
    says: async (actor, text) => {
      count += 1;
      const { reply } = await engine.handle({
        type: 'message.received',
        id: asEventId(`u.${count}`),
        at: clock.now(),
        chat: aibotChat(`wr_${group}`),
        actor,
        kind: 'text',
        text,
      });
      return reply && plainText(reply);
    },
    stored: () => new Map([...stored].map(([name, rows]) => [name, new Map(rows)])),
  };
}
