import type { TenantSettings } from '../types.ts';
import type { Answer } from './answer.ts';
import type { Fields } from './fields.ts';

export type App = TenantSettings['apps'][number];

interface Base {
  readonly path: string;
}
interface Asked {
  readonly query: URLSearchParams;
  /** The parsed JSON of a POST; empty for a GET. */
  readonly body: Fields;
}
/** One path of the emulated API. `token`: only with a valid access token, whose app is handed over. */
export type Endpoint = Base &
  (
    | { readonly type: 'open'; readonly method: 'GET' | 'POST'; readonly handle: (asked: Asked) => Answer }
    | {
        readonly type: 'token';
        readonly method: 'GET' | 'POST';
        readonly handle: (asked: Asked & { readonly app: App }) => Answer;
      }
    | {
        readonly type: 'upload';
        /** Whose media it becomes, or the refusal. */
        readonly scope: (query: URLSearchParams) => { readonly scope: string } | { readonly refusal: Answer };
      }
  );
