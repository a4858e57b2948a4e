import type { CompiledRule } from './compile-rule.ts';
import type { Hits, WordIndex } from './word-index.ts';

export interface Found {
  /** In the order in which they run. */
  readonly rules: readonly CompiledRule[];
  /** Words of the text, when it was scanned. */
  readonly hits?: Hits;
}
/** The rules of one group. */
export interface Candidates {
  readonly rules: ReadonlyMap<string, CompiledRule>;
  /** Rules that may match; what cannot match for want of a word is not looked at. */
  readonly find: (on: string, text: string, index: WordIndex) => Found;
}

const none: Found = { rules: [] };

export function createCandidates(rules: readonly CompiledRule[]): Candidates {
  const byEvent = new Map<string, CompiledRule[]>();
  const byWord = new Map<number, CompiledRule[]>();
  const wordless: CompiledRule[] = [];
  for (const compiled of rules) {
    if (compiled.rule.on !== 'message.received') push(byEvent, compiled.rule.on, compiled);
    else if (compiled.needs) for (const word of new Set(compiled.needs)) push(byWord, word, compiled);
    else wordless.push(compiled);
  }
  return {
    rules: new Map(rules.map((compiled) => [compiled.rule.id, compiled])),
    find: (on, text, index) => {
      if (on !== 'message.received') {
        const found = byEvent.get(on);
        if (!found) return none;
        return text === '' ? { rules: found } : { rules: found, hits: index.scan(text, () => undefined) };
      }
      let met: CompiledRule[] | undefined;
      const hits = index.scan(text, (word) => {
        const found = byWord.get(word);
        if (found) met = met ? [...met, ...found] : found;
      });
      if (!met) return { rules: wordless, hits };
      if (met.length === 1 && wordless.length === 0) return { rules: met, hits };
      const once = [...new Set([...met, ...wordless])];
      return { rules: once.sort((a, b) => a.order - b.order), hits };
    },
  };
}

const push = <K>(map: Map<K, CompiledRule[]>, key: K, compiled: CompiledRule): void => {
  const list = map.get(key);
  if (list) list.push(compiled);
  else map.set(key, [compiled]);
};
