import type { Fault } from './types.ts';

/** The switches that are on. Costs nothing while there are none. */
export interface Faults {
  add(fault: Fault): void;
  clear(): void;
  /** Takes one use of the first fault of this kind that covers `path`. */
  take(path: string, kind: Fault['kind']): Fault | undefined;
}

export function createFaults(): Faults {
  let active: Fault[] = [];
  return {
    add: (fault) => {
      active.push({ ...fault });
    },
    clear: () => {
      active = [];
    },
    take: (path, kind) => {
      if (active.length === 0) return undefined;
      const fault = active.find((one) => one.kind === kind && path.startsWith(one.on));
      if (fault?.times === undefined) return fault;
      fault.times -= 1;
      if (fault.times <= 0) active = active.filter((one) => one !== fault);
      return fault;
    },
  };
}
