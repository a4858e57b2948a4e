/** Longest card that is kept, in characters. */
export const CARD_MAX = 32;

/** A card as it is kept: half-width, on one line, without invisible or direction-changing characters. */
export const cleanCard = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/[\p{Cf}\p{Co}\p{Cs}\p{Cn}]/gu, '')
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .trim();
export const lengthOf = (card: string): number => [...card].length;
