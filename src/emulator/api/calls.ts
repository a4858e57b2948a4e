import type { Clock } from '../../domain/clock.ts';
import type { ApiCall } from '../types.ts';

const secretParameters = new Set(['access_token', 'corpsecret', 'key', 'response_code', 'code', 'corpid']);

/** Query parameters that may be shown. */
export const harmless = (query: URLSearchParams): Readonly<Record<string, string>> =>
  Object.fromEntries([...query].filter(([name]) => !secretParameters.has(name)));

/** The newest requests, for tests and the sandbox page. */
export function createCalls({ clock, keep }: { readonly clock: Clock; readonly keep: number }) {
  let calls: ApiCall[] = [];
  return {
    note: (path: string, body: unknown, errcode?: number) => {
      if (keep === 0) return;
      calls.push({ path, at: clock.now(), body, ...(errcode !== undefined && { errcode }) });
      if (calls.length > keep * 2) calls = calls.slice(-keep);
    },
    list: (): readonly ApiCall[] => calls.slice(-keep),
  };
}
export type Calls = ReturnType<typeof createCalls>;
