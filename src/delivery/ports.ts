import type { ChatAddress, MemberRef, Scope } from '../domain/chat.ts';
import type { Outgoing } from '../domain/effects.ts';
import type { EffectId } from '../domain/ids.ts';

/**
 * The outbox and the ledger of what left it. An effect goes `queued → sending → sent | failed | unknown`; `sending`
 * is claimed once, durably, before the request is written. Implemented by `redis/` and `memory/` (same contract tests).
 */
export interface Outbox {
  /** Takes an effect for `owner`. `gone`: settled already. `taken`: someone else is sending it. `not-due`: `due` in the future. */
  claim(scope: Scope, id: EffectId, owner: string, now: number): Promise<ClaimResult>;
  settle(scope: Scope, id: EffectId, owner: string, settlement: Settlement, now: number): Promise<void>;
  /**
   * For the sweeper. Queued effects due at `now`, at most `limit` a scope. Claims made before `staleBefore` are settled
   * on the way: a send becomes `unknown` (returned in `lost`), anything else is queued again.
   */
  sweep(scopes: readonly Scope[], now: number, staleBefore: number, limit: number): Promise<Sweep>;
  ledger(scope: Scope, id: EffectId): Promise<LedgerEntry | undefined>;
  /** Newest ledger entries of a scope, newest first. */
  recent(scope: Scope, limit: number): Promise<readonly LedgerEntry[]>;
  /** Effects not settled yet, over the given scopes. */
  depth(scopes: readonly Scope[]): Promise<number>;
}
export type ClaimResult =
  | {
      readonly type: 'claimed';
      readonly outgoing: Outgoing;
      readonly attempt: number;
    }
  | { readonly type: 'gone' }
  | { readonly type: 'taken' }
  | { readonly type: 'not-due'; readonly due: number };

export type Settlement =
  /** Leaves the outbox; sends stay in the ledger (90 days). `reason` in plain words, `code` WeCom's errcode. */
  | {
      readonly state: 'sent' | 'failed' | 'unknown';
      readonly code?: number;
      readonly reason?: string;
      readonly via?: string;
    }
  /** Internal effects (timer, fetch) leave no ledger entry. */
  | { readonly state: 'done' }
  /** Back to the queue until `due`. */
  | {
      readonly state: 'queued';
      readonly due: number;
      readonly reason?: string;
      /** Nothing was asked of WeCom: waiting for a place is no attempt. */
      readonly untried?: true;
    };

export interface Sweep {
  readonly due: readonly {
    readonly scope: Scope;
    readonly id: EffectId;
    readonly due: number;
  }[];
  readonly lost: readonly {
    readonly scope: Scope;
    readonly entry: LedgerEntry;
  }[];
}
export interface LedgerEntry {
  readonly id: EffectId;
  readonly state: 'queued' | 'sending' | 'sent' | 'failed' | 'unknown';
  /** Epoch ms of the last change. */
  readonly at: number;
  readonly attempt: number;
  readonly outgoing: Outgoing;
  readonly code?: number;
  readonly reason?: string;
  readonly via?: string;
}

/** Seen by people when it leaves: its stale claim becomes `unknown`, and it stays in the ledger. */
export const isVisible = ({ effect }: Outgoing): boolean =>
  effect.type === 'send' || effect.type === 'dm' || effect.type === 'export' || effect.type === 'late-reply';
/** Why a stale claim is `unknown`. */
export const LOST_REASON = '发送途中程序中断,结果未知';

/** Limits of one destination, over all processes: sliding windows. */
export interface Limit {
  readonly max: number;
  readonly windowMs: number;
}
export interface SendLimiter {
  /** 0 when a slot was taken in every window, else ms until one frees (nothing is taken then). */
  take(destination: string, limits: readonly Limit[], id: EffectId, now: number): Promise<number>;
  /** After a 45009: nothing to this destination for `ms`. */
  block(destination: string, ms: number, now: number): Promise<void>;
}

/** The only outcomes of trying to send. Only answers that prove non-acceptance may lead to a retry. */
export type SendOutcome =
  | { readonly type: 'sent'; readonly note?: string }
  | {
      readonly type: 'failed';
      readonly code?: number;
      readonly reason: string;
      readonly disable?: boolean;
    }
  /** The request left and we do not know: never repeated by itself. */
  | { readonly type: 'unknown'; readonly reason: string }
  /** Certainly not accepted; try again after `afterMs`. `block`: the whole destination waits (45009). */
  | {
      readonly type: 'later';
      readonly afterMs: number;
      readonly code?: number;
      readonly reason: string;
      readonly block?: boolean;
    };

/** One way of saying something unasked. Implemented in `wecom/`. */
export interface Outlet {
  /** Limiter bucket, such as `webhook/newbie-push`: never contains a secret. */
  readonly destination: string;
  readonly limits: readonly Limit[];
  readonly can: { readonly mention: boolean };
  send(text: OutgoingText): Promise<SendOutcome>;
}
/** A message rendered for one channel, within its byte limits. */
export interface OutgoingText {
  readonly format: 'text' | 'markdown';
  readonly content: string;
  /** Original userids to ping. */
  readonly mentions: readonly string[];
  readonly mentionAll: boolean;
}

export interface OutgoingFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Calls of WeCom that are not messages to a group. */
export interface StaffMessenger {
  /** message/send by `app` to the given staff; `duplicateKey` guards against a repeat on WeCom's side. */
  dm(app: string, to: readonly MemberRef[], text: OutgoingText): Promise<SendOutcome>;
  /** Uploads the file and sends it; an upload that fails was seen by nobody and may be tried again. */
  file(app: string, to: readonly MemberRef[], file: OutgoingFile): Promise<SendOutcome>;
}
export interface LateReplies {
  /** Posts to a `response_url` (one use, 1 h). */
  reply(url: string, text: OutgoingText): Promise<SendOutcome>;
}
export interface RosterSource {
  /** Customer group members by groupchat/get. Throws a Fault with WeCom's code when it cannot. */
  fetch(chat: ChatAddress): Promise<FetchedRoster>;
}
export interface FetchedRoster {
  readonly name: string | undefined;
  readonly owner: string | undefined;
  readonly version: string | undefined;
  readonly entries: readonly {
    readonly userid: string;
    readonly staff: boolean;
    readonly name: string | undefined;
    readonly nickname: string | undefined;
    /** Epoch ms. */
    readonly joinedAt: number | undefined;
    readonly inviter: string | undefined;
  }[];
}
