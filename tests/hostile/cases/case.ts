import type { Message } from '../../../src/domain/message.ts';
import type { Slots } from '../slots.ts';

export type Shown = (slots: Slots) => Message | undefined;

type Speaks<T, K extends keyof T> = T[K] extends (...given: never[]) => string
  ? never
  : T[K] extends (...given: never[]) => unknown
    ? K
    : never;
/** One case for every function of a set of texts that makes a message: a new one without a case does not compile. */
export type Cases<T> = { readonly [K in keyof T as Speaks<T, K>]: Shown };

/** One set of texts: where it stands, under which name, and a case for each of its functions. */
export interface TextSet {
  /** Below `src`. */
  readonly file: string;
  /** Name of the export, then of what it holds. */
  readonly path: string;
  readonly cases: Readonly<Record<string, Shown>>;
  /** The same as operators have replaced them in `texts.yaml`. */
  readonly replaced?: true;
  /** Its functions that give words to other texts, which show them as data. */
  readonly words?: readonly string[];
}
