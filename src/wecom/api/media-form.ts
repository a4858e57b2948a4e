import { randomBytes } from 'node:crypto';

/** The multipart form of outbound.md §7: one part `media` with `filename` and `filelength`. */
export function mediaForm({ name, bytes }: { readonly name: string; readonly bytes: Buffer }) {
  const boundary = `qunyun-${randomBytes(18).toString('hex')}`;
  // As browsers write it: what would end the name or the line is percent-encoded.
  const filename = name.replace(/["\r\n]/g, (char) => encodeURIComponent(char));
  const head =
    `--${boundary}\r\n` +
    `Content-Disposition: form-data; name="media"; filename="${filename}"; filelength=${bytes.length}\r\n` +
    'Content-Type: application/octet-stream\r\n\r\n';
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([Buffer.from(head, 'utf8'), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}
