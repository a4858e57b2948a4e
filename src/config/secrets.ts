import { createHash } from 'node:crypto';
import { namedSecrets, placeholder } from './wecom.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Which of the secrets that `wecom.yaml` names are there. An empty variable counts as missing. */
export function resolveSecrets(document: unknown, env: Environment) {
  const named = namedSecrets(document);
  const isSet = (name: string) => (env[name] ?? '').trim() !== '';
  return { named, set: named.filter(isSet), missing: named.filter((name) => !isSet(name)) };
}

export type SandboxMode =
  | { readonly type: 'on' }
  | { readonly type: 'off' }
  | { readonly type: 'refused'; readonly missing: readonly string[] };

/**
 * Real WeCom or the emulator: with no secret set it is the sandbox, with all set (or none named) it is not, with some
 * set the start is refused. `SANDBOX=1` always means sandbox; `SANDBOX=0` needs every secret.
 */
export function sandboxMode(given: {
  readonly flag: boolean | undefined;
  readonly named: readonly string[];
  readonly set: readonly string[];
}): SandboxMode {
  const { flag, named, set } = given;
  const missing = named.filter((name) => !set.includes(name));
  if (flag === true) return { type: 'on' };
  if (missing.length === 0) return { type: 'off' };
  if (flag === undefined && set.length === 0) return { type: 'on' };
  return { type: 'refused', missing };
}

export type SecretValue = (name: string, field: string) => string | undefined;

/** Replaces `${NAME}` inside every string. `field` is the key the string stands under. */
export function fillSecrets(value: unknown, secretOf: SecretValue, field = ''): unknown {
  if (typeof value === 'string')
    return value.replace(placeholder, (whole, name: string) => secretOf(name, field) ?? whole);
  if (Array.isArray(value)) return value.map((item) => fillSecrets(item, secretOf, field));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, fillSecrets(inner, secretOf, key)]),
    );
  return value;
}

/** Values for the sandbox: fit their field, the same on every start for one seed, and never those of the environment. */
export function sandboxSecrets(seed: string): SecretValue {
  const made = new Map<string, string>();
  return (name, field) => {
    // One variable may stand in two fields: it has one value, made for the first.
    const value = made.get(name) ?? generate(field, createHash('sha512').update(`${seed}\0${name}`).digest());
    made.set(name, value);
    return value;
  };
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/** Last characters of a 43-character key whose two spare bits are zero, so that decoding and encoding agree. */
const lastOfKey = 'AEIMQUYcgkosw048';
const pick = (from: string, byte: number | undefined) => from.charAt((byte ?? 0) % from.length);
const letters = (bytes: Buffer, length: number) =>
  Array.from({ length }, (_, n) => pick(alphabet, bytes[n])).join('');

const generate = (field: string, bytes: Buffer): string => {
  switch (field) {
    case 'corpId':
      return `ww${bytes.toString('hex', 0, 8)}`;
    case 'encodingAESKey':
      return letters(bytes, 42) + pick(lastOfKey, bytes[42]);
    case 'token':
      return letters(bytes, 24);
    case 'secret':
      return letters(bytes, 43);
    case 'key':
      return bytes.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    default:
      return letters(bytes, 16);
  }
};
