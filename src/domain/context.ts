import type { Random } from './clock.ts';
import type { Community, Group } from './community.ts';
import type { GroupEvent } from './events.ts';
import type { StateView } from './state.ts';

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
}
