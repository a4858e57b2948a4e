import type { Scope } from '../domain/chat.ts';

/** One at a time per scope, in the order of arrival; scopes do not wait for each other. */
export interface Turns {
  busy(scope: Scope): boolean;
  take<T>(scope: Scope, work: () => Promise<T>): Promise<T>;
}

export function createTurns(): Turns {
  const tails = new Map<Scope, Promise<unknown>>();
  return {
    busy: (scope) => tails.has(scope),
    take: (scope, work) => {
      const before = tails.get(scope) ?? Promise.resolve();
      const mine = before.then(work, work);
      const settled = mine.then(
        () => undefined,
        () => undefined,
      );
      tails.set(scope, settled);
      void settled.then(() => {
        if (tails.get(scope) === settled) tails.delete(scope);
      });
      return mine;
    },
  };
}
