/** Invisible characters that keyboards and copied text leave between words; the joiner of emoji is not among them. */
const INVISIBLE = /[\u00ad\u200b\u200c\u200e\u200f\u2060\ufeff]/g;
const UNEVEN_SPACE = /[^\S ]| {2}/;

/** One spelling for comparing: NFKC (full-width forms become half-width), lower case, single spaces, trimmed. Idempotent. */
export function fold(text: string): string {
  if (isFolded(text)) return text;
  const composed = text.replace(INVISIBLE, '').normalize('NFKC');
  const lower = composed.toLowerCase();
  // Lower-casing may leave a composed form decomposed.
  const folded = lower === composed ? composed : lower.normalize('NFKC');
  // Looking is cheaper than replacing, and most text has nothing to replace.
  return (UNEVEN_SPACE.test(folded) ? folded.replace(/\s+/g, ' ') : folded).trim();
}

const SPACE = 0x20;
/**
 * Whether folding would surely change nothing: Chinese characters, `、。「」`, printable ASCII without capitals, single
 * spaces inside. Nearly all that people write once it has been folded: looking takes a tenth of folding it again.
 */
export function isFolded(text: string): boolean {
  let before = SPACE;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (plain[code] === 0 && (code !== SPACE || before === SPACE)) return false;
    before = code;
  }
  return before !== SPACE || text.length === 0;
}

/** By UTF-16 code: 1 for what stands by itself. */
const plain = new Uint8Array(0x1_00_00);
plain.fill(1, 0x21, 0x41).fill(1, 0x5b, 0x7f).fill(1, 0x4e00, 0xa000);
for (const character of '、。「」') plain[character.charCodeAt(0)] = 1;
