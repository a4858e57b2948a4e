/** Slips allowed in a phrase of that many characters: none in short words, where every character counts. */
export const slipsAllowed = (length: number): number => (length >= 8 ? 2 : length >= 4 ? 1 : 0);

/**
 * Pieces of which at least one stands unharmed in any text that holds the phrase with the slips allowed (one piece
 * more than slips): what the word index looks for.
 */
export function fuzzyPieces(phrase: string): string[] {
  const chars = [...phrase];
  const pieces = slipsAllowed(chars.length) + 1;
  const size = Math.floor(chars.length / pieces);
  return Array.from({ length: pieces }, (_, n) =>
    chars.slice(n * size, n === pieces - 1 ? undefined : (n + 1) * size).join(''),
  );
}

/** Whether some stretch of the text is the phrase with at most the slips allowed (a character more, less or other). */
export function fuzzyIncludes(text: string, phrase: string): boolean {
  const wanted = [...phrase];
  const slips = slipsAllowed(wanted.length);
  // Sellers: one column of edit distances, of which the first is free to begin anywhere.
  let column = Array.from({ length: wanted.length + 1 }, (_, n) => n);
  for (const char of text) {
    const following = [0];
    for (const [n, want] of wanted.entries())
      following.push(
        Math.min(
          (column[n] ?? 0) + (want === char ? 0 : 1),
          (column[n + 1] ?? 0) + 1,
          (following[n] ?? 0) + 1,
        ),
      );
    column = following;
    if ((column[wanted.length] ?? Number.POSITIVE_INFINITY) <= slips) return true;
  }
  return false;
}
