import type { OutgoingText, SendOutcome } from '../../delivery/ports.ts';

/**
 * Sends the pieces of one message in order. Only a first piece that was certainly not accepted may be tried again;
 * after that a stop is final and says how far it came, so that no piece is ever sent twice.
 */
export async function sendPieces(
  pieces: readonly OutgoingText[],
  send: (piece: OutgoingText) => Promise<SendOutcome>,
): Promise<SendOutcome> {
  const notes: string[] = [];
  for (const [n, piece] of pieces.entries()) {
    const outcome = await send(piece);
    if (outcome.type === 'sent') {
      if (outcome.note !== undefined) notes.push(outcome.note);
      continue;
    }
    if (n === 0) return outcome;
    const reason = `共 ${pieces.length} 段，只发出前 ${n} 段：${outcome.reason}`;
    if (outcome.type === 'later')
      return { type: 'failed', reason, ...(outcome.code !== undefined && { code: outcome.code }) };
    return { ...outcome, reason };
  }
  if (pieces.length === 0) return { type: 'failed', reason: '内容是空的，没有可发的' };
  return notes.length > 0 ? { type: 'sent', note: [...new Set(notes)].join('；') } : { type: 'sent' };
}
