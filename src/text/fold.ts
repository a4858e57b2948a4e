/** Invisible characters that keyboards and copied text leave between words; the joiner of emoji is not among them. */
const INVISIBLE = /[\u00ad\u200b\u200c\u200e\u200f\u2060\ufeff]/g;
const ASCII = /^[\x21-\x7e]*$/;

/** One spelling for comparing: NFKC (full-width forms become half-width), lower case, single spaces, trimmed. Idempotent. */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  // Lower-casing may leave a composed form decomposed, hence the second normalisation.
  return text
    .replace(INVISIBLE, '')
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .trim();
}
