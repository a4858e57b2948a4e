/** What the chain tells the operator: a pino logger fits. */
export interface ResolveLog {
  info(text: string): void;
  warn(text: string): void;
}
