/** A bounded number of sends in flight; what does not fit is the caller's to put elsewhere. */
export interface SendWindow {
  readonly size: number;
  /** Runs `work` now when there is room and answers true, else answers false and runs nothing. */
  enter(work: () => Promise<void>): boolean;
  /** Resolves when nothing is in flight any more. */
  drained(): Promise<void>;
}

export function createSendWindow(max: number, onError: (error: unknown) => void): SendWindow {
  let size = 0;
  let waiting: (() => void)[] = [];
  return {
    get size() {
      return size;
    },
    enter: (work) => {
      if (size >= max) return false;
      size += 1;
      void work()
        .catch(onError)
        .finally(() => {
          size -= 1;
          if (size > 0) return;
          for (const resolve of waiting) resolve();
          waiting = [];
        });
      return true;
    },
    drained: () => (size === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  };
}
