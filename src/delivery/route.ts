import type { Limit, SendOutcome } from './ports.ts';

/** How one effect leaves, with everything rendered: or why it cannot. */
export type Route =
  | {
      readonly type: 'way';
      /** Limiter bucket and what the ledger shows, such as `webhook/newbie-push`. */
      readonly via: string;
      readonly limits: readonly Limit[];
      /** Requests the message takes (a long one is sent in pieces): each needs a place of its own. */
      readonly requests: number;
      readonly send: () => Promise<SendOutcome>;
    }
  /** Shown to operators: what is missing and what to do about it. */
  | { readonly type: 'impossible'; readonly reason: string };
