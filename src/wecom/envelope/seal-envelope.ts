import * as crypto from 'node:crypto';
import { aesKeyOf, type EnvelopeSettings, signatureOf } from './open-envelope.ts';

const BLOCK = 32;

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
  const iv = key.subarray(0, 16);
  const receiverBytes = Buffer.byteLength(receiveId);

  return (message: string, nonce: string, timestamp: string, random = crypto.randomBytes(16)): Sealed => {
    const messageBytes = Buffer.byteLength(message);
    const length = 20 + messageBytes + receiverBytes;
    const pad = BLOCK - (length % BLOCK);
    const plain = Buffer.allocUnsafe(length + pad);
    random.copy(plain, 0, 0, 16);
    plain.writeUInt32BE(messageBytes, 16);
    plain.write(message, 20, 'utf8');
    plain.write(receiveId, 20 + messageBytes, 'utf8');
    plain.fill(pad, length);
    const cipher = crypto.createCipheriv('aes-256-cbc', key, iv);
    cipher.setAutoPadding(false);
    const encrypt = cipher.update(plain, undefined, 'base64') + cipher.final('base64');
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
