import { textAt } from '../../wecom/inbound/xml-fields.ts';
import { parseXml } from '../../wecom/xml/parse-xml.ts';

/** How the payload of a callback was written: replies take the same form. */
export type BodyForm = 'xml' | 'json';

/** The ciphertext in the outer body (inbound.md §1.3). Anything else comes back as it is, for the envelope to refuse. */
export function encryptedPart(
  kind: 'aibot' | 'robot' | 'app',
  body: string,
): { readonly form: BodyForm; readonly encrypt: unknown } {
  const form: BodyForm = kind === 'aibot' || (kind === 'robot' && /^\s*\{/.test(body)) ? 'json' : 'xml';
  return { form, encrypt: form === 'json' ? fromJson(body) : fromXml(body) };
}

function fromJson(body: string): unknown {
  try {
    const outer: unknown = JSON.parse(body);
    return typeof outer === 'object' && outer !== null && 'encrypt' in outer ? outer.encrypt : undefined;
  } catch {
    return undefined;
  }
}

function fromXml(body: string): string | undefined {
  // Nothing in the outer body needs an entity, and undoing a megabyte of them before the signature is checked is dear.
  if (body.includes('&')) return undefined;
  const outer = parseXml(body);
  return outer?.root === 'xml' ? textAt(outer.value, 'Encrypt') : undefined;
}
