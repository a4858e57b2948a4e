import type { Scope } from '../domain/chat.ts';
import type { TrailEntry } from '../domain/decision.ts';
import type { Outgoing } from '../domain/effects.ts';
import type { EventId, GroupId } from '../domain/ids.ts';
import type { Message } from '../domain/message.ts';
import type { RowRef, Write } from '../domain/state.ts';

/** One row as read. `version` is '' when the row does not exist. */
export interface ReadRow {
  readonly version: string;
  /** Parsed JSON; undefined when absent. For `row: '*'` an object of row → value. */
  readonly value: unknown;
}
export interface Expectation extends RowRef {
  readonly version: string;
}

/** What is kept of an answered event, so that a redelivery gets the same answer. */
export interface StoredReply {
  readonly message?: Message;
  readonly trail: readonly TrailEntry[];
}

/** An answer as it was given in a group, for those who ask why. */
export interface SaidReply {
  readonly event: EventId;
  /** Epoch ms. */
  readonly at: number;
  /** Version of the configuration that decided. */
  readonly version: string;
  readonly reply: StoredReply;
}

export interface CommitRequest {
  readonly scope: Scope;
  readonly event: EventId;
  readonly expects: readonly Expectation[];
  readonly writes: readonly Write[];
  readonly effects: readonly Outgoing[];
  readonly reply: StoredReply;
  /** How long a second delivery of the event is recognised. */
  readonly keepMs: number;
  /** The reply is said in a group: the last 20 of a scope can be asked for. */
  readonly said?: { readonly at: number; readonly version: string };
}
export type CommitResult =
  /** `seq` counts the commits of a scope: the order in which things became true. */
  | { readonly type: 'committed'; readonly seq: number }
  /** Already committed before; nothing was written. */
  | { readonly type: 'duplicate'; readonly reply: StoredReply }
  /** Something read has changed since; nothing was written. */
  | { readonly type: 'conflict' };

/**
 * State of the events: implemented by `redis/` and by `memory/`, held to the same contract tests. Both methods gather
 * what arrives while a call is under way into the next call (group commit), so a busy process makes few round trips.
 * Rejects with a Fault (`redis-unavailable`) when the store cannot answer.
 */
export interface EventStore {
  /** Rows in the order asked. */
  read(scope: Scope, refs: readonly RowRef[]): Promise<readonly ReadRow[]>;
  /** Atomic: duplicate check, version check, writes, outbox, done mark with reply. */
  commit(request: CommitRequest): Promise<CommitResult>;
  /** The stored reply of a committed event, for stream polls and `/ops/why`. */
  reply(scope: Scope, event: EventId): Promise<StoredReply | undefined>;
  /** What was answered last, newest first, as long as the replies are kept. */
  said(scope: Scope): Promise<readonly SaidReply[]>;
}
/** How many replies of a scope can be asked for. */
export const SAID_KEPT = 20;

/** A chat heard of that no YAML binds: `/绑定` and the list of unbound chats live here. */
export interface ChatDirectory {
  /** The group a chat was bound to by command; undefined when unbound (then the chat is noted as seen at `now`). */
  groupOf(chatKey: string, now: number): Promise<GroupId | undefined>;
  bind(chatKey: string, group: GroupId): Promise<void>;
  /** Chats seen but not bound, newest first. */
  unbound(limit: number): Promise<readonly { readonly chatKey: string; readonly seenAt: number }[]>;
  /** Chats bound by command. */
  bound(): Promise<ReadonlyMap<string, GroupId>>;
}
