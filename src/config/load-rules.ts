import type { Community } from '../domain/community.ts';
import { checkRules } from '../rules/check.ts';
import type { ActionChecks } from '../rules/check-steps.ts';
import { type ModeSwitches, switched } from '../rules/mode-switch.ts';
import type { PlacedRule, RuleProblem } from '../rules/placed-rule.ts';
import { createRuleFileSchema, type Rule } from '../rules/schema.ts';
import type { Vocabulary } from '../rules/vocabulary.ts';
import { checkSchema } from './check-schema.ts';
import { didYouMeanOrOneOf } from './closest.ts';
import { problemsIn } from './file-problems.ts';
import type { Desk } from './load-desk.ts';
import type { Problem } from './problem.ts';
import type { ConfigFiles } from './read-dir.ts';
import type { Settings } from './settings.ts';
import type { YamlFile } from './yaml/read-yaml.ts';

export interface LoadedRules {
  /** In the order in which they stand, with the modes that commands have set. */
  readonly rules: readonly Rule[];
  /** The modes as they stand in the files, in the same order. */
  readonly written: readonly Rule['mode'][];
  readonly templates: ReadonlyMap<string, string>;
}

/** Reads `rules/*.yaml` and `templates/`, and checks what rules say about groups and templates. */
export function loadRules(
  desk: Desk,
  files: ConfigFiles,
  vocabulary: Vocabulary,
  around: { readonly community: Community; readonly settings: Settings | undefined } | undefined,
  { checks = {}, switches = {} }: { readonly checks?: ActionChecks; readonly switches?: ModeSwitches } = {},
): LoadedRules {
  const schema = createRuleFileSchema(vocabulary);
  const placed: PlacedRule[] = [];
  const written: Rule['mode'][] = [];
  const yamls = new Map<string, YamlFile>();
  for (const file of files.keys()) {
    if (!file.startsWith('rules/')) continue;
    const yaml = desk.read(file, 'optional');
    const parsed = yaml && desk.take(checkSchema(yaml, schema));
    if (!yaml || !parsed) continue;
    yamls.set(file, yaml);
    for (const [n, rule] of parsed.rules.entries()) {
      placed.push({ rule: switched(rule, switches), file, path: ['rules', n] });
      written.push(rule.mode);
    }
  }
  const templates = templatesIn(files);
  if (around)
    for (const problem of checkRules(placed, { ...around, templates, vocabulary, checks, now: Date.now() })) {
      const yaml = yamls.get(problem.of.file);
      if (yaml) desk.add([place(problem, yaml)]);
    }
  return { rules: placed.map(({ rule }) => rule), written, templates };
}

const templatesIn = (files: ConfigFiles): Map<string, string> =>
  new Map(
    [...files]
      .filter(([name]) => name.startsWith('templates/'))
      .map(([name, source]) => [name.slice('templates/'.length), source]),
  );

const place = ({ of, path, template, unknown, ...problem }: RuleProblem, yaml: YamlFile): Problem => {
  const whole = [...of.path, ...path];
  const hint = problem.hint ?? (unknown && didYouMeanOrOneOf(unknown.typed, unknown.candidates));
  const placed = problemsIn(yaml)({ ...problem, path: whole, hint });
  if (!template) return placed;
  const { name, line, column } = template;
  return { ...placed, file: `templates/${name}`, line, column };
};
