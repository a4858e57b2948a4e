import type { MemberRef } from '../domain/chat.ts';
import type { Group } from '../domain/community.ts';
import type { DecisionContext } from '../domain/context.ts';
import type { Hits } from './word-index.ts';

/** What one look at one event knows. `text` is folded. */
export interface Facts {
  readonly context: DecisionContext;
  readonly group: Group;
  readonly text: string;
  readonly hits: Hits;
  /** The speaker, or the newcomer being judged. */
  readonly member: MemberRef | undefined;
}
export type Test = (facts: Facts) => boolean;

/** A condition that a feature contributes: its value as written becomes a test, once per configuration. */
export type FeatureCondition = (
  value: unknown,
) => (facts: Pick<Facts, 'context' | 'group' | 'member'>) => boolean;
