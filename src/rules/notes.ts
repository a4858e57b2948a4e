import { z } from 'zod';
import type { Group } from '../domain/community.ts';
import { line, lines, type Message, messageSchema, say } from '../domain/message.ts';
import { defineRows, drop, put, type StateView, type Write } from '../domain/state.ts';
import type { Unname } from './unname.ts';

/** What the bot would have posted in a group that has no channel for it. One row: it is shown and gone. */
const noteRows = defineRows('notes', z.object({ messages: z.array(messageSchema) }));
const ROW = 'waiting';
/** More would be a wall of old news under somebody's answer: the newest stay. */
const KEPT = 3;

/** A group where people can talk to the bot but nothing can be said unasked: such posts come under the next reply. */
export const speaksOnlyInReplies = ({ kind, capabilities: { says } }: Group): boolean =>
  kind !== 'customer' && !says.has('text') && !says.has('markdown');

/** Keeps posts for the next reply in the group. */
export function leaveNotes(state: StateView, messages: readonly Message[]): Write {
  const before = state.get(noteRows, ROW)?.messages ?? [];
  return put(noteRows, ROW, { messages: [...before, ...messages].slice(-KEPT) });
}

/** Notes that wait, with somebody's name taken out of them. */
export function forgetNoted(state: StateView, unnamed: Unname): Write[] {
  const messages = state.get(noteRows, ROW)?.messages ?? [];
  const left = messages.map(unnamed);
  return left.some((message, n) => message !== messages[n]) ? [put(noteRows, ROW, { messages: left })] : [];
}

/** The reply with what was waiting under it, and the write that makes it said once. */
export function withNotes(
  state: StateView,
  reply: Message,
): { readonly reply: Message; readonly write: Write } | undefined {
  const waiting = state.get(noteRows, ROW)?.messages ?? [];
  if (waiting.length === 0) return undefined;
  return {
    reply: lines(reply, { parts: [line, ...say('📌 还有几句话:').parts] }, ...waiting),
    write: drop(noteRows, ROW),
  };
}
