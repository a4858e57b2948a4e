import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the sandbox makes its secrets from: one per data directory, so that a second start keeps them. */
export function sandboxSeed(dataDir: string): string {
  const file = join(dataDir, 'sandbox-seed');
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}
