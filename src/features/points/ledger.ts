import { dayNumber } from '../../calendar/dates.ts';
import { logicalDay } from '../../calendar/logical-day.ts';
import type { Group } from '../../domain/community.ts';
import { drop, put, type StateView, type Write } from '../../domain/state.ts';
import {
  type Account,
  accountRows,
  type Entry,
  ledgerRows,
  PAGE,
  PAGES_KEPT,
  POINT_RULES,
  pointRuleRows,
} from './rows.ts';

export interface Booking {
  readonly delta: number;
  readonly reason: string;
  /** The event it came from. */
  readonly source: string;
  /** What a claw-back will name; '' for what is never taken back. */
  readonly ref: string;
  /** Held to the group's daily cap. Only what is gained can be. */
  readonly capped: boolean;
  readonly at: number;
}
export interface Booked {
  /** What really changed: the cap may have cut it. */
  readonly delta: number;
  readonly balance: number;
  readonly writes: readonly Write[];
}

const NOTHING: Account = { b: 0, n: 0 };

export const balanceOf = (state: StateView, member: string): number => state.get(accountRows, member)?.b ?? 0;

/** What of a gain the group's daily cap leaves over for this member now. */
export function withinCap(state: StateView, group: Group, member: string, delta: number, at: number): number {
  const cap = state.get(pointRuleRows, POINT_RULES)?.cap;
  if (cap === undefined || delta <= 0) return delta;
  const account = state.get(accountRows, member);
  const today = account?.d === dayOf(group, at) ? (account.t ?? 0) : 0;
  return Math.max(0, Math.min(delta, cap - today));
}

/** Writes one line of the ledger and the balance; undefined when nothing changes. */
export function book(
  state: StateView,
  group: Group,
  member: string,
  { delta: wanted, reason, source, ref, capped, at }: Booking,
): Booked | undefined {
  const delta = capped ? withinCap(state, group, member, wanted, at) : wanted;
  if (delta === 0) return undefined;
  const account = state.get(accountRows, member) ?? NOTHING;
  const balance = account.b + delta;
  const page = Math.floor(account.n / PAGE);
  const entry: Entry = [Math.floor(at / 1000), delta, balance, reason, source, ref];
  const fresh = account.n % PAGE === 0;
  const entries = fresh ? [entry] : [...(state.get(ledgerRows, `${member}/${page}`) ?? []), entry];
  const day = dayOf(group, at);
  const gained = (account.d === day ? (account.t ?? 0) : 0) + (capped ? delta : 0);
  const old = page - PAGES_KEPT;
  return {
    delta,
    balance,
    writes: [
      put(accountRows, member, {
        b: balance,
        n: account.n + 1,
        ...(gained !== 0 && { d: day, t: Math.max(0, gained) }),
      }),
      put(ledgerRows, `${member}/${page}`, entries),
      ...(fresh && old >= 0 ? [drop(ledgerRows, `${member}/${old}`)] : []),
    ],
  };
}

/** A member's entries that are kept, oldest first; `pages` limits how far back. */
export function entriesOf(state: StateView, member: string, pages = PAGES_KEPT): Entry[] {
  const count = state.get(accountRows, member)?.n ?? 0;
  const last = Math.ceil(count / PAGE) - 1;
  const entries: Entry[] = [];
  for (let page = Math.max(0, last - pages + 1); page <= last; page++)
    entries.push(...(state.get(ledgerRows, `${member}/${page}`) ?? []));
  return entries;
}

/** The sum still standing under a reference (`morning/20777`, and all that begins with it and a `/`). */
export const standingUnder = (entries: readonly Entry[], ref: string): number =>
  entries
    .filter(([, , , , , of]) => of === ref || of.startsWith(`${ref}/`))
    .reduce((sum, [, delta]) => sum + delta, 0);

const dayOf = (group: Group, at: number) => dayNumber(logicalDay(at, group.timezone, group.dayStartsAt));
