const HIDDEN = '[secret]';
/** Shorter than this a value is a common word: hiding it would hide the log. */
const PREFIX = 4;
/** A rolling secret keeps its predecessor hidden too: an answer that names the old one may still be on its way. */
const KEPT_PER_SLOT = 2;

const named = 'access_token|response_code|welcome_code|corpsecret|suite_ticket|jsapi_ticket|key';
/** `?key=…`, also percent-encoded, wherever a URL ended up: secrets nobody registered. */
const end = `&\\s"'\\\\<>#`;
const inQuery = new RegExp(
  `((?:(?<![A-Za-z0-9_-])|(?<=%[0-9A-F]{2}))(?:${named}))(?:(=)[^${end}]+|(%3D)(?:(?!%26)[^${end}])+)`,
  'gi',
);
/** `"access_token":"…"`, also inside a string that holds JSON. `key` is left out: as a field it is an everyday word. */
const inJson = /((?:access_token|response_code|welcome_code|corpsecret|secret)\\*"\s*:\s*\\*")[^"\\]+/gi;
const bearer = /(Bearer\s+)[A-Za-z0-9._~+/=-]+/g;
/** A mobile number, replaced by digits so that a JSON number stays one. */
const mobile = /(?<![\d.A-Za-z_-])1[3-9]\d{9}(?![\d.A-Za-z_-])/g;
/** What a terminal or an editor would obey instead of show: C1 controls, line separators, bidi overrides. */
const unprintable = /[\u0080-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/**
 * Removes secrets from a finished log line. It works on the text, not on field paths: a secret is caught wherever it
 * ended up – nested objects, messages, causes, URLs – as written, JSON-escaped or percent-encoded.
 */
export function createScrubber() {
  // By their first characters, so that a line costs its length and not its length times the number of secrets.
  // Made anew at the first line after a change: thousands of keys are registered at start-up, one by one.
  let byPrefix: Map<string, string[]> | undefined;
  const fixed = new Set<string>();
  const slots = new Map<string, string[]>();

  const index = (): Map<string, string[]> => {
    const made = new Map<string, string[]>();
    const all = new Set([...fixed, ...[...slots.values()].flat()].flatMap(spellings));
    for (const spelling of [...all].sort((a, b) => b.length - a.length)) {
      const prefix = spelling.slice(0, PREFIX);
      const same = made.get(prefix);
      if (same) same.push(spelling);
      else made.set(prefix, [spelling]);
    }
    return made;
  };
  const withoutRegistered = (text: string): string => {
    byPrefix ??= index();
    if (byPrefix.size === 0) return text;
    let clean = '';
    let from = 0;
    for (let at = 0; at + PREFIX <= text.length; at += 1) {
      const found = byPrefix.get(text.slice(at, at + PREFIX))?.find((secret) => text.startsWith(secret, at));
      if (!found) continue;
      clean += text.slice(from, at) + HIDDEN;
      from = at + found.length;
      at = from - 1;
    }
    return clean + text.slice(from);
  };

  return {
    /** Never shown from now on. With a `slot` only its newest two are kept, for secrets that are renewed for ever. */
    add: (secret: string, slot?: string): void => {
      if (secret.length < PREFIX) return;
      if (slot === undefined) fixed.add(secret);
      else slots.set(slot, [...(slots.get(slot) ?? []), secret].slice(-KEPT_PER_SLOT));
      byPrefix = undefined;
    },
    /** Keeps JSON valid. */
    scrub: (text: string): string =>
      withoutRegistered(text)
        .replace(inQuery, `$1$2$3${HIDDEN}`)
        .replace(inJson, `$1${HIDDEN}`)
        .replace(bearer, `$1${HIDDEN}`)
        .replace(mobile, '10000000000')
        .replace(unprintable, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`),
  };
}
export type Scrubber = ReturnType<typeof createScrubber>;

const spellings = (secret: string): string[] => {
  const escaped = JSON.stringify(secret).slice(1, -1);
  const twice = JSON.stringify(escaped).slice(1, -1);
  const encoded = encodeURIComponent(secret);
  return [secret, escaped, twice, encoded, encoded.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase())];
};
