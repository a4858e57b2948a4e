import type { Pace } from '../commands/pace.ts';
import { type ChatAddress, chatKey, chatScope, groupScope, type Scope } from '../domain/chat.ts';
import type { Clock, Random } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import type { Outgoing } from '../domain/effects.ts';
import type { GroupEvent } from '../domain/events.ts';
import { Fault } from '../domain/fault.ts';
import type { Handled, HandleEvent } from '../domain/handled.ts';
import { type EventId, effectId, type GroupId } from '../domain/ids.ts';
import type { RowRef } from '../domain/state.ts';
import type { Book } from '../features/book.ts';
import { decide } from './decide.ts';
import { createKnownState } from './known-state.ts';
import type { Pacer } from './pace.ts';
import type { ChatDirectory, CommitRequest, CommitResult, EventStore, StoredReply } from './ports.ts';
import { type PreparedBook, prepareBook } from './prepare-book.ts';
import { createRecentRows } from './recent-rows.ts';
import { createTurns } from './turns.ts';

export interface EngineDeps {
  readonly store: EventStore;
  readonly directory: ChatDirectory;
  /** The configuration in force; asked once per event. */
  readonly book: () => Book;
  readonly clock: Clock;
  readonly random: Random;
  /** Turns an encrypted sender into the person behind it; gives the event as it was when nobody knows. */
  readonly identify: (event: GroupEvent) => GroupEvent | Promise<GroupEvent>;
  /** Counts commands; absent: nobody is held up. */
  readonly pacer?: Pacer;
  /** Called after the commit with what it put into the outbox. Must not throw. */
  readonly onCommitted: (scope: Scope, effects: readonly Outgoing[]) => void;
  /** Sees every decision that was committed; for the sandbox. Must not throw. */
  readonly onDecided?: (event: GroupEvent, decision: Decision, effects: readonly Outgoing[]) => void;
  readonly observe?: (what: 'committed' | 'duplicate' | 'conflict' | 'empty') => void;
}

const DAY_MS = 24 * 3_600_000;
/** A second delivery is recognised for a day; WeCom gives up after seconds. */
const KEEP_MS = DAY_MS;
/** Our own records come back whenever the program does: a broadcast cut short by a long outage must know whom it reached. */
const KEEP_OWN_MS = 7 * DAY_MS;
const keepMs = ({ type }: GroupEvent): number =>
  type === 'broadcast.due' || type === 'timer.fired' ? KEEP_OWN_MS : KEEP_MS;
/** Rounds of "read what was missing"; two are normal, more means a decision whose questions depend on answers. */
const MAX_READS = 6;
const MAX_TRIES = 200;

/** The stored answer of an event already handled, found by its id and the chat it came from. */
export type ReplyOf = (event: Pick<GroupEvent, 'id' | 'chat' | 'group'>) => Promise<StoredReply | undefined>;

/** read → decide → commit. See `HandleEvent` for what callers may rely on. */
export function createEngine(deps: EngineDeps): {
  handle: HandleEvent;
  replyOf: ReplyOf;
  /** To be called when the connection to the store was lost: what comes back may be an older copy of it. */
  storeLost: () => void;
} {
  const { store, directory, clock, random, identify, onCommitted, observe } = deps;
  const turns = createTurns();
  const recent = createRecentRows();
  let prepared: PreparedBook | undefined;
  const current = (): PreparedBook => {
    const book = deps.book();
    if (prepared?.book !== book) prepared = prepareBook(book);
    return prepared;
  };

  const groupOf = (
    event: Placeable,
    community: Book['community'],
  ): GroupId | undefined | Promise<GroupId | undefined> => {
    if (event.group !== undefined) return event.group;
    if (event.chat?.type !== 'group') return undefined;
    const key = chatKey(event.chat);
    return community.chats.get(key) ?? directory.groupOf(key, clock.now());
  };

  /** Counts the event at most once, for all rounds and tries: others are counted while it waits for Redis. */
  const turnOf = (event: GroupEvent, place: Scope): Turn | undefined => {
    const { pacer } = deps;
    if (!pacer || (event.type !== 'message.received' && event.type !== 'card.clicked')) return undefined;
    const about = { id: event.id, member: event.actor.id, place };
    let verdict: Pace | undefined;
    return {
      pace: () => {
        verdict ??= pacer.judge(about, clock.now());
        return verdict;
      },
      isHushed: () => verdict === 'hush',
    };
  };

  /** Undefined after a conflict; `asked` then holds every row it wanted, so that another try reads them in one go. */
  const attempt = async (
    event: GroupEvent,
    scope: Scope,
    prepared: PreparedBook,
    turn: Turn | undefined,
    from: 'recent' | 'store',
    asked: RowRef[],
  ): Promise<Handled | undefined> => {
    const state = createKnownState();
    let refs: readonly RowRef[] = asked.length > 0 ? [...asked] : hints(prepared, event);
    asked.length = 0;
    let recalled = false;
    for (let round = 0; ; round += 1) {
      if (refs.length > 0) {
        const known = from === 'recent' ? recent.find(scope, refs, clock.now()) : undefined;
        const rows = known ?? (await store.read(scope, refs));
        if (known) recalled = true;
        else recent.learn(scope, refs, rows);
        state.learn(refs, rows);
        asked.push(...refs);
      }
      state.restart();
      const now = clock.now();
      const decision = decide({ prepared, event, now, random, state, ...(turn && { pace: turn.pace }) });
      if (state.missing().length > 0) {
        if (round >= MAX_READS)
          throw new Fault('too-many-reads', `event ${event.type} keeps asking for more state`);
        refs = state.missing();
        continue;
      }
      const { reply, writes, effects, trail, bind } = decision;
      const empty = !reply && writes.length === 0 && effects.length === 0;
      // What no commit checks must not rest on rows that may be out of date: on those of now there may be something to do.
      if (recalled && (empty || bind)) return attempt(event, scope, prepared, turn, 'store', asked);
      const stored: StoredReply = { trail, ...(reply && { message: reply }) };
      if (bind) {
        // From the binding on the chat is another scope, in which a repeat of this event must be known too.
        await store.commit(markOnly(groupScope(bind.group), event, stored));
        await directory.bind(bind.chatKey, bind.group);
      }
      if (empty) {
        // What was answered before the flood is answered again when it comes again.
        const before = turn?.isHushed() ? await store.reply(scope, event.id) : undefined;
        if (before) return handledFrom(event, before);
        observe?.('empty');
        deps.onDecided?.(event, decision, []);
        return { event: event.id, duplicate: false, trail };
      }
      const outgoing = effects.map(({ effect, due }, n) => ({
        id: effectId(event.id, n),
        due: due ?? now,
        effect,
      }));
      const result: CommitResult = await store.commit({
        scope,
        event: event.id,
        expects: state.expectations(),
        writes,
        effects: outgoing,
        reply: stored,
        keepMs: keepMs(event),
        // What is said between two is nobody else's business, and their scope is shared.
        ...(reply && event.group !== undefined && { said: { at: now, version: prepared.book.version } }),
      });
      observe?.(result.type);
      switch (result.type) {
        case 'committed':
          recent.committed(scope, writes, result.seq);
          deps.onDecided?.(event, decision, outgoing);
          if (outgoing.length > 0) onCommitted(scope, outgoing);
          return {
            event: event.id,
            duplicate: false,
            trail,
            ...(reply && { reply }),
          };
        case 'duplicate':
          return handledFrom(event, result.reply);
        case 'conflict':
          recent.stale(scope, now);
          return undefined;
        default:
          return result satisfies never;
      }
    }
  };

  const scopeOf = (event: Placeable): Scope => {
    if (event.group !== undefined) return groupScope(event.group);
    return chatScope(event.chat ? chatKey(event.chat) : event.id);
  };

  const placed = (event: GroupEvent, group: GroupId | undefined): GroupEvent => {
    if (group === undefined || group === event.group) return event;
    // A copy first: adding to it in the same literal takes a slow path for events of several shapes.
    const here = { ...event };
    here.group = group;
    return here;
  };
  /** Who spoke and where are nearly always known at once; waiting for what is known would cost every message a turn. */
  const place = (
    heard: GroupEvent,
    { book: { community } }: PreparedBook,
  ): GroupEvent | Promise<GroupEvent> => {
    const event = identify(heard);
    if (event instanceof Promise)
      return event.then(async (known) => placed(known, await groupOf(known, community)));
    const group = groupOf(event, community);
    return group instanceof Promise ? group.then((known) => placed(event, known)) : placed(event, group);
  };

  return {
    handle: async (heard) => {
      const prepared = current();
      const known = place(heard, prepared);
      const event = known instanceof Promise ? await known : known;
      const scope = scopeOf(event);
      const turn = turnOf(event, scope);
      // Optimistic while nobody is in the way; after a conflict this process takes turns within the scope.
      const asked: RowRef[] = [];
      if (!turns.busy(scope)) {
        const handled = await attempt(event, scope, prepared, turn, 'recent', asked);
        if (handled) return handled;
      }
      return turns.take(scope, async () => {
        for (let tries = 0; tries < MAX_TRIES; tries += 1) {
          const handled = await attempt(event, scope, current(), turn, 'store', asked);
          if (handled) return handled;
        }
        throw new Fault(
          'too-much-contention',
          `gave up on ${event.type} after ${MAX_TRIES} conflicting commits`,
        );
      });
    },
    replyOf: async (event) => {
      const group = await groupOf(event, current().book.community);
      return store.reply(scopeOf({ ...event, group }), event.id);
    },
    storeLost: recent.forgetAll,
  };
}

/** What one event asks of the pacer. */
interface Turn {
  readonly pace: () => Pace;
  readonly isHushed: () => boolean;
}

/** As much of an event as decides which scope it belongs to. */
interface Placeable {
  readonly id: EventId;
  readonly chat?: ChatAddress | undefined;
  readonly group?: GroupId | undefined;
}

/** Nothing but the done mark with its reply. */
const markOnly = (scope: Scope, event: GroupEvent, reply: StoredReply): CommitRequest => ({
  scope,
  event: event.id,
  expects: [],
  writes: [],
  effects: [],
  reply,
  keepMs: keepMs(event),
});

const handledFrom = (event: GroupEvent, { message, trail }: StoredReply): Handled => ({
  event: event.id,
  duplicate: true,
  trail,
  ...(message && { reply: message }),
});

const hints = ({ reads }: PreparedBook, event: GroupEvent): readonly RowRef[] => {
  const refs: RowRef[] = [];
  for (const read of reads) for (const ref of read(event)) if (!has(refs, ref)) refs.push(ref);
  return refs;
};
const has = (refs: readonly RowRef[], { collection, row }: RowRef): boolean => {
  for (const ref of refs) if (ref.collection === collection && ref.row === row) return true;
  return false;
};
