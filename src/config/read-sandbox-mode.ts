import { readConfigDir } from './read-dir.ts';
import { resolveSecrets, type SandboxMode, sandboxMode } from './secrets.ts';
import { readYaml } from './yaml/read-yaml.ts';

/**
 * Decides before anything is loaded whether this start is a sandbox, by the secrets that `wecom.yaml` names. A file
 * that cannot be read is judged by its text (comments included): loading it will say what is wrong with it.
 */
export async function readSandboxMode(given: {
  readonly dir: string;
  readonly flag: boolean | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}): Promise<SandboxMode> {
  const source = (await readConfigDir(given.dir)).get('wecom.yaml') ?? '';
  const read = readYaml('wecom.yaml', source);
  const { named, set } = resolveSecrets(read.ok ? read.yaml.data : source, given.env);
  return sandboxMode({ flag: given.flag, named, set });
}
