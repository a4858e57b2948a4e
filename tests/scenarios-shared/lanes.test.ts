import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runCli } from '../../src/cli/program.ts';
import { loadFiles } from '../../src/config/load.ts';
import { readConfigDir, readTestDir } from '../../src/config/read-dir.ts';
import { features } from '../../src/features/index.ts';
import type { Utterance } from '../../src/simulator/lane.ts';
import { loadTests, ruleIdsIn } from '../../src/simulator/load-tests.ts';
import { playTest, startOf } from '../../src/simulator/play-test.ts';
import { showEntry } from '../../src/simulator/show.ts';
import { simulationLane } from '../../src/simulator/simulation-lane.ts';
import { startSimulation } from '../../src/start-simulation.ts';
import { noRedisServer } from '../support/redis.ts';
import { openStage } from '../support/stage.ts';
import { tenantOf, writeConfig } from '../support/stage-config.ts';
import { botLane } from './bot-lane.ts';
import { conversationConfig } from './stage-of-conversations.ts';

const conversations = join(import.meta.dirname, 'conversations.yaml');
const dir = mkdtempSync(join(tmpdir(), 'lanes-'));
afterAll(() => rmSync(dir, { recursive: true }));
writeConfig(dir, conversationConfig, tenantOf(conversationConfig, 'http://127.0.0.1:1', 'lanes'));
mkdirSync(join(dir, 'tests'));
copyFileSync(conversations, join(dir, 'tests', 'conversations.yaml'));

const files = await readConfigDir(dir);
const loaded = loadFiles(files, {
  features,
  secrets: { type: 'none' },
  live: () => ({ queueDepth: 0, redis: '', recentErrors: [] }),
});
const book = loaded.ok ? loaded.book : expect.unreachable(JSON.stringify(loaded.problems));
const { community } = book;
const named = { community, rules: ruleIdsIn(files) };
const { tests, problems } = loadTests(await readTestDir(dir), named);

const cli = async (...args: string[]) => {
  const said: string[] = [];
  const say = (line: string) => void said.push(line);
  const code = await runCli(args, { out: say, err: say, env: { CONFIG_DIR: dir } });
  return { code, said };
};
/** What was said, without what differs by the clock alone. */
const words = (said: readonly Utterance[]) =>
  said.map(({ group, how, to, text }) => ({ group, how, to: [...to], text }));

const simulated = await Promise.all(
  tests.map(async ({ test }) => {
    const simulation = startSimulation({ book, start: startOf(test, community) });
    await playTest(test, simulationLane(simulation), community, { judging: false });
    return simulation;
  }),
);

describe('the shared conversations', () => {
  it('are written well', () => {
    expect(problems).toEqual([]);
    expect(tests.length).toBeGreaterThan(7);
  });

  it('are as expected in qunyun test', async () => {
    const { code, said } = await cli('test', dir);
    expect(said.filter((line) => !line.startsWith('✓'))).toEqual([`${tests.length} 个通过,0 个没通过。`]);
    expect(code).toBe(0);
  });

  it('go the same way in qunyun simulate', async () => {
    const { code, said } = await cli('simulate', dir, '--script', conversations);
    const shown = simulated.flatMap(({ timeline }) =>
      timeline().flatMap((entry) => showEntry(entry, community) ?? []),
    );
    expect(said).toEqual([...shown, `共 ${shown.length} 条。`]);
    expect(code).toBe(0);
  });

  it.skipIf(noRedisServer)('go the same way against a running bot', { timeout: 120_000 }, async () => {
    const stage = await openStage({ config: conversationConfig });
    try {
      const [first] = tests;
      if (first) await stage.clock.jump(startOf(first.test, community) - stage.clock.now());
      await stage.start();
      for (const [n, { test }] of tests.entries()) {
        const lane = await botLane(stage, test.group, startOf(test, community));
        const failures = await playTest(test, lane, community);
        expect({ test: test.name, failures }).toEqual({ test: test.name, failures: [] });
        const everywhere = await simulationLane(simulated[n] ?? expect.unreachable()).said();
        // The bot's lane listens in the group of the test alone.
        const wanted = words(everywhere.filter(({ group }) => group === test.group));
        expect(words(await lane.said())).toEqual(wanted);
      }
    } finally {
      await stage.stop();
    }
  });
});
