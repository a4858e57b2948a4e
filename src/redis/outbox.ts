import {
  type ClaimResult,
  LOST_REASON,
  type Outbox,
  type Settlement,
  type Sweep,
} from '../delivery/ports.ts';
import type { Scope } from '../domain/chat.ts';
import { type EffectId, effectIdSchema } from '../domain/ids.ts';
import { createBatcher } from './batcher.ts';
import type { RedisClient } from './connection.ts';
import { keys, utcDay } from './keys.ts';
import { createLedgerReader } from './ledger-reader.ts';
import { ledgerHead, parseLedger } from './outbox-row.ts';
import { shardBy, shards } from './sharding.ts';
import { answered } from './unavailable.ts';

const KEPT_DAYS = 90;
/** A day more than kept, so that the oldest day is whole. */
const KEPT_MS = (KEPT_DAYS + 1) * 86_400_000;
/** Scopes looked at in one call: about 2 µs each. */
const SWEEP_CHUNK = 256;

interface Claim {
  readonly scope: Scope;
  readonly id: EffectId;
  readonly owner: string;
  readonly now: number;
}
interface Settle extends Claim {
  readonly settlement: Settlement;
}

/** The outbox on Redis; claims and outcomes that arrive together share a call. */
export function createRedisOutbox({ redis }: { readonly redis: RedisClient }): Outbox {
  const shardOf = shardBy<{ scope: Scope }>(redis, ({ scope }) => scope);
  const claim = createBatcher<Claim, ClaimResult>({
    shardOf,
    flush: async (claims) => {
      const names = claims.flatMap(({ scope }) => [keys.out(scope), keys.due(scope), keys.busy(scope)]);
      const args = claims.flatMap(({ id, owner, now }) => [id, owner, now]);
      return (await redis.qyClaim([names.length, ...names, ...args])).map(decodeClaim);
    },
  });
  const settle = createBatcher<Settle, number>({
    shardOf,
    flush: (settles) => {
      const names = settles.flatMap(({ scope, now }) => scopeKeys(scope, now));
      const args = settles.flatMap(({ id, owner, now, settlement }) => [
        id,
        owner,
        now,
        ...mode(settlement, now),
      ]);
      return redis.qySettle([names.length, ...names, KEPT_MS, KEPT_DAYS, ...args]);
    },
  });

  const sweepChunk = async (scopes: readonly Scope[], args: readonly (string | number)[], now: number) => {
    const names = scopes.flatMap((scope) => scopeKeys(scope, now));
    return (await redis.qySweep([names.length, ...names, ...args])).map(([due, lost], n) => ({
      scope: scopes[n],
      due: pairs(due),
      lost: pairs(lost),
    }));
  };
  const withWork = async (scopes: readonly Scope[], now: number, staleBefore: number): Promise<Scope[]> => {
    const found: Scope[] = [];
    for (const chunk of shards(redis, scopes, (scope) => scope, SWEEP_CHUNK)) {
      const names = chunk.flatMap((scope) => [keys.due(scope), keys.busy(scope)]);
      const places = await redis.qyWaiting([names.length, ...names, now, staleBefore]);
      found.push(...places.flatMap((at) => chunk[at] ?? []));
    }
    return found;
  };
  const sweep = async (
    scopes: readonly Scope[],
    now: number,
    staleBefore: number,
    limit: number,
  ): Promise<Sweep> => {
    const head = ledgerHead({ state: 'unknown', reason: LOST_REASON }, now);
    const args = [now, staleBefore, limit, KEPT_MS, KEPT_DAYS, utcDay(now), head];
    const due: Sweep['due'][number][] = [];
    const lost: Sweep['lost'][number][] = [];
    const concerned = await withWork(scopes, now, staleBefore);
    for (const chunk of shards(redis, concerned, (scope) => scope, SWEEP_CHUNK)) {
      for (const found of await sweepChunk(chunk, args, now)) {
        const { scope } = found;
        if (!scope) continue;
        for (const [id, at] of found.due) due.push({ scope, id: effectIdSchema.parse(id), due: Number(at) });
        for (const [id, raw] of found.lost)
          lost.push({ scope, entry: parseLedger(effectIdSchema.parse(id), raw) });
      }
    }
    return { due, lost };
  };

  return {
    claim: (scope, id, owner, now) => claim({ scope, id, owner, now }),
    settle: async (scope, id, owner, settlement, now) => {
      await settle({ scope, id, owner, settlement, now });
    },
    sweep: (...args) => answered(sweep(...args)),
    ...createLedgerReader({ redis }),
  };
}

const scopeKeys = (scope: Scope, now: number): string[] => [
  keys.out(scope),
  keys.due(scope),
  keys.busy(scope),
  keys.ledger(scope, utcDay(now)),
  keys.ledgerDays(scope),
];

function decodeClaim(answer: number | string | [number, string]): ClaimResult {
  if (answer === 0) return { type: 'gone' };
  if (typeof answer === 'number') return { type: 'taken' };
  if (typeof answer === 'string') return { type: 'not-due', due: Number(answer) };
  const [attempt, json] = answer;
  return { type: 'claimed', attempt, outgoing: JSON.parse(json) };
}

/** Mode, x and y of `settle.lua`. */
function mode(settlement: Settlement, now: number): [string, string | number, string | number] {
  switch (settlement.state) {
    case 'done':
      return ['d', '', ''];
    case 'queued':
      return [
        settlement.untried ? 'w' : 'q',
        Math.ceil(settlement.due),
        (settlement.reason ?? '').replaceAll('\n', ' '),
      ];
    case 'sent':
    case 'failed':
    case 'unknown':
      return ['f', ledgerHead(settlement, now), utcDay(now)];
    default:
      return settlement satisfies never;
  }
}

function pairs(flat: readonly string[]): [string, string][] {
  const found: [string, string][] = [];
  for (let n = 0; n + 1 < flat.length; n += 2) found.push([flat[n] ?? '', flat[n + 1] ?? '']);
  return found;
}
