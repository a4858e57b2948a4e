import type { Utterance } from './lane.ts';
import type { Expectation } from './rule-test-schema.ts';

/** What happened since the expectation before. */
export interface Stretch {
  /** The group of the test. */
  readonly group: string;
  readonly said: readonly Utterance[];
  readonly matched: readonly string[];
  readonly isStaff: (member: string) => boolean;
  readonly row: (collection: string, row: string) => Promise<unknown>;
}
/** One thing that was not as expected. */
export interface Difference {
  /** Path below `expect`. */
  readonly path: readonly PropertyKey[];
  readonly wanted: string;
  readonly found: readonly string[];
}

/** Compares a stretch with what was expected of it; empty when all is as expected. */
export async function judge(wanted: Expectation, stretch: Stretch): Promise<Difference[]> {
  const here = stretch.said.filter(({ group, how }) => group === stretch.group && how !== 'private');
  if (wanted.silence)
    return here.length === 0
      ? []
      : [{ path: [], wanted: '群里没有新消息', found: here.map(({ how, text }) => `${how}: ${text}`) }];
  const differences: Difference[] = [];
  const priv = stretch.said.filter(({ how }) => how === 'private');
  const kinds = {
    reply: here.filter(({ how }) => how === 'reply'),
    send: here.filter(({ how }) => how === 'send'),
    dm: priv,
    notify: priv.filter(({ to }) => to.every(stretch.isStaff)),
  };
  for (const kind of ['reply', 'send', 'dm', 'notify'] as const) {
    const texts = kinds[kind].map(({ text }) => text);
    for (const part of wanted[kind] ?? [])
      if (!texts.some((text) => text.includes(part)))
        differences.push({ path: [kind], wanted: `${kind} 含有「${part}」`, found: texts });
  }
  for (const rule of wanted.rule ?? [])
    if (!stretch.matched.includes(rule))
      differences.push({
        path: ['rule'],
        wanted: `规则 ${rule} 命中`,
        found: [...new Set(stretch.matched)].map((id) => `命中了 ${id}`),
      });
  for (const [collection, rows] of Object.entries(wanted.state ?? {}))
    for (const [row, value] of Object.entries(rows)) {
      const found = await stretch.row(collection, row);
      if (!holds(found ?? null, value))
        differences.push({
          path: ['state', collection, row],
          wanted: `${collection}/${row} 是 ${JSON.stringify(value)}`,
          found: [found === undefined ? '没有这一行' : JSON.stringify(found)],
        });
    }
  return differences;
}

/** Whether `found` says everything that `wanted` says; it may say more. */
function holds(found: unknown, wanted: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) return Object.is(found, wanted);
  if (typeof found !== 'object' || found === null) return false;
  if (Array.isArray(wanted))
    return (
      Array.isArray(found) &&
      found.length === wanted.length &&
      wanted.every((item, n) => holds(found[n], item))
    );
  return Object.entries(wanted).every(([key, value]) => holds(Reflect.get(found, key) ?? null, value));
}
