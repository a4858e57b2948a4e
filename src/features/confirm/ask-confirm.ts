import { z } from 'zod';
import type { CommandContext } from '../../commands/command.ts';
import { cardId, withButtons } from '../../domain/card.ts';
import type { Outcome } from '../../domain/decision.ts';
import { lines, type Message } from '../../domain/message.ts';
import { defineRows, put } from '../../domain/state.ts';
import { createWord } from '../wording.ts';
import { confirmTextKeys, createTexts } from './texts.ts';

/** How long an echoed plan waits for its 确认. */
export const CONFIRM_MS = 120_000;

/** What one member of one group was last asked to confirm; a newer question takes its place. */
export const pendingSchema = z.object({
  /** Power of the command whose `confirmed` carries it out. */
  power: z.string(),
  plan: z.unknown(),
  /** Card that asked: a button of an older one must not confirm this. */
  card: z.string().optional(),
  /** Epoch ms of the question. */
  at: z.int(),
});
export const pendingRows = defineRows('confirm', pendingSchema);

/** Echoes a plan and keeps it: `确认` by the same person in the same group hands it to the command's `confirmed`. */
export function askConfirm(
  { event, overrides }: CommandContext,
  power: string,
  plan: unknown,
  echo: Message,
): Outcome {
  const texts = createTexts(createWord(confirmTextKeys, overrides?.confirm));
  // Where a press is asked back, the card it came from has to carry the question.
  const card = event.pressed ?? cardId('confirm', event.id);
  const asked = withButtons(lines(echo, texts.question), {
    id: card,
    title: texts.cardTitle,
    note: texts.cardNote,
    until: event.at + CONFIRM_MS,
    buttons: [
      { label: '确认', says: '确认', look: 'primary' },
      { label: '取消', says: '取消' },
    ],
  });
  return {
    reply: asked,
    writes: [put(pendingRows, event.actor.id, { power, plan, at: event.at, card }, 10 * CONFIRM_MS)],
    trail: [{ by: `command:${power}`, outcome: 'held', why: 'waits for 确认' }],
  };
}
