/** The smallest things a reader counts as one: an emoji with its modifiers, a letter with its accents. */
export const graphemes = (text: string): string[] =>
  Array.from(new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(text), ({ segment }) => segment);

/** At most `max` graphemes, with `…` in place of what is left out. */
export function shorten(text: string, max: number): string {
  // A grapheme is at least one code unit, so short text needs no segmenting.
  if (text.length <= max) return text;
  const all = text.length <= max * 20;
  const parts = graphemes(all ? text : text.slice(0, max * 20).replace(/[\ud800-\udbff]$/, ''));
  if (all && parts.length <= max) return text;
  // The last of a beginning may not be all of it; marks piled without end on one letter have to be cut all the same.
  if (!all && parts.length > 1) parts.pop();
  return `${parts.slice(0, max - 1).join('')}…`;
}
