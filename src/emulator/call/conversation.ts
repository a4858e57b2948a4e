import type { Shown } from '../api/webhook-content.ts';
import type { Transcript } from '../transcript.ts';
import type { CallbackOutcome, TranscriptEntry } from '../types.ts';
import type { Person } from '../world.ts';
import type { Target } from './target.ts';

/** What a member said, about to be brought to a bot. */
export interface Heard {
  /** Transcript chat: group id or `dm:<userid>`. */
  readonly chat: string;
  /** The chat's id on the bot's channel; absent in a 1:1 chat. */
  readonly chatId: string | undefined;
  readonly person: Person;
  readonly text: string;
  readonly quote: string | undefined;
  readonly copies: number;
  /** The member's line. */
  readonly entry: TranscriptEntry;
  readonly msgid: string;
}

export const botOf = (target: Target): TranscriptEntry['from'] => ({
  kind: 'bot',
  id: target.id,
  name: target.name,
});
export const system: TranscriptEntry['from'] = { kind: 'system', id: 'system', name: '系统' };

/** Writes onto the member's line how the delivery went. */
export function noteDelivery(transcript: Transcript, n: number, outcomes: readonly CallbackOutcome[]): void {
  const [first] = outcomes;
  if (!first) return;
  const { status, ms, tries } = first;
  transcript.update(n, { delivery: { status, ms, tries } });
}

/** A line that says what was wrong with the bot's reply, where people would have seen nothing. */
export function noteProblem(
  transcript: Transcript,
  chat: string,
  replyTo: number | undefined,
  problem: string,
): void {
  transcript.add({
    chat,
    from: system,
    channel: 'system',
    format: 'system',
    content: `机器人的回复无效，大家看不到：${problem}`,
    mentions: [],
    ...(replyTo !== undefined && { replyTo }),
  });
}

/** The reply people see: the first one that came. Copies of one message must not be answered differently. */
export function chooseReply(
  outcomes: readonly CallbackOutcome[],
  said: (reply: string) => string,
): { readonly reply: string | undefined; readonly problems: readonly string[] } {
  const replies = outcomes.flatMap(({ reply }) => (reply === undefined ? [] : [reply]));
  const [reply] = replies;
  const problems = [...new Set(outcomes.flatMap(({ problem }) => problem ?? []))];
  if (reply !== undefined && replies.some((other) => said(other) !== said(reply)))
    problems.push('copies of one message were answered differently');
  return { reply, problems };
}

export const answerLine = (
  target: Target,
  heard: { readonly chat: string; readonly entry: TranscriptEntry },
  shown: Shown,
) => ({ chat: heard.chat, from: botOf(target), replyTo: heard.entry.n, ...shown });
