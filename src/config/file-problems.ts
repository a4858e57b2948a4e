import type { Problem } from './problem.ts';
import type { YamlFile } from './yaml/read-yaml.ts';

export interface Complaint {
  readonly path: readonly PropertyKey[];
  readonly code: string;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly severity?: 'error' | 'warning';
  /** Point at the key rather than at its value. */
  readonly at?: 'key' | 'value';
}

/** Places complaints about one file. */
export const problemsIn =
  (yaml: YamlFile) =>
  ({ path, code, message, hint, severity = 'error', at = 'value' }: Complaint): Problem => ({
    file: yaml.file,
    ...yaml.locate[at](path),
    path,
    severity,
    code,
    message,
    ...(hint !== undefined && { hint }),
  });
