import { readdirSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { afterAll, describe, expect, it } from 'vitest';
import { buildBook } from '../../src/config/build-book.ts';
import { checkFiles } from '../../src/config/check-files.ts';
import { createChecker } from '../../src/config/checker.ts';
import { readConfigDir } from '../../src/config/read-dir.ts';
import { inOneGo } from '../../src/domain/piecework.ts';
import { features } from '../../src/features/index.ts';

const files = await readConfigDir('config');
const live = () => ({ queueDepth: 0, redis: '', recentErrors: [] });
const checker = createChecker();
afterAll(() => checker.close());

describe('checking in a thread', () => {
  it('says the same as checking here, and what it hands over makes a book', async () => {
    const here = checkFiles(files, { secrets: { type: 'none' }, features });
    const there = await checker.check({ files, switches: {} });
    expect(there).toEqual(here);
    if (!there.ok) throw new Error('the sample is wrong');
    expect(there.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(inOneGo(buildBook(there.config, { features, live })).rules.count).toBeGreaterThan(0);
  });

  it.runIf(process.platform === 'linux')('steps back for what answers, in its thread alone', async () => {
    const here = getPriority();
    await checker.check({ files, switches: {} });
    expect(getPriority()).toBe(here);
    // Field 19 of stat(5), counted behind the name in brackets.
    const nice = readdirSync('/proc/self/task').map((thread) =>
      Number(
        readFileSync(`/proc/self/task/${thread}/stat`, 'utf8')
          .replace(/^.*\) /s, '')
          .split(' ')[16],
      ),
    );
    expect(Math.max(...nice)).toBeGreaterThanOrEqual(Math.max(10, here));
    expect(nice).toContain(here);
  });

  it('refuses what takes too long, and serves the next', async () => {
    const hasty = createChecker({ timeMs: 1, memoryMb: 256, idleMs: 1_000 });
    const answer = await hasty.check({ files, switches: {} });
    await hasty.close();
    expect(answer.problems).toMatchObject([{ code: 'too-much', severity: 'error' }]);
    expect((await checker.check({ files, switches: {} })).ok).toBe(true);
  });

  it('refuses what takes too much memory', async () => {
    const rules = Array.from(
      { length: 12_000 },
      (_, n) => `  - { id: r-${n}, on: message.received, do: [{ reply: a }] }`,
    );
    const many = new Map([...files, ['rules/many.yaml', `rules:\n${rules.join('\n')}\n`]]);
    const poor = createChecker({ timeMs: 60_000, memoryMb: 48, idleMs: 1_000 });
    const answer = await poor.check({ files: many, switches: {} });
    await poor.close();
    expect(answer.problems).toMatchObject([{ code: 'too-much', severity: 'error' }]);
  });

  it('applies the modes that were set by command, while the file says what it said then', async () => {
    const rule = 'rules: [{ id: a, on: message.received, when: [{ text.any: x }], do: [{ reply: a }] }]';
    const own = new Map([...files, ['rules/own.yaml', rule]]);
    const answer = await checker.check({ files: own, switches: { a: { mode: 'shadow', written: 'on' } } });
    const other = await checker.check({ files: own, switches: { a: { mode: 'shadow', written: 'off' } } });
    const modeOf = (checked: typeof answer) =>
      checked.ok && checked.config.summaries.find(({ id }) => id === 'a');
    expect(modeOf(answer)).toMatchObject({ mode: 'shadow', written: 'on' });
    expect(modeOf(other)).toMatchObject({ mode: 'on', written: 'on' });
  });

  it('hands over thousands of rules in parts, in their order', async () => {
    const rules = Array.from(
      { length: 1_201 },
      (_, n) => `  - { id: r-${n}, on: message.received, when: [{ text.any: w${n} }], do: [{ reply: a }] }`,
    );
    const many = new Map([...files, ['rules/zzz.yaml', `rules:\n${rules.join('\n')}\n`]]);
    const here = checkFiles(many, { secrets: { type: 'none' }, features });
    expect(await checker.check({ files: many, switches: {} })).toEqual(here);
  });
});
