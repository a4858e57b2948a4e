import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface Compiled {
  /** The JavaScript of a file in `bench/`. */
  file(name: string): string;
  remove(): void;
}

/** Compiles the program as `npm start` does, so that what is measured is what runs; into a folder that is removed again. */
export function compile(): Compiled {
  const root = join(import.meta.dirname, '..');
  const out = mkdtempSync(join(tmpdir(), 'qyb-js-'));
  const remove = () => rmSync(out, { recursive: true, force: true });
  const config = join(out, 'tsconfig.json');
  const options = {
    noEmit: false,
    rootDir: root,
    outDir: out,
    typeRoots: [join(root, 'node_modules/@types')],
  };
  writeFileSync(
    config,
    JSON.stringify({
      extends: join(root, 'tsconfig.json'),
      compilerOptions: options,
      include: [join(root, 'src'), join(root, 'bench')],
    }),
  );
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const run = spawnSync(process.execPath, [compiler, '-p', config], { encoding: 'utf8', cwd: root });
  if (run.status !== 0) {
    remove();
    throw new Error(`does not compile:\n${run.stdout}`);
  }
  for (const file of readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }))
    if (file.endsWith('.lua'))
      cpSync(join(root, 'src', file), join(out, 'src', dirname(file), file.split('/').at(-1) ?? ''));
  symlinkSync(join(root, 'node_modules'), join(out, 'node_modules'));
  writeFileSync(join(out, 'package.json'), '{"type":"module"}');
  return { file: (name) => join(out, 'bench', name), remove };
}
