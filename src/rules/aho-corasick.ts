import { inOneGo, type Piecework } from '../domain/piecework.ts';

/** Finds every one of many words in a text in one pass, however many words there are. */
export interface WordFinder {
  /** Calls `found` with the place in the word list of every word that occurs (again for each further occurrence). */
  readonly find: (text: string, found: (word: number) => void) => void;
}

/**
 * Aho–Corasick over UTF-16 code units in flat arrays: edges in one open-addressed table, except those of the root,
 * which take most characters of ordinary text and are looked up directly. What a character of such text touches is kept
 * apart and narrow, so that it stays in the fastest memory. Words must not be empty.
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
  // States one step from the root come first: unless there are more words than that, their numbers fit.
  const fromRoot = words.length < 65_536 ? new Uint16Array(65_536) : new Int32Array(65_536);
  /** A bit for each way on, by the last five bits of its character: most misses are seen without a look at the edges. */
  const ways = new Int32Array(most);
  const fail = new Int32Array(most);
  /** The nearest state on the way of failures, this one included, in which a word ends. */
  const end = new Int32Array(most);
  /** 1 + the word that ends here, or 0. */
  const word = new Int32Array(most);
  const parent = new Int32Array(most);
  const code = new Uint16Array(most);

  const slotOf = (from: number, unit: number) => {
    let slot = (Math.imul(from, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b)) >>> (32 - bits);
    while (edgeFrom[slot] !== -1 && (edgeFrom[slot] !== from || edgeCode[slot] !== unit))
      slot = (slot + 1) & mask;
    return slot;
  };
  /** The next state, or 0 (no edge leads back to the root). */
  const next = (from: number, unit: number): number => {
    if (from === 0) return fromRoot[unit] ?? 0;
    if (((ways[from] ?? 0) & (1 << (unit & 31))) === 0) return 0;
    const slot = slotOf(from, unit);
    return edgeFrom[slot] === -1 ? 0 : (edgeTo[slot] ?? 0);
  };
  const connect = (from: number, unit: number, to: number): void => {
    parent[to] = from;
    code[to] = unit;
    if (from === 0) {
      fromRoot[unit] = to;
      return;
    }
    const slot = slotOf(from, unit);
    edgeFrom[slot] = from;
    edgeCode[slot] = unit;
    edgeTo[slot] = to;
    ways[from] = (ways[from] ?? 0) | (1 << (unit & 31));
  };

  // All words by their first character, then all by their second: states near the root, where most of a text is spent,
  // end up side by side, and every state comes after the one it fails to.
  let states = 1;
  /** The last state one step from the root: all up to it fail to the root. */
  let shallow = 0;
  const reached = new Int32Array(words.length);
  let open = [...words.keys()];
  for (let depth = 0; open.length > 0; depth++) {
    open = open.filter((n) => depth < (words[n]?.length ?? 0));
    for (const [at, n] of open.entries()) {
      if (at % PIECE === PIECE - 1) yield;
      const unit = words[n]?.charCodeAt(depth) ?? 0;
      const state = reached[n] ?? 0;
      let to = next(state, unit);
      if (to === 0) {
        to = states++;
        connect(state, unit, to);
      }
      reached[n] = to;
    }
    if (depth === 0) shallow = states - 1;
  }
  for (const [n, state] of reached.entries()) if (state !== 0 && word[state] === 0) word[state] = n + 1;
  for (let state = 1; state < states; state++) {
    if (state % PIECE === 0) yield;
    const unit = code[state] ?? 0;
    let back = parent[state] ?? 0;
    let to = 0;
    while (back !== 0 && to === 0) {
      back = fail[back] ?? 0;
      to = next(back, unit);
    }
    fail[state] = to;
    end[state] = word[state] === 0 ? (end[to] ?? 0) : state;
  }

  const shallowEnds = end.subarray(0, shallow + 1).some((state) => state !== 0) ? 0 : shallow;
  return {
    find: (text, found) => {
      let state = 0;
      for (let at = 0; at < text.length; at++) {
        const unit = text.charCodeAt(at);
        let to = 0;
        // Most characters of ordinary text begin no word, and most that follow a beginning do not go on with it.
        while (state !== 0) {
          if ((((ways[state] ?? 0) >>> (unit & 31)) & 1) !== 0) {
            const slot = slotOf(state, unit);
            if (edgeFrom[slot] === state) {
              to = edgeTo[slot] ?? 0;
              break;
            }
          }
          state = state <= shallow ? 0 : (fail[state] ?? 0);
        }
        state = to === 0 ? (fromRoot[unit] ?? 0) : to;
        // One step from the root only words of a single character end.
        if (state <= shallowEnds) continue;
        for (let last = end[state] ?? 0; last !== 0; last = end[fail[last] ?? 0] ?? 0)
          found((word[last] ?? 0) - 1);
      }
    },
  };
}
