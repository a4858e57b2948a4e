import type { DecisionContext } from '../../domain/context.ts';
import type { Write } from '../../domain/state.ts';
import { forgetRests } from '../../rules/cooldown.ts';
import { forgetHeld } from '../../rules/held-posts.ts';
import { forgetGathered } from '../../rules/merge.ts';
import type { RuleSummary } from '../../rules/mode-switch.ts';
import { forgetNoted } from '../../rules/notes.ts';
import { unname } from '../../rules/unname.ts';
import { isAbout, type Leaving, namesOf } from '../about-member.ts';

/** What rules have noted about a member, and what they have put by to say later. */
export function forgetMember(
  { state }: DecisionContext,
  member: Leaving,
  rules: readonly RuleSummary[],
): readonly Write[] {
  const names = namesOf(state, member);
  const unnamed = unname(member, (said) => isAbout(names, said));
  return [
    ...forgetRests(
      state,
      rules.map(({ id }) => id),
      member,
    ),
    ...forgetGathered(state, member),
    ...forgetHeld(state, unnamed),
    ...forgetNoted(state, unnamed),
  ];
}
