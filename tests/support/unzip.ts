import { inflateRawSync } from 'node:zlib';

/** The texts of a zip, by its own directory. */
export function unzip(file: Buffer): Map<string, string> {
  const end = file.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const parts = new Map<string, string>();
  let at = file.readUInt32LE(end + 16);
  for (let n = 0; n < file.readUInt16LE(end + 10); n += 1) {
    const nameLength = file.readUInt16LE(at + 28);
    const name = file.toString('utf8', at + 46, at + 46 + nameLength);
    const local = file.readUInt32LE(at + 42);
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    parts.set(
      name,
      inflateRawSync(file.subarray(start, start + file.readUInt32LE(at + 20))).toString('utf8'),
    );
    at += 46 + nameLength;
  }
  return parts;
}
