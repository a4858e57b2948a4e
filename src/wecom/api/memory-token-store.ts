import type { StoredToken, TokenStore } from '../../delivery/token-store-port.ts';

/** A `TokenStore` for a single process. */
export function createMemoryTokenStore(): TokenStore {
  const tokens = new Map<string, StoredToken>();
  const turns = new Map<string, Promise<unknown>>();
  return {
    get: async (app) => tokens.get(app),
    set: async (app, token) => void tokens.set(app, token),
    lock: (app, work) => {
      const turn = (turns.get(app) ?? Promise.resolve()).then(work);
      turns.set(
        app,
        turn.catch(() => undefined), // the failure is the caller's; the next turn starts all the same
      );
      return turn;
    },
  };
}
