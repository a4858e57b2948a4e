import type { Clock } from '../domain/clock.ts';
import type { TranscriptEntry } from './types.ts';

export type NewEntry = Omit<TranscriptEntry, 'n' | 'at'>;
export type EntryChange = Partial<Pick<TranscriptEntry, 'content' | 'delivery' | 'msgid' | 'card'>>;

/** Everything said, in order. Old lines are forgotten past `keep`; the counts are not. */
export interface Transcript {
  add(entry: NewEntry): TranscriptEntry;
  /** Streams grow and deliveries become known: the line keeps its number. */
  update(n: number, change: EntryChange): TranscriptEntry | undefined;
  list(chat?: string, after?: number): readonly TranscriptEntry[];
  entry(n: number): TranscriptEntry | undefined;
  visible(chat: string): number;
}

export function createTranscript(deps: {
  readonly clock: Clock;
  readonly record: boolean;
  readonly keep: number;
  readonly changed: (entry: TranscriptEntry) => void;
}): Transcript {
  let entries: TranscriptEntry[] = [];
  let last = 0;
  const seen = new Map<string, number>();
  return {
    add: (fields) => {
      last += 1;
      const entry: TranscriptEntry = { n: last, at: deps.clock.now(), ...fields };
      if (entry.from.kind === 'bot') seen.set(entry.chat, (seen.get(entry.chat) ?? 0) + 1);
      if (!deps.record) return entry;
      entries.push(entry);
      // Cut in halves rather than one by one, so that a line costs the same however many are kept.
      if (entries.length > deps.keep * 2) entries = entries.slice(-deps.keep);
      deps.changed(entry);
      return entry;
    },
    update: (n, change) => {
      const index = n - (entries[0]?.n ?? 0);
      const entry = entries[index];
      if (!entry) return undefined;
      const updated = { ...entry, ...change };
      entries[index] = updated;
      deps.changed(updated);
      return updated;
    },
    list: (chat, after = 0) =>
      entries.filter((entry) => entry.n > after && (chat === undefined || entry.chat === chat)),
    entry: (n) => entries[n - (entries[0]?.n ?? 0)],
    visible: (chat) => seen.get(chat) ?? 0,
  };
}
