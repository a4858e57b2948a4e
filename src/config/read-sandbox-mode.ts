import { readConfigDir } from './read-dir.ts';
import { resolveSecrets, type SandboxMode, sandboxMode } from './secrets.ts';
import { readYaml } from './yaml/read-yaml.ts';

/**
 * Decides before anything is loaded whether this start is a sandbox, by the secrets that `wecom.yaml` names. A file
 * that cannot be read is judged by its text (comments included): loading it will say what is wrong with it.
 */
export const readSandboxMode = async (
  given: Omit<Given, 'wecom'> & { readonly dir: string },
): Promise<SandboxMode> =>
  sandboxModeOf({ ...given, wecom: (await readConfigDir(given.dir)).get('wecom.yaml') ?? '' });

interface Given {
  /** Text of `wecom.yaml`. */
  readonly wecom: string;
  readonly flag: boolean | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** `readSandboxMode` for a file already read. */
export function sandboxModeOf(given: Given): SandboxMode {
  const source = given.wecom;
  const read = readYaml('wecom.yaml', source);
  const { named, set } = resolveSecrets(read.ok ? read.yaml.data : source, given.env);
  return sandboxMode({ flag: given.flag, named, set });
}
