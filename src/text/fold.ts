/** Invisible characters that keyboards and copied text leave between words; the joiner of emoji is not among them. */
const INVISIBLE = /[\u00ad\u200b\u200c\u200e\u200f\u2060\ufeff]/g;
const ASCII = /^[\x21-\x7e]*$/;
const UNEVEN_SPACE = /[^\S ]| {2}/;

/** One spelling for comparing: NFKC (full-width forms become half-width), lower case, single spaces, trimmed. Idempotent. */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  const composed = text.replace(INVISIBLE, '').normalize('NFKC');
  const lower = composed.toLowerCase();
  // Lower-casing may leave a composed form decomposed.
  const folded = lower === composed ? composed : lower.normalize('NFKC');
  // Looking is cheaper than replacing, and most text has nothing to replace.
  return (UNEVEN_SPACE.test(folded) ? folded.replace(/\s+/g, ' ') : folded).trim();
}
