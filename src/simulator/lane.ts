import type { Person } from './people.ts';

/** What was said, as far as every lane can tell. */
export interface Utterance {
  /** Epoch ms. */
  readonly at: number;
  readonly group: string | undefined;
  readonly how: 'reply' | 'send' | 'private';
  readonly to: readonly string[];
  readonly text: string;
}
/** Somewhere a conversation can be played: a simulation, or a running bot. */
export interface Lane {
  members(group: string, people: readonly Person[]): Promise<void>;
  says(group: string, person: Person, text: string): Promise<void>;
  joins(group: string, people: readonly Person[]): Promise<void>;
  leaves(group: string, people: readonly Person[]): Promise<void>;
  wait(ms: number): Promise<void>;
  /** Everything that was said so far, in order. */
  said(): Promise<readonly Utterance[]>;
  /** Ids of the rules that matched so far, in order. */
  matched(): Promise<readonly string[]>;
  row(group: string, collection: string, row: string): Promise<unknown>;
}
