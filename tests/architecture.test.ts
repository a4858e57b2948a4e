import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const src = resolve(import.meta.dirname, '../src');

/** What each part may import of the others. `engine/ports` and `delivery/ports` stand for those ports alone. */
const pure = ['domain', 'text', 'calendar', 'rules', 'commands', 'features'];
const mayImport: Record<string, readonly string[]> = {
  domain: [],
  text: ['domain'],
  calendar: ['domain'],
  observability: ['domain'],
  rules: ['domain', 'text', 'calendar'],
  commands: ['domain', 'text'],
  features: ['domain', 'text', 'calendar', 'rules', 'commands'],
  engine: pure,
  delivery: ['domain', 'observability'],
  config: [...pure, 'observability'],
  reload: [...pure, 'engine', 'config'],
  redis: ['domain', 'observability', 'engine/ports', 'delivery/ports'],
  memory: ['domain', 'engine/ports', 'delivery/ports'],
  jobs: ['domain', 'observability', 'delivery/ports'],
  wecom: ['domain', 'observability', 'delivery'],
  http: ['domain', 'observability', 'engine/ports', 'config', 'wecom', 'delivery/ports'],
  emulator: ['domain', 'wecom'],
  sandbox: ['domain', 'emulator', 'engine', 'http'],
  outbound: ['domain'],
  tables: [],
  simulator: [...pure, 'engine', 'delivery', 'memory', 'config'],
  cli: ['*'],
};
/** Ports stand beside their callers; these files are nothing but types (and the constants that belong to them). */
const portFiles: Record<string, string> = {
  'engine/ports.ts': 'engine/ports',
  'engine/schedule-port.ts': 'engine/ports',
  'engine/presence-port.ts': 'engine/ports',
  'delivery/ports.ts': 'delivery/ports',
  'delivery/deliver.ts': 'delivery/ports',
  'delivery/dispatcher.ts': 'delivery/ports',
  'delivery/token-store-port.ts': 'delivery/ports',
};
/** A package belongs to one part, so that replacing it touches one folder. */
const packageHomes: Record<string, readonly string[]> = {
  bullmq: ['jobs'],
  ioredis: ['redis'],
  'js-redis-server': ['redis'],
  fastify: ['http', 'sandbox', 'emulator'],
  undici: ['wecom', 'emulator', 'outbound'],
  '@wecom/crypto': ['wecom', 'emulator'],
  liquidjs: ['rules'],
  re2js: ['text'],
  croner: ['calendar'],
  'chinese-days': ['calendar'],
  yaml: ['config'],
  'prom-client': ['observability'],
  pino: ['observability'],
};
const importPattern = /(?:from\s+|import\s*\(\s*|import\s+)['"]([^'"]+)['"]/g;

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.ts$/.test(file))
  .map((file) => file.replaceAll('\\', '/'));
const source = new Map(files.map((file) => [file, readFileSync(join(src, file), 'utf8')]));
const importsOf = (file: string): string[] =>
  Array.from((source.get(file) ?? '').matchAll(importPattern), ([, specifier = '']) => specifier);
const partOf = (file: string) => file.split('/')[0] ?? '';
const isComposition = (file: string) => !file.includes('/'); // app.ts, main.ts and what they are split into
const internal = files.flatMap((file) =>
  importsOf(file)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => ({
      file,
      target: relative(src, resolve(src, dirname(file), specifier)).replaceAll('\\', '/'),
    })),
);

describe('imports', () => {
  it('are found at all', () => {
    expect(internal.length).toBeGreaterThan(100);
  });

  it('follow the dependency graph', () => {
    const wrong = internal.filter(({ file, target }) => {
      if (isComposition(file)) return false;
      const [from, to] = [partOf(file), partOf(target)];
      const allowed = mayImport[from];
      if (!allowed) return true;
      return (
        from !== to &&
        !allowed.includes('*') &&
        !allowed.includes(to) &&
        !allowed.includes(portFiles[target] ?? '-')
      );
    });
    expect(wrong.map(({ file, target }) => `${file} → ${target}`)).toEqual([]);
  });

  it('have no cycles', () => {
    const graph = new Map(
      files.map((file) => [file, internal.filter((edge) => edge.file === file).map(({ target }) => target)]),
    );
    const state = new Map<string, 'open' | 'done'>();
    const cycles: string[] = [];
    const visit = (file: string, path: string[]) => {
      if (state.get(file) === 'done') return;
      if (state.get(file) === 'open') {
        cycles.push([...path.slice(path.indexOf(file)), file].join(' → '));
        return;
      }
      state.set(file, 'open');
      for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
      state.set(file, 'done');
    };
    for (const file of files) visit(file, []);
    expect(cycles).toEqual([]);
  });

  it('keep each package in its part', () => {
    const wrong = files.flatMap((file) =>
      importsOf(file)
        .filter((specifier) => !specifier.startsWith('.') && !specifier.startsWith('node:'))
        .filter((specifier) => {
          const name = specifier.startsWith('@')
            ? specifier.split('/').slice(0, 2).join('/')
            : specifier.split('/')[0];
          const homes = packageHomes[name ?? ''];
          return (
            homes !== undefined &&
            !isComposition(file) &&
            partOf(file) !== 'cli' &&
            !homes.includes(partOf(file))
          );
        })
        .map((specifier) => `${file} → ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });

  it('load the sandbox only on demand', () => {
    const outside = files.filter((file) => !/^(sandbox\/|emulator\/|start-sandbox\.ts)/.test(file));
    const eager = outside.filter((file) =>
      /^(?:import|export)(?!\s+type)[^;]*from\s+'\.[^']*\/(?:sandbox\/|emulator\/|start-sandbox\.ts)/m.test(
        source.get(file) ?? '',
      ),
    );
    expect(eager).toEqual([]);
  });
});

describe('the pure middle', () => {
  it.each(['domain', 'text', 'calendar', 'rules', 'commands', 'features'])(
    '%s reads no clock, rolls no dice, does no I/O',
    (part) => {
      const impure = files
        .filter((file) => partOf(file) === part)
        .filter((file) =>
          /Date\.now\(|new Date\(\)|Math\.random\(|node:(fs|net|http|child_process|timers)|process\.env/.test(
            source.get(file) ?? '',
          ),
        );
      expect(impure).toEqual([]);
    },
  );
});

describe('exports', () => {
  it('are used somewhere', () => {
    const everything = ['tests', 'bench', 'bin']
      .flatMap((folder) => listed(resolve(src, '..', folder)))
      .map((file) => readFileSync(file, 'utf8'));
    const unused = files.flatMap((file) => {
      const own = source.get(file) ?? '';
      const names = Array.from(
        own.matchAll(/^export (?:async )?(?:const|function|class|type|interface) (\w+)/gm),
        ([, name = '']) => name,
      );
      const rest = [
        ...files.filter((other) => other !== file).map((other) => source.get(other) ?? ''),
        ...everything,
      ];
      return names
        .filter((name) => {
          const word = new RegExp(`\\b${name}\\b`);
          const here = own.match(new RegExp(`\\b${name}\\b`, 'g'))?.length ?? 0;
          return here < 2 && !rest.some((text) => word.test(text));
        })
        .map((name) => `${file}: ${name}`);
    });
    expect(unused).toEqual([]);
  });
});

function listed(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|js)$/.test(file))
      .map((file) => join(folder, file));
  } catch {
    return []; // a folder that does not exist uses nothing
  }
}
