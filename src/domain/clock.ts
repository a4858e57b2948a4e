/** Now, in epoch ms. Pure code takes the number, not the clock. */
export interface Clock {
  now(): number;
}
/** A number in [0, 1). Given to decisions so that they can be replayed. */
export type Random = () => number;
