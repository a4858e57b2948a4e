import type { EventOf } from '../../domain/events.ts';
import type { Message } from '../../domain/message.ts';
import { fold } from '../../text/fold.ts';
import type { Campaign } from './campaign.ts';
import type { OwnTexts } from './own-texts.ts';

/** Longest text that is kept, in characters. */
const WORDS_MAX = 200;

/** What was written, without characters nobody sees and signs before the first word; signs alone say nothing. */
export const cleanWords = (content: string): string =>
  content
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .replace(/^[\s\-—–:：,，。、]+/u, '')
    .replace(/^[^\p{L}\p{N}]+$/u, '')
    .trim();
export const cutWords = (words: string): string => [...words].slice(0, WORDS_MAX).join('');

/** What is still missing, in words; undefined when the proof is there. */
export function missingProof(
  texts: OwnTexts,
  { minText, keyword, image }: Campaign,
  words: string,
  { media }: Pick<EventOf<'message.received'>, 'media'>,
): Message | undefined {
  if ([...words].length < minText) return texts.tooShort(minText);
  if (keyword !== undefined && !fold(words).includes(fold(keyword))) return texts.needsKeyword(keyword);
  if (image && !media?.some(({ kind }) => kind === 'image')) return texts.needsImage;
  return undefined;
}
