import { createCipheriv } from 'node:crypto';
import { aesKeyOf, type EnvelopeSettings } from '../../src/wecom/envelope/open-envelope.ts';

/** What goes into the cipher, each piece free to be wrong. Absent pieces are as they should be. */
export interface Insides {
  readonly random: Buffer;
  readonly message: Buffer;
  /** The length field; by default that of the message. */
  readonly length?: number;
  readonly receiver?: Buffer;
  /** The padding, given how many bytes it should have; any length that ends a block of 16. */
  readonly pad?: (count: number) => Buffer;
}

/** The envelope as a holder of the key could forge it: every field of the plaintext can be chosen. */
export function sealBytes({ encodingAESKey, receiveId }: EnvelopeSettings, insides: Insides): string {
  const receiver = insides.receiver ?? Buffer.from(receiveId);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(insides.length ?? insides.message.length);
  const body = Buffer.concat([insides.random, length, insides.message, receiver]);
  const count = 32 - (body.length % 32);
  const pad = insides.pad?.(count) ?? Buffer.alloc(count, count);
  const key = aesKeyOf(encodingAESKey);
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16));
  cipher.setAutoPadding(false);
  return Buffer.concat([cipher.update(Buffer.concat([body, pad])), cipher.final()]).toString('base64');
}
