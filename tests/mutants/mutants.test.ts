import { describe, expect, it } from 'vitest';
import { fileMutants } from './files.ts';
import { keyMutants } from './keys.ts';
import { referenceMutants } from './references.ts';
import { regexMutants } from './regexes.ts';
import { ruleMutants } from './rules.ts';
import { applied, base, load, type Mutant } from './support.ts';
import { templateMutants } from './templates.ts';
import { valueMutants } from './values.ts';
import { warningMutants } from './warnings.ts';

const errors = [
  ...fileMutants,
  ...keyMutants,
  ...valueMutants,
  ...referenceMutants,
  ...ruleMutants,
  ...templateMutants,
  ...regexMutants,
];
const byKind = (mutants: readonly Mutant[]): [kind: string, mutants: Mutant[]][] =>
  [...new Set(mutants.map(({ kind }) => kind))].map((kind) => [
    kind,
    mutants.filter((mutant) => mutant.kind === kind),
  ]);

/** Everything that is said of a mutant, and whether it would go live. */
const judge = (mutant: Mutant) => {
  const { files, places } = applied(base, mutant.edits);
  const loaded = load(files);
  const [marked, ...more] = places;
  if (!marked || more.length > 0) throw new Error('a mutant has one marker');
  const said = loaded.problems.map(({ file, line, column, code, severity }) => ({
    at: `${file}:${line}:${column}`,
    code,
    severity,
  }));
  return { ok: loaded.ok, at: `${marked.file}:${marked.line}:${marked.column}`, said };
};

describe('the configuration that mutants are made of', () => {
  it('has no problems, not even warnings', () => {
    expect(load(base).problems).toEqual([]);
  });
  it('is mutated often enough, in enough ways', () => {
    expect(errors.length).toBeGreaterThanOrEqual(300);
    expect(byKind(errors).length).toBeGreaterThanOrEqual(30);
  });
});

describe.each(byKind(errors))('refuses at the right place: %s', (_, mutants) => {
  it.each(mutants.map((mutant) => ({ mutant, shown: shown(mutant) })))('$shown', ({ mutant }) => {
    const { ok, at, said } = judge(mutant);
    expect(ok).toBe(false);
    expect(said).toContainEqual({ at, code: mutant.code, severity: 'error' });
    const wrong = said.filter(({ severity }) => severity === 'error').map((problem) => problem.at);
    if (!mutant.more) expect([...new Set(wrong)]).toEqual([at]);
  });
});

describe.each(byKind(warningMutants))('lets pass with a warning at the right place: %s', (_, mutants) => {
  it.each(mutants.map((mutant) => ({ mutant, shown: shown(mutant) })))('$shown', ({ mutant }) => {
    const { ok, at, said } = judge(mutant);
    expect(ok).toBe(true);
    expect(said).toContainEqual({ at, code: mutant.code, severity: 'warning' });
  });
});

const LONGEST = 80;
function shown({ edits }: Mutant): string {
  const text = edits.map(({ file, to }) => `${file} ${JSON.stringify(to)}`).join(' + ');
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
