import { asError, Fault } from '../domain/fault.ts';

/** What every port promises to reject with when Redis cannot answer. A timed-out write may still have happened. */
export const unavailable = (thrown: unknown): Fault =>
  thrown instanceof Fault
    ? thrown
    : new Fault('redis-unavailable', `Redis 没有应答: ${firstWord(asError(thrown))}`, { cause: thrown });

/** Redis puts the kind of an error first (OOM, READONLY, MISCONF); the rest may quote what was sent, so it stays in `cause`. */
const firstWord = (error: Error): string =>
  error.name === 'ReplyError'
    ? (error.message.split(' ', 1)[0] ?? 'ERR')
    : error.name === 'Error'
      ? describe(error)
      : error.name;
const describe = (error: Error): string =>
  error.message.startsWith('Command timed out') ? 'timeout' : 'not connected';

/** The same for a plain command. */
export const answered = <T>(call: Promise<T>): Promise<T> =>
  call.catch((thrown: unknown) => {
    throw unavailable(thrown);
  });
