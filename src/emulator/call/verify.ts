import { randomInt } from 'node:crypto';
import type { VerifiedCallback } from '../types.ts';
import type { Courier } from './courier.ts';
import { sealEcho } from './envelope.ts';
import type { Target } from './target.ts';

/** Checks one callback URL as the console does on saving: the bare plaintext within a second (inbound.md §1.2). */
export async function verifyCallback(
  courier: Courier,
  target: Target,
  seconds: number,
  deadlineMs: number,
): Promise<VerifiedCallback> {
  const echo = `${randomInt(1_000_000_000, 9_000_000_000)}${randomInt(100_000_000, 1_000_000_000)}`;
  const { status, body } = await courier.get(sealEcho(target, echo, seconds), deadlineMs);
  const { via } = target;
  if (status === 0) return { via, ok: false, problem: 'no answer in time' };
  if (status !== 200) return { via, ok: false, problem: `HTTP ${status}` };
  return body === echo ? { via, ok: true } : { via, ok: false, problem: 'echostr was not echoed as it is' };
}
