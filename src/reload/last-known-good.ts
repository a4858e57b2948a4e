import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ConfigFiles } from '../config/read-dir.ts';
import { asError } from '../domain/fault.ts';

/** The configuration that served last, as files. */
export interface Snapshot {
  readonly version: string;
  /** With `wecom.yaml` as it was when the program was started. */
  readonly files: ConfigFiles;
}
export interface LastKnownGood {
  /** Undefined when there is none, or none that can be read. */
  load(): Promise<Snapshot | undefined>;
  save(snapshot: Snapshot): Promise<void>;
}

const pointerSchema = z.strictObject({ snapshot: z.string().regex(/^[a-z0-9.-]+\.json$/) });
const snapshotSchema = z.strictObject({
  version: z.string(),
  files: z.array(z.tuple([z.string(), z.string()])),
});

/**
 * Keeps what served last under `dir`: the files of a version in one, and a pointer to it that is replaced in one step.
 * Only the owner may read them, for `wecom.yaml` may hold secrets.
 */
export function createLastKnownGood(dir: string): LastKnownGood {
  const read = async (name: string): Promise<unknown> => JSON.parse(await readFile(join(dir, name), 'utf8'));

  /** All of it or nothing, also when the power goes. */
  const write = async (name: string, value: unknown): Promise<void> => {
    const draft = join(dir, `.${name}.${process.pid}`);
    const file = await open(draft, 'w', 0o600);
    try {
      await file.writeFile(JSON.stringify(value));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, join(dir, name));
  };
  const current = async (): Promise<string | undefined> => {
    try {
      return pointerSchema.parse(await read('current.json')).snapshot;
    } catch (thrown) {
      const error = asError(thrown);
      const expected = Reflect.get(error, 'code') === 'ENOENT' || error instanceof SyntaxError;
      if (expected || error instanceof z.ZodError) return undefined;
      throw error;
    }
  };
  return {
    load: async () => {
      const name = await current();
      if (name === undefined) return undefined;
      try {
        const { version, files } = snapshotSchema.parse(await read(name));
        return { version, files: new Map(files) };
      } catch {
        return undefined; // a snapshot that was cut short or taken away is no snapshot
      }
    },
    save: async ({ version, files }) => {
      await mkdir(dir, { recursive: true, mode: 0o700 });
      const before = await current();
      // Processes may share the directory: none takes away what another has just written.
      const name = `${version}.${process.pid}.json`;
      await write(name, { version, files: [...files] });
      await write('current.json', { snapshot: name });
      // Readers of the pointer before have long finished when the next version comes.
      if (before !== undefined && before !== name) await rm(join(dir, before), { force: true });
    },
  };
}
