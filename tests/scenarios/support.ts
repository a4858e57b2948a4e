import { onTestFinished } from 'vitest';
import type { LedgerEntry } from '../../src/delivery/ports.ts';
import { groupScope } from '../../src/domain/chat.ts';
import { asGroupId } from '../../src/domain/ids.ts';
import { ADMIN_TOKEN, openStage, type Stage, type StageOptions } from '../support/stage.ts';

/** A stage that is taken down when the test is over. */
export async function onStage(options: StageOptions): Promise<Stage> {
  const stage = await openStage(options);
  onTestFinished(() => stage.stop());
  return stage;
}

export const ledgerOf = (stage: Stage, group: string): Promise<readonly LedgerEntry[]> =>
  stage.stores.outbox.recent(groupScope(asGroupId(group)), 10_000);

/** What bots, webhooks and apps have said in a chat. */
export const heardIn = ({ emulator }: Stage, chat: string) =>
  emulator.transcript(chat).filter(({ from }) => from.kind === 'bot');

/** `/ops/status` of one process. */
export async function opsStatus(url: string): Promise<Readonly<Record<string, unknown>>> {
  const answer = await fetch(`${url}/ops/status`, { headers: { authorization: `Bearer ${ADMIN_TOKEN}` } });
  const status: unknown = await answer.json();
  if (typeof status !== 'object' || status === null) throw new Error('no status');
  return { ...status };
}
