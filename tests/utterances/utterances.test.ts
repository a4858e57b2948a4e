import { describe, expect, it } from 'vitest';
import { readSituations, readUtterances, type Want } from './fixtures.ts';
import { bookFor, type Played, play } from './play.ts';

const situations = readSituations();
const utterances = readUtterances();
const book = await bookFor(situations);

const HELD_OUT = ['held-out.yaml', 'fresh-a.yaml', 'fresh-b.yaml', 'fresh-c.yaml'];
const isLookAlike = (want: Want) => want === 'talk' || want === 'silent';
const played: Played[] = [];
for (const utterance of utterances) played.push(await play(book, situations, utterance));

const show = ({ utterance, typed, replies, miss }: Played) =>
  `${utterance.file} ${utterance.situation} ${utterance.by}: ${JSON.stringify(typed)}\n    want ${JSON.stringify(utterance.want)}\n    ${miss}\n    ${JSON.stringify(replies)}`;
const misses = played.filter(({ miss }) => miss !== undefined);
const share = (of: readonly Played[]) => of.filter(({ miss }) => miss === undefined).length / of.length;
const main = played.filter(({ utterance }) => !HELD_OUT.includes(utterance.file));
const heldOut = played.filter(({ utterance }) => HELD_OUT.includes(utterance.file));
const percent = (n: number) => `${(n * 100).toFixed(1)} %`;

describe('utterances written from the contract', () => {
  it('are many', () => {
    expect(main.length).toBeGreaterThan(420);
    expect(heldOut.length).toBeGreaterThan(60);
  });
  it('are understood in at least 97 %', () => {
    console.info(
      [
        `understood: ${percent(share(main))} of ${main.length}, held out: ${percent(share(heldOut))} of ${heldOut.length}`,
        ...HELD_OUT.map((file) => {
          const of = heldOut.filter(({ utterance }) => utterance.file === file);
          return `  ${file}: ${percent(share(of))} of ${of.length}`;
        }),
        ...misses.map(show),
      ].join('\n'),
    );
    expect(share(main)).toBeGreaterThanOrEqual(0.97);
  });
  it('change nothing when they are not understood, and are met by silence or an example', () => {
    expect(misses.filter(({ harmless }) => !harmless).map(show)).toEqual([]);
  });
  it('change nothing when they only look like a sign-up', () => {
    const alike = played.filter(({ utterance }) => isLookAlike(utterance.want));
    expect(alike.length).toBeGreaterThan(100);
    expect(alike.filter(({ harmless, miss }) => !harmless && miss === 'something changed').map(show)).toEqual(
      [],
    );
  });
});
