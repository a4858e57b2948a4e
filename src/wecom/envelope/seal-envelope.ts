import * as crypto from 'node:crypto';
import { aesKeyOf, type EnvelopeSettings, signatureOf } from './open-envelope.ts';

const BLOCK = 32;
const IV = 16;
const RANDOM = 16;

/** 16 bytes at a time out of a larger draw: asking the system costs more than everything else about a small reply. */
function createRandomBytes(): () => Buffer {
  let drawn = Buffer.alloc(0);
  let at = 0;
  return () => {
    if (at + RANDOM > drawn.length) {
      drawn = crypto.randomBytes(256 * RANDOM);
      at = 0;
    }
    at += RANDOM;
    return drawn.subarray(at - RANDOM, at);
  };
}

export interface Sealed {
  readonly encrypt: string;
  readonly signature: string;
  readonly timestamp: string;
  readonly nonce: string;
}

/**
 * Encrypts and signs replies of one endpoint (inbound.md §1.1, §1.3). `nonce`: an aibot's reply takes that of the
 * callback, the others any fresh one. `timestamp` in epoch seconds. `random`: 16 bytes, given only by tests.
 */
export function createEnvelopeSealer({ token, encodingAESKey, receiveId }: EnvelopeSettings) {
  const key = aesKeyOf(encodingAESKey);
  const iv = key.subarray(0, IV);
  // One cipher for all replies, as in `createEnvelopeOpener`. It chains to what it encrypted last: taking that out of the
  // first block and putting the vector in is what a new one would begin with.
  const cipher = crypto.createCipheriv('aes-256-cbc', key, iv);
  cipher.setAutoPadding(false);
  let last = iv;
  const receiverBytes = Buffer.byteLength(receiveId);
  const freshRandom = createRandomBytes();

  return (message: string, nonce: string, timestamp: string, random = freshRandom()): Sealed => {
    const messageBytes = Buffer.byteLength(message);
    const length = 20 + messageBytes + receiverBytes;
    const pad = BLOCK - (length % BLOCK);
    const plain = Buffer.allocUnsafe(length + pad);
    random.copy(plain, 0, 0, RANDOM);
    plain.writeUInt32BE(messageBytes, RANDOM);
    plain.write(message, 20, 'utf8');
    plain.write(receiveId, 20 + messageBytes, 'utf8');
    plain.fill(pad, length);
    for (let at = 0; at < IV; at += 1) plain[at] = (plain[at] ?? 0) ^ (iv[at] ?? 0) ^ (last[at] ?? 0);
    const encrypted = cipher.update(plain);
    last = encrypted.subarray(-IV);
    const encrypt = encrypted.toString('base64');
    return { encrypt, signature: signatureOf(token, timestamp, nonce, encrypt), timestamp, nonce };
  };
}

/** The JSON body of an aibot's (or a JSON group robot's) reply: the timestamp is a number, the keys are lower case. */
export const sealedJson = ({ encrypt, signature, timestamp, nonce }: Sealed): string =>
  `{"encrypt":"${encrypt}","msgsignature":"${signature}","timestamp":${timestamp},"nonce":"${nonce}"}`;

/** The XML body of an app's or a group robot's reply. */
export const sealedXml = ({ encrypt, signature, timestamp, nonce }: Sealed): string =>
  `<xml><Encrypt><![CDATA[${encrypt}]]></Encrypt><MsgSignature><![CDATA[${signature}]]></MsgSignature>` +
  `<TimeStamp>${timestamp}</TimeStamp><Nonce><![CDATA[${nonce}]]></Nonce></xml>`;
