const escapeRegex = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Takes `@小群` off the beginning and the end of what was typed, for the names of any of the given bots. */
export function stripMention(text: string, bots: readonly { readonly name: string }[]): string {
  if (!/[@＠]/.test(text)) return text;
  const known = bots
    .map(({ name }) => name)
    .filter((name) => name !== '')
    .sort((a, b) => b.length - a.length);
  if (known.length === 0) return text;
  const name = `(?:${known.map(escapeRegex).join('|')})`;
  const atStart = new RegExp(`^(?:\\s*[@＠]\\s*${name})+[\\s:,，：]*`, 'iu');
  const atEnd = new RegExp(`(?:\\s+[@＠]\\s*${name})+\\s*$`, 'iu');
  return text.replace(atStart, '').replace(atEnd, '');
}
