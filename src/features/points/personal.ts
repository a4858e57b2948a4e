import type { MemberRef } from '../../domain/chat.ts';
import type { DecisionContext } from '../../domain/context.ts';
import type { Message } from '../../domain/message.ts';
import { drop, type Write } from '../../domain/state.ts';
import { accountRows, ledgerRows, PAGE, PAGES_KEPT } from './rows.ts';
import { texts } from './texts.ts';

export function ownData({ state }: DecisionContext, { id }: MemberRef): readonly Message[] {
  const account = state.get(accountRows, id);
  return account ? [texts.own(account.b, account.n)] : [];
}

/** The balance and every page of the ledger that is kept; nobody else's figures hang on them. */
export function erase({ state }: DecisionContext, { id }: MemberRef): readonly Write[] {
  const booked = state.get(accountRows, id)?.n ?? 0;
  const pages = Math.ceil(booked / PAGE);
  const kept = Array.from({ length: Math.min(pages, PAGES_KEPT) }, (_, n) => pages - 1 - n);
  return booked === 0
    ? []
    : [drop(accountRows, id), ...kept.map((page) => drop(ledgerRows, `${id}/${page}`))];
}
