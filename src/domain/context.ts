import type { MemberRef } from './chat.ts';
import type { Random } from './clock.ts';
import type { Community, Group } from './community.ts';
import type { GroupEvent } from './events.ts';
import type { StateView } from './state.ts';

/** Figures about a member that features work out for templates, by name. */
export type MemberFacts = Readonly<Record<string, (context: DecisionContext, member: MemberRef) => number>>;

/** Everything a decision may look at. Pure code gets this and returns an `Outcome`; it reads nothing else. */
export interface DecisionContext<E extends GroupEvent = GroupEvent> {
  readonly event: E;
  /** Epoch ms. */
  readonly now: number;
  readonly random: Random;
  readonly community: Community;
  /** Version of the configuration, for `Origin`. */
  readonly version: string;
  /** Absent in 1:1 chats and in chats nobody has bound. */
  readonly group: Group | undefined;
  readonly state: StateView;
  /** For the templates of rules. Absent: all are 0. */
  readonly memberFacts?: MemberFacts | undefined;
}
