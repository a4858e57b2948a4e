import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { fileKinds } from '../config/file-kinds.ts';
import type { DefinedFeature } from '../features/feature.ts';
import { ruleTestFileSchema } from '../simulator/rule-test-schema.ts';
import { type ConfigIo, orComplain } from './load-book.ts';

const usage = '用法:qunyun schema [目录]';

/** `qunyun schema`: writes `schema/*.json`, by which editors complete and check. Exit code: 0 written, 2 wrong usage. */
export const runSchema = (args: readonly string[], io: ConfigIo): Promise<0 | 1 | 2> =>
  orComplain(async () => {
    const [dir = io.configDir, ...rest] = args;
    if (rest.length > 0 || dir.startsWith('-')) {
      io.err(usage);
      return 2;
    }
    const folder = join(dir, 'schema');
    await mkdir(folder, { recursive: true });
    const schemas = jsonSchemas(io.features);
    for (const [name, text] of schemas) await writeFile(join(folder, name), text);
    io.out(`写好了 ${schemas.size} 个文件:${folder}`);
    return 0;
  }, io);

/** File name → content, for every kind of YAML file that operators write. */
export const jsonSchemas = (features: readonly DefinedFeature[]): ReadonlyMap<string, string> =>
  new Map(
    [...fileKinds(features), { name: 'tests', schema: ruleTestFileSchema }].map(({ name, schema }) => [
      `${name}.json`,
      `${JSON.stringify(z.toJSONSchema(schema, { target: 'draft-7', io: 'input', unrepresentable: 'any' }), null, 2)}\n`,
    ]),
  );
