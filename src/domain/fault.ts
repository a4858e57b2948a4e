/**
 * Something is broken (refusals to people are values, not faults). `code` is stable, `place` says where,
 * `remedy` says what to do; none of them may hold a secret or member text.
 */
export class Fault extends Error {
  readonly code: string;
  readonly place: string | undefined;
  readonly remedy: string | undefined;
  constructor(
    code: string,
    message: string,
    more: { place?: string; remedy?: string; cause?: unknown } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = 'Fault';
    this.code = code;
    this.place = more.place;
    this.remedy = more.remedy;
  }
}
/** For `catch (error: unknown)`: always an Error afterwards. */
export const asError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error(String(thrown));
