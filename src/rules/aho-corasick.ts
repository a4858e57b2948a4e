import { inOneGo, type Piecework } from '../domain/piecework.ts';

/** Finds every one of many words in a text in one pass, however many words there are. */
export interface WordFinder {
  /** Calls `found` with the place in the word list of every word that occurs (again for each further occurrence). */
  readonly find: (text: string, found: (word: number) => void) => void;
}

/**
 * Aho–Corasick over UTF-16 code units in flat arrays: edges in one open-addressed table, except those of the root,
 * which take most characters of ordinary text and are looked up directly. Words must not be empty.
 */
export const createWordFinder = (words: readonly string[]): WordFinder => inOneGo(wordFinderInPieces(words));

/** Words, and then states, between two pauses. */
const PIECE = 256;

export function* wordFinderInPieces(words: readonly string[]): Piecework<WordFinder> {
  const most = words.reduce((sum, word) => sum + word.length, 1);
  const bits = Math.max(4, 32 - Math.clz32(most * 2));
  const mask = (1 << bits) - 1;
  const edgeFrom = new Int32Array(mask + 1).fill(-1);
  const edgeCode = new Uint16Array(mask + 1);
  const edgeTo = new Int32Array(mask + 1);
  const fromRoot = new Int32Array(65_536);
  const parent = new Int32Array(most);
  const code = new Uint16Array(most);
  const depth = new Int32Array(most);
  const fail = new Int32Array(most);
  /** 1 + the word that ends in a state, or 0. */
  const word = new Int32Array(most);
  /** The nearest state on the way of failures in which a word ends. */
  const shorter = new Int32Array(most);

  const slotOf = (from: number, unit: number) => {
    let slot = (Math.imul(from, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b)) >>> (32 - bits);
    while (edgeFrom[slot] !== -1 && (edgeFrom[slot] !== from || edgeCode[slot] !== unit))
      slot = (slot + 1) & mask;
    return slot;
  };
  /** The next state, or 0 (no edge leads back to the root). */
  const next = (from: number, unit: number): number => {
    if (from === 0) return fromRoot[unit] ?? 0;
    const slot = slotOf(from, unit);
    return edgeFrom[slot] === -1 ? 0 : (edgeTo[slot] ?? 0);
  };

  let states = 1;
  for (const [n, text] of words.entries()) {
    if (n % PIECE === PIECE - 1) yield;
    let state = 0;
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      let to = next(state, unit);
      if (to === 0) {
        to = states++;
        parent[to] = state;
        code[to] = unit;
        depth[to] = at + 1;
        if (state === 0) fromRoot[unit] = to;
        else {
          const slot = slotOf(state, unit);
          edgeFrom[slot] = state;
          edgeCode[slot] = unit;
          edgeTo[slot] = to;
        }
      }
      state = to;
    }
    if (state !== 0 && word[state] === 0) word[state] = n + 1;
  }
  const byDepth = Array.from({ length: states - 1 }, (_, n) => n + 1).sort(
    (a, b) => (depth[a] ?? 0) - (depth[b] ?? 0),
  );
  for (const [n, state] of byDepth.entries()) {
    if (n % PIECE === PIECE - 1) yield;
    const unit = code[state] ?? 0;
    let back = parent[state] ?? 0;
    let to = 0;
    while (back !== 0 && to === 0) {
      back = fail[back] ?? 0;
      to = next(back, unit);
    }
    fail[state] = to;
    shorter[state] = word[to] === 0 ? (shorter[to] ?? 0) : to;
  }

  return {
    find: (text, found) => {
      let state = 0;
      for (let at = 0; at < text.length; at++) {
        const unit = text.charCodeAt(at);
        let to = next(state, unit);
        while (to === 0 && state !== 0) {
          state = fail[state] ?? 0;
          to = next(state, unit);
        }
        state = to;
        let end = word[state] === 0 ? (shorter[state] ?? 0) : state;
        while (end !== 0) {
          found((word[end] ?? 0) - 1);
          end = shorter[end] ?? 0;
        }
      }
    },
  };
}
