import { createDeliver, type DeliverDeps } from '../delivery/deliver.ts';
import { createRouteEffect, type RouteDeps } from '../delivery/route-effect.ts';
import { groupScope, type MemberRef, type Scope } from '../domain/chat.ts';
import type { Clock } from '../domain/clock.ts';
import type { GroupEvent } from '../domain/events.ts';
import { Fault } from '../domain/fault.ts';
import type { HandleEvent } from '../domain/handled.ts';
import { asEventId, asGroupId, type EffectId, type EventId, type GroupId } from '../domain/ids.ts';
import { plainText } from '../domain/message.ts';
import { memberRows } from '../domain/people.ts';
import { put } from '../domain/state.ts';
import { createEngine, type EngineDeps } from '../engine/handle-event.ts';
import { type Views, withViews } from '../engine/with-views.ts';
import type { Book } from '../features/book.ts';
import { createMemoryStores } from '../memory/stores.ts';
import { createVirtualClock } from '../memory/virtual-clock.ts';
import { createDueQueue } from './due-queue.ts';
import { hearingChat, newcomer, type Person, speaker } from './people.ts';
import { noRoster, recordingOutletOf, recordingStaff } from './recording-outlets.ts';
import type { Said, TimelineEntry } from './timeline.ts';

type Perform = DeliverDeps['perform'];

export interface SimulationDeps {
  readonly book: Book;
  /** Epoch ms. */
  readonly start: number;
  readonly choose: RouteDeps['choose'];
  readonly sendPieces: RouteDeps['sendPieces'];
  readonly performWith: (around: {
    readonly handle: HandleEvent;
    readonly clock: Clock;
    readonly roster: typeof noRoster;
  }) => Perform;
  /** What decisions see of other groups. */
  readonly viewsOf: (around: {
    readonly stores: ReturnType<typeof createMemoryStores>;
    readonly clock: Clock;
  }) => Views;
  /** Runners of the schedule table, built over the simulation's own stores. */
  readonly runnersOf: (around: {
    readonly stores: ReturnType<typeof createMemoryStores>;
    readonly handle: HandleEvent;
    readonly clock: Clock;
    readonly book: () => Book;
  }) => readonly { tick(): Promise<void> }[];
  /** Keeps `timeline` from growing when somebody else takes each entry. */
  readonly onEntry?: (entry: TimelineEntry) => void;
}

export interface Simulation {
  readonly now: () => number;
  /** People who are in a group from the start. */
  members(group: string, people: readonly Person[]): Promise<void>;
  says(group: string, person: Person, text: string): Promise<void>;
  joins(group: string, people: readonly Person[]): Promise<void>;
  leaves(group: string, people: readonly Person[]): Promise<void>;
  wait(ms: number): Promise<void>;
  /** What happened so far, in order. */
  readonly timeline: () => readonly TimelineEntry[];
  /** What was said so far, in order. */
  readonly sent: () => readonly Said[];
  /** A row of a group's state, as it stands. */
  row(group: string, collection: string, row: string): Promise<unknown>;
}

/** The program without the world: the same engine and delivery on stores in memory and a clock that jumps. */
export function createSimulation(deps: SimulationDeps): Simulation {
  const { book, start } = deps;
  const clock = createVirtualClock(start);
  const stores = createMemoryStores(clock);
  const waiting = createDueQueue<{ readonly scope: Scope; readonly id: EffectId }>();
  const entries: TimelineEntry[] = [];
  const groupOfEvent = new Map<EventId, GroupId>();
  let count = 0;

  const record = (entry: TimelineEntry) => {
    entries.push(entry);
    deps.onEntry?.(entry);
  };
  const onDecided: EngineDeps['onDecided'] = (event, { trail, reply }) => {
    const { group } = event;
    if (group !== undefined) groupOfEvent.set(event.id, group);
    record({ type: 'heard', at: clock.now(), group, event, trail });
    if (!reply) return;
    const source = trail.find(({ outcome }) => outcome === 'matched' || outcome === 'did')?.by ?? 'reply';
    const said = { at: clock.now(), group, to: [], text: plainText(reply), source, event: event.id };
    record({ type: 'said', how: 'reply', ...said });
  };
  const engine = createEngine({
    store: withViews(stores.events, deps.viewsOf({ stores, clock })),
    directory: stores.chats,
    book: () => book,
    clock,
    random: createRandom(),
    identify: (event) => event,
    onCommitted: (scope, effects) => {
      for (const { id, due } of effects) waiting.add(due, { scope, id });
    },
    onDecided,
  });
  const { handle } = engine;

  const onOutcome: DeliverDeps['onOutcome'] = ({ effect }, _via, outcome) => {
    if (effect.type !== 'send' && effect.type !== 'dm') return; // an answer that is late was recorded in time
    const { origin, message } = effect;
    record({
      type: 'said',
      at: clock.now(),
      group: effect.type === 'send' ? effect.group : groupOfEvent.get(origin.event),
      how: effect.type === 'send' ? 'send' : 'private',
      to: effect.type === 'dm' ? effect.to.map(({ id }) => id) : [],
      text: plainText(message),
      source: origin.source,
      event: origin.event,
      ...(outcome.type !== 'sent' && { failed: outcome.reason }),
    });
  };
  const deliver = createDeliver({
    outbox: stores.outbox,
    limiter: stores.limiter,
    clock,
    monotonic: () => 0,
    owner: 'simulation',
    route: createRouteEffect({
      community: () => book.community,
      outletOf: recordingOutletOf,
      choose: deps.choose,
      sendPieces: deps.sendPieces,
      staff: recordingStaff,
      late: { reply: async () => ({ type: 'sent' }) },
      // Nobody reads the file.
      fileOf: async ({ table, format }) => ({ name: `${table}.${format}`, bytes: Buffer.alloc(0) }),
      responseUrl: async () => 'simulated',
    }),
    perform: deps.performWith({ handle, clock, roster: noRoster }),
    onOutcome,
  });
  const runners = deps.runnersOf({ stores, handle, clock, book: () => book });
  const tick = async () => {
    for (const runner of runners) await runner.tick();
  };
  let begun: Promise<void> | undefined;
  const begin = (): Promise<void> => {
    begun ??= tick();
    return begun;
  };

  /** Does everything that is due now, schedules first. */
  const settle = async (): Promise<void> => {
    await begin();
    const planned = await stores.schedules.next();
    if (planned !== undefined && planned <= clock.now()) {
      await tick();
      const next = await stores.schedules.next();
      if (next !== undefined && next <= clock.now())
        throw new Fault('schedule-stuck', 'a due occurrence is never finished');
    }
    for (let due = waiting.take(clock.now()); due; due = waiting.take(clock.now())) {
      const delivered = await deliver(due.scope, due.id);
      if (delivered.type === 'again') waiting.add(delivered.due, due);
    }
  };
  const advanceTo = async (end: number): Promise<void> => {
    await settle();
    for (;;) {
      const planned = (await stores.schedules.next()) ?? Number.POSITIVE_INFINITY;
      const next = Math.min(planned, waiting.next() ?? Number.POSITIVE_INFINITY);
      if (next > end) break;
      clock.jump(Math.max(0, next - clock.now()));
      await settle();
    }
    clock.jump(end - clock.now());
  };
  const happen = async (event: (id: EventId) => GroupEvent): Promise<void> => {
    await settle();
    count += 1;
    await handle(event(asEventId(`sim-${count}`)));
    await settle();
  };
  const base = (id: EventId, group: string) => ({ id, at: clock.now(), group: asGroupId(group) });

  return {
    now: clock.now,
    members: async (group, people) => {
      count += 1;
      const writes = people.map((person) => {
        const { id, userid, name }: MemberRef = newcomer(person);
        return put(memberRows, id, {
          firstSeen: start,
          ...(userid !== undefined && { userid }),
          ...(name !== undefined && { name }),
        });
      });
      await stores.events.commit({
        scope: groupScope(asGroupId(group)),
        event: asEventId(`sim-${count}`),
        expects: [],
        writes,
        effects: [],
        reply: { trail: [] },
        keepMs: 0,
      });
    },
    says: async (group, person, text) => {
      const known = book.community.groups.get(asGroupId(group));
      const chat = known && hearingChat(known);
      if (!chat) throw new Fault('nobody-hears', `群 ${group} 里机器人听不到消息`);
      await happen((id) => ({
        ...base(id, group),
        type: 'message.received',
        chat,
        actor: speaker(person),
        text,
        kind: 'text',
      }));
    },
    joins: (group, people) =>
      happen((id) => ({ ...base(id, group), type: 'member.joined', members: people.map(newcomer) })),
    leaves: (group, people) =>
      happen((id) => ({ ...base(id, group), type: 'member.left', members: people.map(newcomer) })),
    wait: (ms) => advanceTo(clock.now() + ms),
    timeline: () => entries,
    sent: () => entries.filter((entry) => entry.type === 'said'),
    row: async (group, collection, row) => {
      const [read] = await stores.events.read(groupScope(asGroupId(group)), [{ collection, row }]);
      return read?.value;
    },
  };
}

/** Numbers that look random and are the same in every run. */
const createRandom = (): (() => number) => {
  let state = 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
};
