import type { MemberRef } from '../../domain/chat.ts';
import type { DecisionContext } from '../../domain/context.ts';
import type { Message } from '../../domain/message.ts';
import { createDraft } from './draft.ts';
import { keyParts, ownKey } from './entry-key.ts';
import { heldBy } from './held.ts';
import { type KeptEntries, ownTexts } from './own-texts.ts';
import { chainRows, entryRows } from './rows.ts';
import { isActive, quantityOf } from './set-entry.ts';

export function ownData({ state }: DecisionContext, { id }: MemberRef): readonly Message[] {
  const draft = createDraft(state);
  const kept = [...state.all(chainRows)].map(([row, { title, options = [] }]): KeptEntries => {
    const n = Number(row);
    const keys = [ownKey(id), ...options.map((_, option) => ownKey(id, option)), ...heldBy(draft, n, id)];
    const entries = [...new Set(keys)].flatMap((key) => {
      const entry = state.get(entryRows(n), key);
      return entry ? [{ key, entry }] : [];
    });
    const isOwn = (key: string) => keyParts(key).member !== undefined;
    const active = entries.filter(({ entry }) => isActive(entry));
    return {
      n,
      title,
      quantity: active.reduce((sum, { key, entry }) => sum + (isOwn(key) ? quantityOf(entry) : 0), 0),
      forOthers: active.filter(({ key }) => !isOwn(key)).length,
      cancelled: entries.length - active.length,
    };
  });
  const some = kept.filter(({ quantity, forOthers, cancelled }) => quantity + forOthers + cancelled > 0);
  const opened = [...state.all(chainRows).values()].filter(({ opener }) => opener?.id === id).length;
  return [
    ...(some.length > 0 ? [ownTexts.kept(some)] : []),
    ...(opened > 0 ? [ownTexts.opened(opened)] : []),
  ];
}
