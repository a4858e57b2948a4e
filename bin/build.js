#!/usr/bin/env node
// `npm run build`: compiles src/ into dist/ with types checked, and copies what the compiler leaves behind (Lua scripts,
// the sandbox page).
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const src = join(root, 'src');
const dist = join(root, 'dist');
const stamp = join(dist, '.build-stamp');
const COPIED = /\.(lua|html|css|js|svg|png)$/;

function sources() {
  return readdirSync(src, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function fingerprint() {
  const hash = createHash('sha256');
  for (const file of [...sources(), join(root, 'tsconfig.json'), join(root, 'tsconfig.build.json')]) {
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/** Builds when dist/ is missing or older than the sources. Types were checked before: a start need not wait for that. */
export function ensureBuilt() {
  if (!existsSync(src)) return; // an image that ships dist/ alone
  const wanted = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  build(wanted, ['--noCheck']);
}

function build(wanted, options) {
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  if (!existsSync(compiler)) {
    console.error(
      'dist/ is missing or stale and the compiler is not installed. Run `npm ci`, then `npm run build`.',
    );
    process.exit(1);
  }
  rmSync(dist, { recursive: true, force: true });
  const project = join(root, 'tsconfig.build.json');
  const run = spawnSync(process.execPath, [compiler, '-p', project, ...options], {
    stdio: 'inherit',
    cwd: root,
  });
  if (run.status !== 0) {
    rmSync(dist, { recursive: true, force: true });
    console.error('The build failed; see the errors above.');
    process.exit(1);
  }
  for (const file of sources().filter((name) => COPIED.test(name))) {
    const target = join(dist, file.slice(src.length));
    mkdirSync(dirname(target), { recursive: true });
    cpSync(file, target);
  }
  writeFileSync(stamp, wanted);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) build(fingerprint(), []);
