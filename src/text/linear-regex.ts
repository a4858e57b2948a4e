import { RE2JS } from 're2js';

/** A compiled pattern: matches in linear time whatever the text. */
export type LinearRegex = RE2JS;

/**
 * Compiles what operators write as a regular expression (JavaScript's spelling, without look-around and references).
 * Throws with a plain message when it is none.
 */
export const compileRegex = (source: string, { anyCase = false } = {}): LinearRegex =>
  RE2JS.compile(RE2JS.translateRegExp(source), anyCase ? RE2JS.CASE_INSENSITIVE : 0);
