import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { z } from 'zod';
import type { ConfigFiles } from '../config/read-dir.ts';

const squeeze = promisify(gzip);
const unsqueeze = promisify(gunzip);
/** Larger than the whole of a configuration may be. */
const MOST_BYTES = 64 * 1024 * 1024;
const entriesSchema = z.array(z.tuple([z.string(), z.string()]));

/** Files of a version as one short text, compressed off the event loop. `wecom.yaml` belongs to no version. */
export async function packFiles(files: ConfigFiles): Promise<string> {
  const entries = [...files].filter(([name]) => name !== 'wecom.yaml');
  return (await squeeze(JSON.stringify(entries))).toString('base64');
}

export async function unpackFiles(packed: string): Promise<ConfigFiles> {
  const text = await unsqueeze(Buffer.from(packed, 'base64'), { maxOutputLength: MOST_BYTES });
  return new Map(entriesSchema.parse(JSON.parse(text.toString('utf8'))));
}
