import type { TrailEntry } from '../domain/decision.ts';
import type { GroupEvent } from '../domain/events.ts';
import type { EventId, GroupId, MemberId } from '../domain/ids.ts';

/** Something happened and was decided about. */
export interface Heard {
  readonly type: 'heard';
  /** Epoch ms. */
  readonly at: number;
  readonly group: GroupId | undefined;
  readonly event: GroupEvent;
  readonly trail: readonly TrailEntry[];
}
/** Something was said, or could not be. */
export interface Said {
  readonly type: 'said';
  readonly at: number;
  /** The group it is about; for `private`, where the reason for it lies. */
  readonly group: GroupId | undefined;
  readonly how: 'reply' | 'send' | 'private';
  /** Whom a private message goes to. */
  readonly to: readonly MemberId[];
  readonly text: string;
  /** `rule:<id>`, `command:<name>`, … as far as it is known. */
  readonly source: string;
  readonly event: EventId;
  /** Why it did not go out. */
  readonly failed?: string;
}
export type TimelineEntry = Heard | Said;
