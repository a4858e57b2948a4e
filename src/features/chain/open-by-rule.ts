import type { Outcome } from '../../domain/decision.ts';
import type { Desk } from './desk.ts';
import { openFromFile } from './follow-file.ts';
import type { ChainConfig } from './schema.ts';
import { settingsOf } from './settings.ts';

/** `open-chain`: begins a chain of the file anew, once the one before it is over. */
export function openByRule(desk: Desk, config: ChainConfig, at: number): Outcome {
  const by = 'action:open-chain';
  const refuse = (why: string): Outcome => ({ trail: [{ by, outcome: 'refused', why }] });
  const n = desk.index().yaml?.[config.id];
  if (n !== undefined && desk.chain(n)?.state === 'open') return refuse(`接龙「${config.id}」还开着`);
  const { deadline } = settingsOf(config, desk.group, at);
  if (typeof deadline === 'number' && deadline <= at) return refuse(`接龙「${config.id}」的截止时间已过`);
  return { trail: [{ by, outcome: 'did', why: `#${openFromFile(desk, config, at)} ${config.title}` }] };
}
