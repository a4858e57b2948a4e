/** Events under way, and what became of them: for `send` until their message arrives, else until they are answered. */
export interface Ledger {
  /** `at`: when event `n` was due. */
  begin(n: number, at: number): void;
  finish(n: number, at: number): void;
  readonly underWay: number;
  readonly finished: number;
  readonly doubled: number;
  /** From here on latencies count. */
  startMeasuring(): void;
  /** Since `startMeasuring`, sorted, ms. */
  latencies(): Float64Array;
}

export function createLedger(size: number): Ledger {
  const begun = new Float64Array(size);
  const done = new Uint8Array(size);
  const taken = new Float64Array(size);
  let measuring = 0;
  let underWay = 0;
  let finished = 0;
  let doubled = 0;
  return {
    begin: (n, at) => {
      begun[n] = at;
      underWay += 1;
    },
    finish: (n, at) => {
      if (done[n] !== 0) {
        doubled += 1;
        return;
      }
      done[n] = 1;
      taken[finished] = at - (begun[n] ?? 0);
      finished += 1;
      underWay -= 1;
    },
    get underWay() {
      return underWay;
    },
    get finished() {
      return finished;
    },
    get doubled() {
      return doubled;
    },
    startMeasuring: () => {
      measuring = finished;
    },
    latencies: () => taken.slice(measuring, finished).sort(),
  };
}
