import { createHash } from 'node:crypto';
import type { MemberRef } from '../../domain/chat.ts';
import type { GroupEvent } from '../../domain/events.ts';
import { asEventId, type EventId, memberId } from '../../domain/ids.ts';

/** What one callback turned out to be. */
export type Heard =
  | {
      readonly type: 'event';
      readonly event: GroupEvent;
      /** A secret bearer URL, one use, one hour (inbound.md §3.1.2). */
      readonly responseUrl?: string;
    }
  /** WeCom asks for the current text of a stream we have not finished; not an event of anybody. */
  | { readonly type: 'stream-poll'; readonly streamId: string; readonly chat: GroupEvent['chat'] }
  /** Something we do not know (yet): acknowledged and logged at debug. */
  | { readonly type: 'ignored'; readonly what: string }
  | { readonly type: 'malformed'; readonly why: string };

const PLAIN_ID = /^[A-Za-z0-9@._-]{1,120}$/;

/** WeCom's msgid where it dedupes by one, else a hash: the same on every redelivery of the same callback. */
export const messageEventId = (msgid: string): EventId =>
  asEventId(PLAIN_ID.test(msgid) ? `m.${msgid}` : `h.${digest(msgid)}`);

/** For events without a msgid: a hash of the *decrypted* payload, since a retry may be encrypted anew (inbound.md §2). */
export const payloadEventId = (plaintext: string): EventId => asEventId(`h.${digest(plaintext)}`);

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 40);

/** A person by WeCom's id; the original spelling is kept for sending. */
export const person = (userid: string, name?: string): MemberRef => {
  const id = memberId(userid);
  return name === undefined || name === '' ? { id, userid } : { id, userid, name };
};

/** Usable as a member id: 1–128 characters without control characters. */
export const isUserid = (value: unknown): value is string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly what must not occur
  typeof value === 'string' && /^[^\u0000-\u001f\u007f]{1,128}$/.test(value);

const SPACES = '[\\s\\u00a0\\u2000-\\u200b\\u3000]';

/**
 * Group messages keep the leading `@BotName ` (inbound.md §3.1). Takes it off, whatever stands between the name and the
 * text; a leading @ of somebody else stays.
 */
export function createMentionStripper(botName: string): (text: string) => string {
  const name = botName.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const leading = new RegExp(`^${SPACES}*[@＠]${name}(?:${SPACES}+|$|(?=[^\\p{L}\\p{N}]))`, 'u');
  const glued = new RegExp(`^${SPACES}*[@＠]${name}`, 'u');
  return (text) => {
    const stripped = text.replace(leading, '');
    // `@小群打卡` without a space: the name is known, so what follows it is the message.
    return (stripped === text ? text.replace(glued, '') : stripped).trim();
  };
}
