import type { AllOverrides } from '../commands/wording.ts';
import type { Community } from '../domain/community.ts';
import type { RuleIndex } from '../rules/rule-index.ts';
import type { Broadcast } from './broadcast/schema.ts';
import type { ActiveFeature } from './feature.ts';

/** One version of everything operators configured, ready to decide with. Immutable; a reload swaps the whole book. */
export interface Book {
  /** Content hash of the files, 12 hex characters. */
  readonly version: string;
  readonly community: Community;
  readonly features: readonly ActiveFeature[];
  readonly rules: RuleIndex;
  readonly broadcasts: readonly Broadcast[];
  /** What operators wrote in `texts.yaml`. Absent: nothing. */
  readonly overrides?: AllOverrides;
  /** Hosts that rules may call. Absent: none. */
  readonly webhookHosts?: readonly string[];
}
