import type { Scope } from '../domain/chat.ts';
import type { Clock } from '../domain/clock.ts';
import type { Effect, EffectOf, Outgoing } from '../domain/effects.ts';
import { type EffectId, effectIdSchema } from '../domain/ids.ts';
import type { Outbox, SendLimiter, SendOutcome, Settlement } from './ports.ts';
import type { Route } from './route.ts';

export interface DeliverDeps {
  readonly outbox: Outbox;
  readonly limiter: SendLimiter;
  readonly clock: Clock;
  /** Monotonic ms, for the age of a claim: a process that was paused must not write to the socket. */
  readonly monotonic: () => number;
  /** Names this process in claims. */
  readonly owner: string;
  /** How this effect would leave, decided from the configuration in force. */
  readonly route: (effect: SpokenEffect, id: EffectId) => Route | Promise<Route>;
  /** Carries out what is not a message: timers and fetches. Idempotent; may throw to be tried again. */
  readonly perform: (effect: QuietEffect, outgoing: Outgoing) => Promise<void>;
  readonly onOutcome?: (outgoing: Outgoing, via: string, outcome: SendOutcome) => void;
  /** `perform` threw; it is tried again unless it has been too often. */
  readonly onPerformFailed?: (outgoing: Outgoing, error: unknown) => void;
}
export type SpokenEffect = EffectOf<'send' | 'dm' | 'export' | 'late-reply'>;
export type QuietEffect = EffectOf<'timer' | 'fetch-roster' | 'webhook' | 'log' | 'configure'>;

/** With a claim older than this nothing is written to a socket any more: the process was paused or overloaded. */
export const CLAIM_MAX_AGE_MS = 12_000;
/** The sweeper lets a claim grow this old: longer than its age at the request plus several requests' time-outs. */
export const CLAIM_STALE_MS = 40_000;
const RETRY_MS = [1_000, 2_000, 4_000, 30_000, 60_000, 300_000] as const;
const MAX_ATTEMPTS = 30;
const DISABLED_MS = 600_000;
type Way = Extract<Route, { type: 'way' }>;

/** `again`: not finished; due at that epoch ms. */
export type Delivered = { readonly type: 'finished' } | { readonly type: 'again'; readonly due: number };
export type Deliver = (scope: Scope, id: EffectId) => Promise<Delivered>;

const isSpoken = (effect: Effect): effect is SpokenEffect =>
  effect.type === 'send' || effect.type === 'dm' || effect.type === 'export' || effect.type === 'late-reply';

/**
 * Takes one effect from the outbox and sends it: claim, limits, request, outcome. The claim is durable before the
 * request is written and is made once, so a message leaves at most once; a doubtful outcome is recorded as `unknown`.
 */
export function createDeliver(deps: DeliverDeps): Deliver {
  const { outbox, limiter, clock, monotonic, owner, route, perform, onOutcome, onPerformFailed } = deps;
  const finished: Delivered = { type: 'finished' };

  const settle = (scope: Scope, id: EffectId, settlement: Settlement) =>
    outbox.settle(scope, id, owner, settlement, clock.now());

  const requeue = async (
    scope: Scope,
    id: EffectId,
    afterMs: number,
    reason: string,
    more: { readonly untried?: true } = {},
  ): Promise<Delivered> => {
    const due = clock.now() + afterMs;
    await settle(scope, id, { state: 'queued', due, reason, ...more });
    return { type: 'again', due };
  };

  /** Destinations that told us to stop (removed, switched off): not asked again for a while. */
  const disabled = new Map<string, { readonly until: number; readonly reason: string }>();

  /** 0 when every request of a message has its place, else ms to wait; places already taken stay taken for it. */
  const placeFor = async ({ via, limits, requests }: Way, id: EffectId): Promise<number> => {
    if (limits.length === 0) return 0;
    const most = Math.min(requests, ...limits.map(({ max }) => max));
    for (let n = 0; n < most; n += 1) {
      const place = n === 0 ? id : effectIdSchema.parse(`${id}.${n}`);
      const wait = await limiter.take(via, limits, place, clock.now());
      if (wait > 0) return wait;
    }
    return 0;
  };

  const speak = async (
    scope: Scope,
    outgoing: Outgoing,
    effect: SpokenEffect,
    attempt: number,
    claimedAt: number,
  ): Promise<Delivered> => {
    const { id } = outgoing;
    const way = await route(effect, id);
    const fail = async (reason: string, via?: string): Promise<Delivered> => {
      onOutcome?.(outgoing, via ?? 'none', { type: 'failed', reason });
      await settle(scope, id, { state: 'failed', reason, ...(via !== undefined && { via }) });
      return finished;
    };
    if (way.type === 'impossible') return fail(way.reason);
    if (attempt > MAX_ATTEMPTS) return fail(`试了 ${MAX_ATTEMPTS} 次仍没有发出`, way.via);
    const off = disabled.get(way.via);
    if (off && off.until > monotonic()) return fail(off.reason, way.via);
    const wait = await placeFor(way, id);
    if (wait > 0) return requeue(scope, id, wait, '等待发送频率限制', { untried: true });
    // Certainly not sent: if the sweeper has not given the claim up yet it can go back, else it stays `unknown`.
    if (monotonic() - claimedAt > CLAIM_MAX_AGE_MS)
      return requeue(scope, id, 0, '处理得太慢,重新排队', { untried: true });
    const outcome = await way.send();
    onOutcome?.(outgoing, way.via, outcome);
    switch (outcome.type) {
      case 'sent':
        await settle(scope, id, {
          state: 'sent',
          via: way.via,
          ...(outcome.note && { reason: outcome.note }),
        });
        return finished;
      case 'failed':
      case 'unknown':
        if (outcome.type === 'failed' && outcome.disable)
          disabled.set(way.via, { until: monotonic() + DISABLED_MS, reason: outcome.reason });
        await settle(scope, id, {
          state: outcome.type,
          reason: outcome.reason,
          via: way.via,
          ...('code' in outcome && outcome.code !== undefined && { code: outcome.code }),
        });
        return finished;
      case 'later':
        if (outcome.block) await limiter.block(way.via, outcome.afterMs, clock.now());
        return requeue(scope, id, outcome.afterMs, outcome.reason);
      default:
        return outcome satisfies never;
    }
  };

  return async (scope, id) => {
    // Its age counts from the question: the answer may have lain about while this process was paused.
    const claimedAt = monotonic();
    const claim = await outbox.claim(scope, id, owner, clock.now());
    switch (claim.type) {
      case 'gone':
      case 'taken':
        return finished;
      case 'not-due':
        return { type: 'again', due: claim.due };
      case 'claimed': {
        const { outgoing, attempt } = claim;
        const { effect } = outgoing;
        if (isSpoken(effect)) return speak(scope, outgoing, effect, attempt, claimedAt);
        try {
          await perform(effect, outgoing);
        } catch (error) {
          onPerformFailed?.(outgoing, error);
          if (attempt > MAX_ATTEMPTS) {
            await settle(scope, id, { state: 'done' });
            throw error;
          }
          return requeue(
            scope,
            id,
            RETRY_MS[Math.min(attempt, RETRY_MS.length) - 1] ?? 1_000,
            'perform failed',
          );
        }
        await settle(scope, id, { state: 'done' });
        return finished;
      }
      default:
        return claim satisfies never;
    }
  };
}
