import { z } from 'zod';
import { checkSchema } from '../config/check-schema.ts';
import { didYouMean } from '../config/closest.ts';
import { type Complaint, problemsIn } from '../config/file-problems.ts';
import type { Problem } from '../config/problem.ts';
import type { ConfigFiles } from '../config/read-dir.ts';
import { readYaml, type YamlFile } from '../config/yaml/read-yaml.ts';
import type { Community } from '../domain/community.ts';
import { groupIdSchema } from '../domain/ids.ts';
import { hearingChat } from './people.ts';
import { type RuleTest, ruleTestFileSchema } from './rule-test-schema.ts';

/** A rule test and where it stands. */
export interface PlacedTest {
  readonly test: RuleTest;
  readonly yaml: YamlFile;
  /** Path of the test in its file. */
  readonly path: readonly PropertyKey[];
}
export interface LoadedTests {
  readonly tests: readonly PlacedTest[];
  readonly problems: readonly Problem[];
}
/** What tests may name. */
export interface Named {
  readonly community: Community;
  readonly rules: readonly string[];
}

/** Reads rule tests (or scripts) and checks the groups and rules they name. Lists every problem of every file. */
export function loadTests(files: ConfigFiles, named: Named): LoadedTests {
  const tests: PlacedTest[] = [];
  const problems: Problem[] = [];
  for (const [file, source] of files) {
    const read = readYaml(file, source);
    if (!read.ok) {
      problems.push(...read.problems);
      continue;
    }
    const checked = checkSchema(read.yaml, ruleTestFileSchema);
    if (!checked.ok) {
      problems.push(...checked.problems);
      continue;
    }
    for (const [n, test] of checked.value.tests.entries()) {
      const path = ['tests', n];
      const wrong = complaintsOf(test, path, named).map(problemsIn(read.yaml));
      problems.push(...wrong);
      if (wrong.length === 0) tests.push({ test, yaml: read.yaml, path });
    }
  }
  return { tests, problems };
}

const complaintsOf = (
  test: RuleTest,
  path: readonly PropertyKey[],
  { community, rules }: Named,
): Complaint[] => {
  const complaints: Complaint[] = [];
  const groupAt = (typed: string, at: readonly PropertyKey[]) => {
    const id = groupIdSchema.safeParse(typed);
    const group = id.success ? community.groups.get(id.data) : undefined;
    if (!group)
      complaints.push({
        path: [...path, ...at],
        code: 'unknown-group',
        message: `没有叫「${typed}」的群。`,
        hint: didYouMean(typed, community.groups.keys()),
      });
    return group;
  };
  const home = groupAt(test.group, ['group']);
  for (const [n, step] of test.steps.entries()) {
    const own = 'group' in step ? step.group : undefined;
    const group = own === undefined ? home : groupAt(own, ['steps', n, 'group']);
    if (step.type === 'says' && group && !hearingChat(group))
      complaints.push({
        path: [...path, 'steps', n, 'says'],
        code: 'nobody-hears',
        message: `群「${group.id}」里机器人听不到消息。`,
        hint: '请换一个绑定了 aibot 或 robot 的群。',
      });
    if (step.type !== 'expect' || step.wanted.silence) continue;
    for (const rule of step.wanted.rule ?? [])
      if (!rules.includes(rule))
        complaints.push({
          path: [...path, 'steps', n, 'expect', 'rule'],
          code: 'unknown-rule',
          message: `没有叫「${rule}」的规则。`,
          hint: didYouMean(rule, rules),
        });
  }
  return complaints;
};

const withRules = z.object({ rules: z.array(z.object({ id: z.string() })) });
/** Ids of all rules of a configuration that has been checked. */
export const ruleIdsIn = (files: ConfigFiles): string[] =>
  [...files].flatMap(([file, source]) => {
    const read = file.startsWith('rules/') ? readYaml(file, source) : undefined;
    const parsed = read?.ok ? withRules.safeParse(read.yaml.data) : undefined;
    return parsed?.success ? parsed.data.rules.map(({ id }) => id) : [];
  });
