import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Which rung worked last: the data is there. */
const rememberedSchema = z.strictObject({
  kind: z.enum(['url', 'private', 'in-process']),
  /** When fetching the package last failed (machine's clock): not tried again for a day. */
  fetchFailedAt: z.int().optional(),
});
export type Remembered = z.infer<typeof rememberedSchema>;

const file = (dataDir: string): string => join(dataDir, 'redis.json');

export function remembered(dataDir: string): Remembered | undefined {
  try {
    const parsed = rememberedSchema.safeParse(JSON.parse(readFileSync(file(dataDir), 'utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined; // nothing remembered, or a torn file: the chain finds its way without
  }
}

export function remember(dataDir: string, what: Remembered): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  writeFileSync(`${file(dataDir)}.new`, `${JSON.stringify(what)}\n`, { mode: 0o600 });
  renameSync(`${file(dataDir)}.new`, file(dataDir));
}
