import { createWordFinder } from '../../src/rules/aho-corasick.ts';
import { median } from '../stats.ts';
import { cpuOf } from './cpu-of.ts';
import type { Line } from './measure.ts';

const MESSAGES = 200;
const LENGTH = 200;
/** Characters that nine in ten of ordinary Chinese text are. */
const COMMON = 1_500;

/** Many words looked for in messages of 200 characters, against asking of each word whether it is included. */
export function measureWords(count: number, rounds: number): Line[] {
  const random = dice();
  const character = () => String.fromCodePoint(0x4e00 + random(COMMON) * 7);
  const wordOf = () => Array.from({ length: 2 + random(3) }, character).join('');
  const words = [...new Set(Array.from({ length: count * 2 }, wordOf))].slice(0, count);
  const finder = createWordFinder(words);
  const aWord = () => words[random(words.length)] ?? '';
  const messages = (piece: (n: number) => string) =>
    Array.from({ length: MESSAGES }, () =>
      Array.from({ length: LENGTH }, (_, n) => piece(n))
        .join('')
        .slice(0, LENGTH),
    );
  const ordinary = messages((n) => (n % 50 === 0 ? aWord() : character()));
  const dense = messages(() => aWord().slice(0, -1));
  for (const text of [...ordinary.slice(0, 20), ...dense.slice(0, 20)]) {
    const hits = new Set<number>();
    finder.find(text, (word) => hits.add(word));
    if (words.some((word, n) => text.includes(word) !== hits.has(n)))
      throw new Error('the finder and includes() do not agree');
  }
  const compare = (texts: readonly string[]) => {
    const samples = Array.from({ length: rounds }, () => ({
      finder:
        cpuOf(() => {
          for (let again = 0; again < 50; again += 1)
            for (const text of texts) finder.find(text, () => undefined);
        }) /
        (texts.length * 50),
      includes:
        cpuOf(() => texts.slice(0, 40).map((text) => words.filter((word) => text.includes(word)))) / 40,
    }));
    return {
      finder: median(samples.map((sample) => sample.finder)),
      includes: median(samples.map((sample) => sample.includes)),
      times: median(samples.map((sample) => sample.includes / sample.finder)),
    };
  };
  const line = (what: string, texts: readonly string[], goal: number | undefined): Line => {
    const { finder: fast, includes, times } = compare(texts);
    return {
      what,
      value: `1 : ${Math.round(times)} (${fast.toFixed(2)} µs : ${includes.toFixed(0)} µs)`,
      goal: goal === undefined ? '' : `≤ 1 : ${goal}`,
      holds: goal === undefined || times >= goal,
    };
  };
  return [
    line(`${count.toLocaleString('en')} words in ${LENGTH} characters, finder : includes()`, ordinary, 250),
    line('  text made of beginnings of words', dense, undefined),
  ];
}

const dice = () => {
  let state = 7;
  return (sides: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) % sides;
  };
};
