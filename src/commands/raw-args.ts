import { comparable } from './spelling.ts';

const SEPARATORS = /^[\s,，:：;；、。.!！?？~～]+/u;
/** Between a name and its arguments: spaces and sentence punctuation, not `+`, `#`, `@` or brackets. */
export const withoutSeparators = (text: string): string => text.replace(SEPARATORS, '');

/**
 * The arguments as they were typed, given how much of the comparable text the name took. Folding changes lengths, so
 * the place is found by folding ever longer beginnings; names are short, so this is too.
 */
export function rawArgs(typed: string, head: string): string {
  const wanted = head.trim();
  let end = 0;
  for (const character of typed) {
    end += character.length;
    if (comparable(typed.slice(0, end)) === wanted) return withoutSeparators(typed.slice(end)).trim();
    if (end > wanted.length * 4 + 16) break;
  }
  return '';
}
