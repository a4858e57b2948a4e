import { hasErrors } from '../config/problem.ts';
import { readTestDir } from '../config/read-dir.ts';
import type { Book } from '../features/book.ts';
import { loadTests, type PlacedTest, ruleIdsIn } from '../simulator/load-tests.ts';
import { type Failure, playTest, startOf } from '../simulator/play-test.ts';
import { oneLine, showInFull } from '../simulator/show.ts';
import { simulationLane } from '../simulator/simulation-lane.ts';
import type { TimelineEntry } from '../simulator/timeline.ts';
import { startSimulation } from '../start-simulation.ts';
import { type ConfigIo, loadBook, orComplain, printProblems } from './load-book.ts';

const usage = '用法:qunyun test [目录]';

/** `qunyun test`: plays `tests/*.yaml`. Exit code: 0 all as expected, 1 something is not, 2 wrong usage. */
export const runTest = (args: readonly string[], io: ConfigIo): Promise<0 | 1 | 2> =>
  orComplain(async () => {
    const [dir = io.configDir, ...rest] = args;
    if (rest.length > 0 || dir.startsWith('-')) {
      io.err(usage);
      return 2;
    }
    const loaded = await loadBook(dir, io);
    if (!loaded) return 1;
    const { book, files } = loaded;
    const named = { community: book.community, rules: ruleIdsIn(files) };
    const { tests, problems } = loadTests(await readTestDir(dir), named);
    printProblems(problems, io.out);
    let failed = 0;
    for (const placed of tests) {
      const { failures, timeline } = await play(placed, book);
      if (failures.length > 0) failed += 1;
      io.out(`${failures.length > 0 ? '✗' : '✓'} ${placed.test.name}(${placeOf(placed, [])})`);
      for (const line of failures.flatMap((failure) => explain(failure, placed))) io.out(`  ${line}`);
      if (failures.length === 0) continue;
      io.out('  经过:');
      for (const entry of timeline)
        for (const line of showInFull(entry, book.community)) io.out(`    ${line}`);
    }
    io.out(summary(tests.length - failed, failed, problems.length));
    return failed > 0 || hasErrors(problems) ? 1 : 0;
  }, io);

const play = async (
  { test }: PlacedTest,
  book: Book,
): Promise<{ failures: readonly Failure[]; timeline: readonly TimelineEntry[] }> => {
  const simulation = startSimulation({ book, start: startOf(test, book.community) });
  const failures = await playTest(test, simulationLane(simulation), book.community);
  return { failures, timeline: simulation.timeline() };
};

const placeOf = ({ yaml, path }: PlacedTest, more: readonly PropertyKey[]): string => {
  const { line, column } = yaml.locate.value([...path, ...more]);
  return `${yaml.file}:${line}:${column}`;
};

const explain = ({ step, differences }: Failure, placed: PlacedTest): string[] =>
  differences.flatMap(({ path, wanted, found }) => [
    `第 ${step + 1} 步(${placeOf(placed, ['steps', step, 'expect', ...path])})`,
    `  - 期望:${oneLine(wanted)}`,
    ...(found.length > 0 ? found : ['什么也没有']).map((text) => `  + 实际:${oneLine(text)}`),
  ]);

const summary = (passed: number, failed: number, problems: number): string => {
  if (passed + failed + problems === 0) return '还没有规则测试。写在 tests/*.yaml 里。';
  const wrong = problems > 0 ? `,${problems} 处写法要改` : '';
  return `${passed} 个通过,${failed} 个没通过${wrong}。`;
};
