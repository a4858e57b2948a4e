/** Work that can be laid down between two pieces, so that whoever does it may see to others meanwhile. */
export type Piecework<T> = Generator<undefined, T, undefined>;

/** Does it without a pause. */
export function inOneGo<T>(work: Piecework<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
