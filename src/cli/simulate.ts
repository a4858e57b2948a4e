import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { addDays, isDate } from '../calendar/dates.ts';
import { instantOf, localTime } from '../calendar/zone.ts';
import type { ConfigFiles } from '../config/read-dir.ts';
import { Fault } from '../domain/fault.ts';
import type { Book } from '../features/book.ts';
import { diffLines } from '../simulator/diff-lines.ts';
import { loadTests, type PlacedTest, ruleIdsIn } from '../simulator/load-tests.ts';
import { playTest, startOf } from '../simulator/play-test.ts';
import { showEntry } from '../simulator/show.ts';
import { simulationLane } from '../simulator/simulation-lane.ts';
import type { TimelineEntry } from '../simulator/timeline.ts';
import { startSimulation } from '../start-simulation.ts';
import { type ConfigIo, loadBook, orComplain, printProblems } from './load-book.ts';

const usage =
  '用法:qunyun simulate [目录] --script 剧本.yaml 或 --days 天数 [--from 2026-12-01] [--diff 另一个目录]';
const maxDays = 20_000;

type Wanted = {
  readonly dir: string | undefined;
  readonly other: string | undefined;
  readonly play:
    | { readonly type: 'script'; readonly file: string }
    | { readonly type: 'days'; readonly days: number; readonly from: string | undefined };
};
/** `now` in epoch ms: days begin today when nothing else is said. */
export interface SimulateIo extends ConfigIo {
  readonly now: () => number;
}

/** `qunyun simulate`: what would be said where and why, and with `--diff` what another configuration changes. */
export const runSimulate = (args: readonly string[], io: SimulateIo): Promise<0 | 1 | 2> =>
  orComplain(async () => {
    const wanted = readArgs(args);
    if (!wanted) {
      io.err(usage);
      return 2;
    }
    const before = await timelineOf(wanted.dir ?? io.configDir, wanted, io);
    if (!before) return 1;
    if (wanted.other === undefined) {
      for (const entry of before) io.out(entry);
      io.out(before.length === 0 ? '这段时间里什么也不会说。' : `共 ${before.length} 条。`);
      return 0;
    }
    const after = await timelineOf(wanted.other, wanted, io);
    if (!after) return 1;
    const changes = diffLines(before, after).filter(({ side }) => side !== 'same');
    for (const { side, text } of changes)
      io.out(`${side === 'before' ? '-' : '+'} ${text.replaceAll('\n', '\n  ')}`);
    io.out(
      changes.length === 0 ? '两份配置说的话一样。' : `${changes.length} 处不同(- 原来,+ 换成另一份之后)。`,
    );
    return 0;
  }, io);

const readArgs = (args: readonly string[]): Wanted | undefined => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        script: { type: 'string' },
        days: { type: 'string' },
        from: { type: 'string' },
        diff: { type: 'string' },
      },
    });
    const { script, days, from, diff } = values;
    if (positionals.length > 1 || (script === undefined) === (days === undefined)) return undefined;
    const where = { dir: positionals[0], other: diff };
    if (script !== undefined)
      return from === undefined ? { ...where, play: { type: 'script', file: script } } : undefined;
    const count = /^\d{1,5}$/.test(days ?? '') ? Number(days) : 0;
    if (count < 1 || count > maxDays || (from !== undefined && !isDate(from))) return undefined;
    return { ...where, play: { type: 'days', days: count, from } };
  } catch (error) {
    // parseArgs throws a TypeError for flags it does not know; the usage line is the answer.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
};

/** Every line of the timeline; undefined after problems were printed. */
const timelineOf = async (dir: string, { play }: Wanted, io: SimulateIo): Promise<string[] | undefined> => {
  const loaded = await loadBook(dir, io);
  if (!loaded) return undefined;
  const { book, files } = loaded;
  if (play.type === 'days') return shown(await playDays(book, play.days, play.from, io), book);
  const named = { community: book.community, rules: ruleIdsIn(files) };
  const { tests, problems } = loadTests(await readScript(play.file), named);
  if (printProblems(problems, io.out)) return undefined;
  const lines: string[] = [];
  for (const placed of tests) lines.push(...shown(await playScript(placed, book), book));
  return lines;
};

const readScript = async (file: string): Promise<ConfigFiles> => {
  try {
    return new Map([[basename(file), await readFile(file, 'utf8')]]);
  } catch (error) {
    throw new Fault('script-unreadable', '读不了剧本', { place: file, remedy: '请检查路径', cause: error });
  }
};

const playScript = async ({ test }: PlacedTest, book: Book): Promise<readonly TimelineEntry[]> => {
  const simulation = startSimulation({ book, start: startOf(test, book.community) });
  await playTest(test, simulationLane(simulation), book.community, { judging: false });
  return simulation.timeline();
};

/** Days in which nobody says anything, by the clock of the first group. */
const playDays = async (
  book: Book,
  days: number,
  from: string | undefined,
  { now }: SimulateIo,
): Promise<readonly TimelineEntry[]> => {
  const [first] = book.community.groups.values();
  const zone = first?.timezone ?? 'Asia/Shanghai';
  const date = from ?? localTime(now(), zone).date;
  // What is due at the first midnight is due in the days asked for.
  const start = instantOf(date, 0, zone) - 1;
  const simulation = startSimulation({ book, start });
  await simulation.wait(instantOf(addDays(date, days), 0, zone) - 1 - start);
  return simulation.timeline();
};

const shown = (timeline: readonly TimelineEntry[], { community }: Book): string[] =>
  timeline.flatMap((entry) => showEntry(entry, community) ?? []);
