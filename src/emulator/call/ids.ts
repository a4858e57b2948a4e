import { randomBytes, randomInt } from 'node:crypto';

/** A callback's msgid as bots see it. */
export const newMsgId = (): string => randomBytes(16).toString('hex');
/** An app message's MsgId: a 64-bit number that no double can hold (inbound.md §3). */
export const newNumericId = (): string =>
  `${randomInt(1_000_000_000, 9_000_000_000)}${randomInt(100_000_000, 1_000_000_000)}`;
