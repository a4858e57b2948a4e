import type { Piecework } from '../domain/piecework.ts';
import { wordFinderInPieces } from './aho-corasick.ts';

/** Which words occur in the text that was scanned last. */
export interface Hits {
  readonly has: (word: number) => boolean;
}
export interface WordIndex {
  /** Scans a folded text once; `seen` hears of every word that occurs, once. The answer holds until the next scan. */
  readonly scan: (text: string, seen: (word: number) => void) => Hits;
}
/** Collects the folded words of all rules and gives each a number. */
export interface WordList {
  readonly idOf: (word: string) => number;
  readonly index: () => Piecework<WordIndex>;
}

export function createWordList(): WordList {
  const ids = new Map<string, number>();
  return {
    idOf: (word) => {
      const known = ids.get(word);
      if (known !== undefined) return known;
      ids.set(word, ids.size);
      return ids.size - 1;
    },
    *index() {
      const finder = yield* wordFinderInPieces([...ids.keys()]);
      // A word occurs in this text if it carries this text's number: nothing is cleared between texts.
      const seenIn = new Uint32Array(ids.size);
      let current = 0;
      const hits: Hits = { has: (word) => seenIn[word] === current };
      return {
        scan: (text, seen) => {
          current = (current + 1) >>> 0;
          if (current === 0) {
            seenIn.fill(0);
            current = 1;
          }
          finder.find(text, (word) => {
            if (seenIn[word] === current) return;
            seenIn[word] = current;
            seen(word);
          });
          return hits;
        },
      };
    },
  };
}
