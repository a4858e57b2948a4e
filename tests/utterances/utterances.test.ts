import { describe, expect, it } from 'vitest';
import { readSituations, readUtterances, type Want } from './fixtures.ts';
import { bookFor, type Played, play } from './play.ts';

const situations = readSituations();
const utterances = readUtterances();
const book = await bookFor(situations);

/** Written apart from the parser, batch by batch: their shares are told one by one. */
const BATCHES = [
  'held-out.yaml',
  'fresh-a.yaml',
  'fresh-b.yaml',
  'fresh-c.yaml',
  'fresh-d.yaml',
  'fresh-e.yaml',
  'fresh-f.yaml',
  'fresh-g.yaml',
  'fresh-h.yaml',
  'fresh-i.yaml',
  'fresh-j.yaml',
  'fresh-k.yaml',
  'fresh-l.yaml',
  'fresh-m.yaml',
  'fresh-n.yaml',
  'fresh-o.yaml',
];
const isLookAlike = (want: Want) => want === 'talk' || want === 'silent';
const played: Played[] = [];
for (const utterance of utterances) played.push(await play(book, situations, utterance));

const show = ({ utterance, typed, replies, miss }: Played) =>
  `${utterance.file} ${utterance.situation} ${utterance.by}: ${JSON.stringify(typed)}\n    want ${JSON.stringify(utterance.want)}\n    ${miss}\n    ${JSON.stringify(replies)}`;
const misses = played.filter(({ miss }) => miss !== undefined);
const share = (of: readonly Played[]) => of.filter(({ miss }) => miss === undefined).length / of.length;
const percent = (n: number) => `${(n * 100).toFixed(1)} %`;

describe('utterances written from the contract', () => {
  it('are many', () => {
    expect(played.length).toBeGreaterThan(1500);
  });
  it('are understood in at least 97 %, each batch by itself too', () => {
    const batchOf = (file: string) => {
      const of = played.filter(({ utterance }) => utterance.file === file);
      return { file, of: of.length, share: share(of) };
    };
    const batches = BATCHES.map(batchOf);
    console.info(
      [
        `understood: ${percent(share(played))} of ${played.length}`,
        ...batches.map((batch) => `  ${batch.file}: ${percent(batch.share)} of ${batch.of}`),
        ...misses.map(show),
      ].join('\n'),
    );
    expect(share(played)).toBeGreaterThanOrEqual(0.97);
    expect(batches.filter((batch) => !(batch.share >= 0.97))).toEqual([]);
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
