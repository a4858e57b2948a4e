/** A bounded number of sends in flight, and a bounded number waiting their turn; the rest is the caller's to put elsewhere. */
export interface SendWindow {
  /** In flight; what waits is not counted, for nothing has been claimed for it. */
  readonly size: number;
  /** Runs `work` now or when its turn comes and answers true; answers false, and never runs it, when there is no room. */
  enter(work: () => Promise<void>): boolean;
  /** Resolves when nothing is in flight and nothing waits any more. */
  drained(): Promise<void>;
}

export interface SendWindowOptions {
  /** In flight at once. */
  readonly max: number;
  /** Waiting at once. */
  readonly room: number;
  readonly onError: (error: unknown) => void;
}

export function createSendWindow({ max, room, onError }: SendWindowOptions): SendWindow {
  let size = 0;
  const queue: (() => Promise<void>)[] = [];
  let watching: (() => void)[] = [];

  const start = (work: () => Promise<void>): void => {
    size += 1;
    work().catch(onError).then(next, next);
  };
  const next = (): void => {
    size -= 1;
    const work = queue.shift();
    if (work) start(work);
    else if (size === 0) {
      for (const resolve of watching) resolve();
      watching = [];
    }
  };
  return {
    get size() {
      return size;
    },
    enter: (work) => {
      if (size < max) start(work);
      else if (queue.length < room) queue.push(work);
      else return false;
      return true;
    },
    drained: () => (size === 0 ? Promise.resolve() : new Promise((resolve) => watching.push(resolve))),
  };
}
