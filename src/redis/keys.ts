import type { Scope } from '../domain/chat.ts';

/**
 * Every key name there is. What must change together carries one hash tag, so that a commit is atomic on Redis Cluster
 * too: `{g:<group>}` and `{x:<n>}` for a scope, `{w:<destination>}` for a limiter, `{s}` schedules, `{c}` chats.
 */
export const keys = {
  /** Counter of a scope's commits. */
  seq: (scope: Scope) => `qy:{${scope}}:seq`,
  /** Hash: row → `<seq>|<json>`; field `#` → seq of the collection's last write. */
  rows: (scope: Scope, collection: string) => `qy:{${scope}}:r:${collection}`,
  /** Reply of a committed event; lives as long as a redelivery is recognised. */
  done: (scope: Scope, event: string) => `qy:{${scope}}:d:${event}`,
  /** List: `<event>|<at>|<version>` of the last answers in a group, newest first; lives as long as the replies. */
  said: (scope: Scope) => `qy:{${scope}}:said`,
  /** Hash: effect id → outbox row (see outbox-row.ts). */
  out: (scope: Scope) => `qy:{${scope}}:out`,
  /** Sorted set: queued effects by due time. */
  due: (scope: Scope) => `qy:{${scope}}:due`,
  /** Sorted set: claimed effects by time of the claim. */
  busy: (scope: Scope) => `qy:{${scope}}:busy`,
  /** Hash of one UTC day: effect id → what became of the send. */
  ledger: (scope: Scope, day: number) => `qy:{${scope}}:led:${dayName(day)}`,
  /** Sorted set of the days that have a ledger hash. */
  ledgerDays: (scope: Scope) => `qy:{${scope}}:led`,
  slots: (destination: string) => `qy:{w:${destination}}:slots`,
  block: (destination: string) => `qy:{w:${destination}}:block`,
  chatsBound: 'qy:{c}:bound',
  chatsUnbound: 'qy:{c}:unbound',
  scheduleDue: 'qy:{s}:due',
  scheduleClaims: 'qy:{s}:claims',
  scheduleSnapshots: 'qy:{s}:snapshots',
  scheduleLast: 'qy:{s}:last',
  scheduleToken: 'qy:{s}:token',
  scheduleRows: (schedule: string) => `qy:{s}:rows:${schedule}`,
  scheduleHistory: (schedule: string) => `qy:{s}:history:${schedule}`,
  /** What the shared clock adds to Redis TIME, in ms. */
  clockOffset: 'qy:{clock}:offset',
  /** Redis' own time of the last sign of life of a process that accepts messages. */
  lastBeat: 'qy:{clock}:beat',
  /** Sorted set: gaps between signs of life that the groups have not been told of. */
  gapsUntold: 'qy:{clock}:gaps',
  /** Hash of one app's access token; a secret, expires with it. */
  token: (app: string) => `qy:{t:${app}}:token`,
  tokenLock: (app: string) => `qy:{t:${app}}:lock`,
  /** One-use URL by which an event can be answered within the hour; a secret. */
  responseUrl: (event: string) => `qy:{u:${event}}:url`,
  /** Set while a demo snapshot is being moved in. */
  importing: 'qy:{import}',
} as const;

const DAY_MS = 86_400_000;
/** Days since 1970, UTC. */
export const utcDay = (ms: number): number => Math.floor(ms / DAY_MS);
const dayName = (day: number): string =>
  new Date(day * DAY_MS).toISOString().slice(0, 10).replaceAll('-', '');
