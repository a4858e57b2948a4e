import type { LedgerEntry, Outbox } from './delivery/ports.ts';
import { groupScope, type Scope } from './domain/chat.ts';
import { type EventId, effectIdSchema, eventIdSchema, type GroupId, groupIdSchema } from './domain/ids.ts';
import type { ConfigurationStatus, LiveStatus } from './domain/live-status.ts';
import { plainText } from './domain/message.ts';
import type { ReplyOf } from './engine/handle-event.ts';
import type { ChatDirectory } from './engine/ports.ts';
import type { ScheduleTable } from './engine/schedule-port.ts';
import type { Book } from './features/book.ts';
import type { RecentErrors } from './observability/recent-errors.ts';
import { runEvery } from './run-every.ts';

export interface OpsStatusDeps {
  readonly book: () => Book;
  readonly stores: {
    readonly outbox: Outbox;
    readonly chats: ChatDirectory;
    readonly schedules: ScheduleTable;
  };
  readonly scopes: () => readonly Scope[];
  readonly recentErrors: RecentErrors;
  /** Which Redis is used, without secrets. */
  readonly redis: string;
  readonly replyOf: ReplyOf;
  readonly configuration?: () => ConfigurationStatus;
}

const FRESH_EVERY_MS = 15_000;
const UNBOUND_SHOWN = 50;

/** What operators may ask of the running program: `/ops/*`, and the live part of `状态`. */
export function createOpsStatus(deps: OpsStatusDeps) {
  const { book, stores, scopes, recentErrors, redis, replyOf, configuration } = deps;
  let queueDepth = 0;
  const refresh = async () => {
    queueDepth = await stores.outbox.depth(scopes()).catch(() => queueDepth);
  };
  const live = (): LiveStatus => ({
    queueDepth,
    redis,
    recentErrors: recentErrors.list(),
    ...(configuration && { configuration: configuration() }),
  });

  /** An event raised by another (`….r1`) was decided with it, and its trail stands under the other's id. */
  const decisionOf = async (id: EventId, group: GroupId) => {
    const root = eventIdSchema.safeParse(id.replace(/\.r\d+$/, ''));
    return (await replyOf({ id, group })) ?? (root.success ? replyOf({ id: root.data, group }) : undefined);
  };

  return {
    live,
    /** `状态` decides without I/O: the figures it shows are gathered here every few seconds. */
    keepFresh: () => runEvery(FRESH_EVERY_MS, refresh),
    status: async () => {
      const { version, community, rules, broadcasts } = book();
      await refresh();
      return {
        version,
        groups: community.groups.size,
        rules: rules.count,
        broadcasts: broadcasts.map(({ id, targets }) => ({ id, groups: targets.length })),
        nextSchedule: await stores.schedules.next(),
        unboundChats: await stores.chats.unbound(UNBOUND_SHOWN),
        boundChats: Object.fromEntries(await stores.chats.bound()),
        ...live(),
      };
    },
    /** `<group>~<effect id>` for what was sent, `<group>~<event id>` for what was decided. */
    why: async (messageId: string) => {
      const [groupText = '', id = ''] = messageId.split('~', 2);
      const group = groupIdSchema.safeParse(groupText);
      const effect = effectIdSchema.safeParse(id);
      if (!group.success || !effect.success) return undefined;
      const entry = await stores.outbox.ledger(groupScope(group.data), effect.data);
      const source = entry && 'origin' in entry.outgoing.effect ? entry.outgoing.effect.origin.event : id;
      const event = eventIdSchema.safeParse(source);
      const decided = event.success ? await decisionOf(event.data, group.data) : undefined;
      if (!entry && !decided) return undefined;
      return { ...(entry && { message: explain(entry) }), ...(decided && { trail: decided.trail }) };
    },
  };
}

const explain = ({ outgoing, ...entry }: LedgerEntry) => {
  const { effect } = outgoing;
  return {
    ...entry,
    due: outgoing.due,
    type: effect.type,
    ...('origin' in effect && { origin: effect.origin }),
    ...('message' in effect && { text: plainText(effect.message) }),
  };
};
