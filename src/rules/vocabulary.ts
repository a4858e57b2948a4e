import type { z } from 'zod';
import type { EventKinds } from './event-kinds.ts';

/** What features add to the rule language. Empty: the language by itself. */
export interface Vocabulary {
  /** Schema of each action's argument, by YAML key. */
  readonly actions: Readonly<Record<string, z.ZodType>>;
  /** Actions that say nothing in the group, so that they also work where the bot may not speak. */
  readonly silentActions: readonly string[];
  /** Schema of each condition's value, by YAML key such as `member.tag`. */
  readonly conditions: Readonly<Record<string, z.ZodType>>;
  readonly events: EventKinds;
}
export const noVocabulary: Vocabulary = { actions: {}, silentActions: [], conditions: {}, events: {} };
