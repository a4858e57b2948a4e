import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { runCli } from '../../src/cli/program.ts';
import { groups, wecom } from '../config/support.ts';

/** A configuration directory for one test, and the command line on it. */
export function configDir(files: Readonly<Record<string, string>> = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'cli-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), text);
  };
  for (const [name, text] of Object.entries({ 'wecom.yaml': wecom, 'groups.yaml': groups, ...files }))
    write(name, text);
  return {
    dir,
    write,
    run: async (...args: string[]) => {
      const out: string[] = [];
      const err: string[] = [];
      const io = {
        out: (line: string) => void out.push(line),
        err: (line: string) => void err.push(line),
        env: { CONFIG_DIR: dir },
      };
      return { code: await runCli(args, io), out, err };
    },
  };
}

export const faq = (answer: string) =>
  `rules:\n  - id: faq\n    on: message.received\n    groups: [newbie-01]\n    when: [{ text.any: [发票] }]\n    do: [{ reply: ${answer} }]\n`;
