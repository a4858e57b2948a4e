/** A sliding window of `max` units per `ms`. What is refused does not count. */
export interface RateWindow {
  fits(now: number, units: number): boolean;
  add(now: number, units: number): void;
}

export function createWindow(max: number, ms: number): RateWindow {
  let taken: { at: number; units: number }[] = [];
  let head = 0;
  let sum = 0;
  return {
    fits: (now, units) => {
      for (let oldest = taken[head]; oldest && oldest.at <= now - ms; oldest = taken[head]) {
        sum -= oldest.units;
        head += 1;
      }
      if (head > 64 && head * 2 > taken.length) {
        taken = taken.slice(head);
        head = 0;
      }
      return sum + units <= max;
    },
    add: (at, units) => {
      taken.push({ at, units });
      sum += units;
    },
  };
}

export interface RateWindows {
  /** Takes from every window of the key, or from none. */
  take(key: string, now: number, units?: number): boolean;
}
/** Windows per key: robot, member or API. With `on: false` everything fits. */
export function createWindows(
  on: boolean,
  limits: readonly { readonly max: number; readonly ms: number }[],
): RateWindows {
  const byKey = new Map<string, readonly RateWindow[]>();
  return {
    take: (key, now, units = 1) => {
      if (!on) return true;
      let windows = byKey.get(key);
      if (!windows) {
        windows = limits.map(({ max, ms }) => createWindow(max, ms));
        byKey.set(key, windows);
      }
      if (!windows.every((window) => window.fits(now, units))) return false;
      for (const window of windows) window.add(now, units);
      return true;
    },
  };
}
