import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadFiles } from '../../src/config/load.ts';
import { formatProblem } from '../../src/config/problem.ts';
import { readConfigDir } from '../../src/config/read-dir.ts';
import { features } from '../../src/features/index.ts';
import { replaceableTexts, vocabularyOf } from '../../src/features/vocabulary.ts';
import { coreEvents } from '../../src/rules/event-kinds.ts';
import { loadTests, ruleIdsIn } from '../../src/simulator/load-tests.ts';
import { playTest, startOf } from '../../src/simulator/play-test.ts';
import { simulationLane } from '../../src/simulator/simulation-lane.ts';
import { startSimulation } from '../../src/start-simulation.ts';

const root = resolve(import.meta.dirname, '../..');
const guide = readFileSync(resolve(root, 'docs/rules.zh-CN.md'), 'utf8');
const blocks = Array.from(
  guide.matchAll(/^```yaml\n# (\S+)\n([\s\S]*?)^```$/gm),
  ([, file = '', text = '']) => ({
    file,
    text,
  }),
);

/** The sample configuration with the examples up to one of them; examples of rules stand alone. */
const sample = await readConfigDir(resolve(root, 'config'));
const filesUpTo = (last: number) => {
  const files = new Map([...sample].filter(([name]) => !name.startsWith('rules/')));
  for (const { file, text } of blocks.slice(0, last + 1)) {
    if (file.startsWith('tests/')) continue;
    if (file.startsWith('rules/'))
      for (const name of [...files.keys()]) if (name.startsWith('rules/')) files.delete(name);
    files.set(file, text);
  }
  return files;
};
const load = (last: number) =>
  loadFiles(filesUpTo(last), {
    features,
    secrets: { type: 'none' },
    live: () => ({ queueDepth: 0, redis: '', recentErrors: [] }),
  });

describe('the guide to rules', () => {
  it('names the file of every example', () => {
    expect(blocks.length).toBe(guide.match(/^```yaml/gm)?.length);
    expect(blocks.length).toBeGreaterThan(10);
  });
  it.each(blocks.map(({ file }, n) => ({ n, file })))(
    'shows an example of $file that check likes ($n)',
    ({ n }) => {
      expect(load(n).problems.map(formatProblem)).toEqual([]);
    },
  );
  it('shows rule tests that pass', async () => {
    for (const [n, { file, text }] of blocks.entries()) {
      if (!file.startsWith('tests/')) continue;
      const loaded = load(n);
      const book = loaded.ok ? loaded.book : expect.unreachable();
      const { community } = book;
      const named = { community, rules: ruleIdsIn(filesUpTo(n)) };
      const { tests, problems } = loadTests(new Map([[file, text]]), named);
      expect(problems.map(formatProblem)).toEqual([]);
      for (const { test } of tests) {
        const simulation = startSimulation({ book, start: startOf(test, community) });
        const failures = await playTest(test, simulationLane(simulation), community);
        expect({ test: test.name, failures }).toEqual({ test: test.name, failures: [] });
      }
    }
  });
  it('mentions every word of the language', () => {
    const { actions, conditions, events } = vocabularyOf(features);
    const words = [
      ...Object.keys({ ...coreEvents, ...events }),
      ...Object.keys(conditions),
      ...Object.keys(actions),
    ];
    expect(words.filter((word) => !guide.includes(word))).toEqual([]);
    const keys = [
      'id',
      'on',
      'schedule',
      'groups',
      'when',
      'merge',
      'cooldown',
      'do',
      'priority',
      'stop',
      'mode',
    ];
    expect(keys.filter((key) => !new RegExp(`^ +(- )?${key}:`, 'm').test(guide))).toEqual([]);
  });
  it('lists every text that can be replaced, with what may stand in it', () => {
    const section = guide.slice(guide.indexOf('## 改口气'), guide.indexOf('## 编辑器'));
    const replaceable = Object.entries(replaceableTexts(features));
    expect(replaceable.map(([id]) => id)).toEqual(
      expect.arrayContaining(['commands', 'help', 'privacy', 'confirm', 'chain', 'checkin', 'points']),
    );
    for (const [id, texts] of replaceable) {
      const from = section.indexOf(`\`${id}\`(`);
      const table = section.slice(from).split('\n\n')[1] ?? '';
      const rows = table.split('\n').slice(2);
      expect(rows.map((row) => row.replace(/ \| [^|]* \| /, ' | '))).toEqual(
        Object.entries(texts).map(
          ([key, names]) => `| \`${key}\` | ${names.map((name) => `\`${name}\``).join('、') || '–'} |`,
        ),
      );
    }
  });
});
