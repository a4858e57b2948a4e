import type { LedgerEntry } from '../../src/delivery/ports.ts';
import { renderWebhook } from '../../src/delivery/render/render.ts';
import type { Stage } from '../support/stage.ts';
import { pushOf } from '../support/stage-config.ts';
import { scopeOf } from './drain.ts';

/** What people could see, by webhook and text. */
export type Seen = ReadonlyMap<string, ReadonlyMap<string, number>>;

export interface SendReport {
  readonly sent: number;
  readonly failed: number;
  readonly unknown: number;
  readonly visible: number;
  /** Seen more often than sent. */
  readonly doubled: number;
  readonly problems: readonly string[];
}

/** Compares the ledgers with what the webhooks accepted. */
export async function checkSends(
  stage: Stage,
  groups: readonly string[],
  seen: Seen,
  wanted: (entry: LedgerEntry) => boolean,
): Promise<SendReport & { readonly entries: ReadonlyMap<string, readonly LedgerEntry[]> }> {
  const problems: string[] = [];
  const entries = new Map<string, readonly LedgerEntry[]>();
  let visible = 0;
  let doubled = 0;
  for (const group of groups) {
    const all = await stage.stores.outbox.recent(scopeOf(group), Number.MAX_SAFE_INTEGER);
    const ledger = all.filter(wanted);
    entries.set(group, ledger);
    const texts = new Map<string, LedgerEntry['state'][]>();
    for (const { state, outgoing } of ledger) {
      const text = textOf(outgoing.effect);
      texts.set(text, [...(texts.get(text) ?? []), state]);
      if (state === 'queued' || state === 'sending')
        problems.push(`${group}: ${outgoing.id} is still ${state}`);
    }
    for (const [text, states] of texts) {
      const count = seen.get(pushOf(group))?.get(text) ?? 0;
      const of = (state: LedgerEntry['state']) => states.filter((one) => one === state).length;
      visible += count;
      doubled += Math.max(0, count - of('sent') - of('unknown'));
      if (count > of('sent') + of('unknown')) problems.push(`${group}: seen ${count} times: ${text}`);
      if (count < of('sent')) problems.push(`${group}: sent and not seen: ${text}`);
    }
  }
  const flat = [...entries.values()].flat();
  const total = (state: LedgerEntry['state']) => flat.filter((entry) => entry.state === state).length;
  return {
    entries,
    sent: total('sent'),
    failed: total('failed'),
    unknown: total('unknown'),
    visible,
    doubled,
    problems,
  };
}

const textOf = (effect: LedgerEntry['outgoing']['effect']): string =>
  'message' in effect
    ? renderWebhook(effect.message)
        .map(({ content }) => content)
        .join('\n')
    : '';
