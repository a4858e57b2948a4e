import { createEnvelopeOpener } from '../../src/wecom/envelope/open-envelope.ts';
import { CALLBACK, REPLY } from '../world.ts';

/** One answer in so many is decrypted and read; of the others the status and the length are looked at. */
const EVERY = 997;
const fieldOf = (json: string, name: string): string =>
  new RegExp(`"${name}":"?([^",}]+)`).exec(json)?.[1] ?? '';

/** What is wrong with an answer, or undefined. */
export function createAnswerCheck(kind: 'echo' | 'reply' | 'send') {
  const open = createEnvelopeOpener({ ...CALLBACK, receiveId: '' });
  return (n: number, status: number, body: () => string): string | undefined => {
    if (status !== 200) return `answered with status ${status}`;
    if (kind !== 'reply') return undefined;
    if (n % EVERY !== 0) return body().length > 100 ? undefined : 'an answer is empty';
    const json = body();
    const opened = open(
      {
        signature: fieldOf(json, 'msgsignature'),
        timestamp: fieldOf(json, 'timestamp'),
        nonce: fieldOf(json, 'nonce'),
        encrypt: fieldOf(json, 'encrypt'),
      },
      Date.now(),
    );
    if (!opened.ok) return `an answer does not open: ${opened.reason}`;
    return opened.plaintext.includes(REPLY)
      ? undefined
      : `an answer says something else: ${opened.plaintext}`;
  };
}
