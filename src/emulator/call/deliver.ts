import type { Faults } from '../faults.ts';
import type { CallbackOutcome } from '../types.ts';
import { type Courier, later, type Timing } from './courier.ts';
import { openReply, seal } from './envelope.ts';
import type { Target } from './target.ts';

export interface DeliverOptions {
  /** Deliveries of the same content at once. */
  readonly copies?: number;
  /** Tries until HTTP 200 (default 3; polls and card clicks come once). */
  readonly tries?: number;
}
/** Brings a callback to the bot: one outcome per copy. */
export type Deliver = (
  target: Target,
  plaintext: string,
  options?: DeliverOptions,
) => Promise<readonly CallbackOutcome[]>;

const threeTries = 3;
const twoHoursMs = 7_200_000;

/** Deadline, retries, duplicates, reordering (inbound.md §2), and the checks on what comes back. */
export function createDeliver(deps: {
  readonly courier: Courier;
  readonly faults: Faults;
  readonly timing: Timing;
  /** The time envelopes are signed with, epoch ms. */
  readonly envelopeNow: () => number;
}) {
  const { courier, faults, timing } = deps;
  const held = new Set<{ after: number; readonly release: () => void }>();
  const nonces = new Map<string, number>();

  const isRepeated = (target: Target, nonce: string): boolean => {
    // Only the group robot's reply nonce must be new (inbound.md §1.3).
    if (target.channel !== 'robot') return false;
    const now = deps.envelopeNow();
    for (const [old, at] of nonces) {
      if (at > now - twoHoursMs) break;
      nonces.delete(old);
    }
    const key = `${target.via} ${nonce}`;
    const repeated = nonces.has(key);
    if (!repeated) nonces.set(key, now);
    return repeated;
  };

  const attempt = async (
    target: Target,
    plaintext: string,
  ): Promise<Pick<CallbackOutcome, 'status' | 'reply' | 'problem'>> => {
    const place = `callback/${target.via}`;
    if (faults.take(place, 'drop-before')) return { status: 0 };
    const slow = faults.take(place, 'delay');
    if (slow) await courier.pause(slow.value ?? 0);
    const loses = faults.take(place, 'drop-after');
    const { url, body, nonce } = seal(target, plaintext, Math.floor(deps.envelopeNow() / 1000));
    const type = target.form === 'json' ? 'application/json' : 'text/xml';
    const answer = await courier.post(url, body, type, timing.deadlineMs);
    if (loses) return { status: 0 };
    if (answer.status !== 200 || answer.body === '') return { status: answer.status };
    const opened = openReply(target, answer.body, nonce);
    if (!opened.ok) return { status: 200, problem: opened.problem };
    if (isRepeated(target, opened.nonce)) return { status: 200, problem: 'nonce was used within 2 h' };
    return { status: 200, reply: opened.plaintext };
  };

  const oneCopy = async (target: Target, plaintext: string, most: number): Promise<CallbackOutcome> => {
    const started = performance.now();
    for (let tries = 1; ; tries += 1) {
      const outcome = await attempt(target, plaintext);
      if (outcome.status === 200 || tries >= most || courier.closed)
        return { ...outcome, ms: Math.round(performance.now() - started), tries };
      await courier.pause(timing.retryMs);
    }
  };

  const overtaken = () => {
    for (const one of [...held]) {
      one.after -= 1;
      if (one.after > 0) continue;
      held.delete(one);
      one.release();
    }
  };

  const deliver: Deliver = async (target, plaintext, { copies = 1, tries = threeTries } = {}) => {
    const place = `callback/${target.via}`;
    const late = faults.take(place, 'reorder');
    if (late) {
      const { promise, resolve } = later();
      held.add({ after: late.value ?? 1, release: resolve });
      await promise;
    }
    const count = faults.take(place, 'duplicate')?.value ?? copies;
    try {
      return await Promise.all(
        Array.from({ length: Math.max(1, count) }, () => oneCopy(target, plaintext, tries)),
      );
    } finally {
      if (!late) overtaken();
    }
  };
  return {
    deliver,
    /** Lets go of what is held back for reordering. */
    release: () => {
      for (const one of [...held]) one.release();
      held.clear();
    },
  };
}
