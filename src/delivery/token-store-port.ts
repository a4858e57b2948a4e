/** An access token as shared between processes. Times are epoch ms. A secret: never logged. */
export interface StoredToken {
  readonly token: string;
  /** From then on somebody fetches a new one; this one still works until `expiresAt`. */
  readonly renewAt: number;
  readonly expiresAt: number;
}

/**
 * Where the processes of one installation share access tokens, one per app: WeCom hands out one valid token per
 * secret. `app` is the app's id in `wecom.yaml`. May reject when the store is down: callers then go on alone.
 */
export interface TokenStore {
  get(app: string): Promise<StoredToken | undefined>;
  /** Kept until it expires. */
  set(app: string, token: StoredToken): Promise<void>;
  /**
   * Runs `work` while nobody else does for this app. Waits for its turn; a turn that does not end within some seconds
   * (a crash) is over. Two at once would only cost a second request, so no fencing is needed.
   */
  lock<T>(app: string, work: () => Promise<T>): Promise<T>;
}
