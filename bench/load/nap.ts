/**
 * Looks for answers in turns instead of being woken by each, as a network card gathers interrupts. Between two virtual
 * cores waking a sleeping process costs the one that answers more than the answer: the faster a server leaves the load
 * asleep, the more it would be charged. Returns what ends it.
 */
export function napBetweenTurns(ms: number): () => void {
  const never = new Int32Array(new SharedArrayBuffer(4));
  let napping = true;
  const turn = () => {
    if (!napping) return;
    Atomics.wait(never, 0, 0, ms);
    setImmediate(turn);
  };
  setImmediate(turn);
  return () => {
    napping = false;
  };
}
