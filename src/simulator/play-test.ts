import { instantOf } from '../calendar/zone.ts';
import { type Community, isStaff } from '../domain/community.ts';
import { asGroupId, memberId } from '../domain/ids.ts';
import { type Difference, judge } from './judge.ts';
import type { Lane } from './lane.ts';
import type { Person } from './people.ts';
import type { RuleTest } from './rule-test-schema.ts';

/** An expectation that was not met. */
export interface Failure {
  /** Which step, from 0. */
  readonly step: number;
  readonly differences: readonly Difference[];
}

/** When a test begins, epoch ms: its moment in the group's time. */
export const startOf = ({ at, group }: RuleTest, community: Community): number =>
  instantOf(at.date, at.minutes, community.groups.get(asGroupId(group))?.timezone ?? 'Asia/Shanghai');

/** Plays a test in a lane that stands at its beginning. `judging: false` only plays it. */
export async function playTest(
  test: RuleTest,
  lane: Lane,
  community: Community,
  { judging }: { readonly judging: boolean } = { judging: true },
): Promise<Failure[]> {
  const people = new Map<string, Person>(test.members.map((person) => [person.id, person]));
  const person = (id: string): Person => people.get(id) ?? { id };
  const present = presentFromStart(test);
  if (present.length > 0) await lane.members(test.group, present.map(person));
  const home = community.groups.get(asGroupId(test.group));
  const failures: Failure[] = [];
  let [heard, matched] = [0, 0];
  for (const [n, step] of test.steps.entries()) {
    switch (step.type) {
      case 'says':
        await lane.says(step.group ?? test.group, person(step.member), step.text);
        break;
      case 'join':
        await lane.joins(step.group ?? test.group, step.members.map(person));
        break;
      case 'leave':
        await lane.leaves(step.group ?? test.group, step.members.map(person));
        break;
      case 'wait':
        await lane.wait(step.ms);
        break;
      case 'expect': {
        if (!judging) break;
        const [said, rules] = [await lane.said(), await lane.matched()];
        const differences = await judge(step.wanted, {
          group: test.group,
          said: said.slice(heard),
          matched: rules.slice(matched),
          isStaff: (member) => home !== undefined && isStaff(community, home, memberId(member)),
          row: (collection, row) => lane.row(test.group, collection, row),
        });
        if (differences.length > 0) failures.push({ step: n, differences });
        [heard, matched] = [said.length, rules.length];
        break;
      }
      default:
        step satisfies never;
    }
  }
  return failures;
}

/** Everybody named, except those who join before they do anything else. */
const presentFromStart = ({ members, steps }: RuleTest): string[] =>
  members
    .map(({ id }) => id)
    .filter((id) => {
      const first = steps.find((step) =>
        step.type === 'says'
          ? step.member === id
          : (step.type === 'join' || step.type === 'leave') && step.members.includes(id),
      );
      return first?.type !== 'join';
    });
