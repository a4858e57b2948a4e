/** The smallest things a reader counts as one: an emoji with its modifiers, a letter with its accents. */
export const graphemes = (text: string): string[] =>
  Array.from(new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(text), ({ segment }) => segment);

/** At most `max` graphemes, with `…` in place of what is left out. */
export function shorten(text: string, max: number): string {
  // A grapheme is at least one code unit, so short text needs no segmenting.
  if (text.length <= max) return text;
  const parts = graphemes(text.length > max * 20 ? text.slice(0, max * 20) : text);
  return parts.length <= max && text.length <= max * 20 ? text : `${parts.slice(0, max - 1).join('')}…`;
}
