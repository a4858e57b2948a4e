import { comparable } from '../../commands/spelling.ts';
import type { Desk } from './desk.ts';
import type { Chain, Numbered } from './rows.ts';

export type Picked =
  | ({ readonly type: 'chain' } & Numbered)
  | { readonly type: 'none' }
  | { readonly type: 'unknown-number'; readonly n: number }
  | { readonly type: 'unknown-title'; readonly title: string }
  | { readonly type: 'which'; readonly among: readonly Numbered[] };

/** The chain somebody means: by number, by title, the only open one, or else the one that ended last. */
export function pickChain(
  desk: Desk,
  { chain: number, title }: { readonly chain?: number | undefined; readonly title?: string | undefined },
): Picked {
  if (number !== undefined) {
    const chain = desk.chain(number);
    return chain ? { type: 'chain', n: number, chain } : { type: 'unknown-number', n: number };
  }
  const open = desk.open();
  const among = title === undefined ? open : open.filter(({ chain }) => titleMatches(chain.title, title));
  const [only] = among;
  if (only && among.length === 1) return { type: 'chain', ...only };
  if (among.length > 1) return { type: 'which', among };
  if (title !== undefined && open.length > 0) return { type: 'unknown-title', title };
  const { ended } = desk.index();
  const last = ended === undefined ? undefined : desk.chain(ended);
  return ended !== undefined && last && (title === undefined || titleMatches(last.title, title))
    ? { type: 'chain', n: ended, chain: last }
    : { type: 'none' };
}

export const titleMatches = (title: string, hint: string): boolean => {
  const plain = comparable(title);
  return plain.includes(comparable(hint)) || plain.includes(asTitle(hint));
};

/** 这周六的徒步 is 周六徒步. */
export const asTitle = (hint: string): string => {
  const said = comparable(hint);
  return said.replace(/^(?:这个?|那个?|本)(?=.{2})|的(?=.)|(?:的|活动|的?接龙)$/gu, '') || said;
};

/**
 * Whether an entry said at `at` still counts. The deadline goes by when it was said, not by when it is looked at: what
 * arrives late counts if it was said in time.
 */
export const isOpenAt = ({ state, deadline }: Chain, at: number): boolean => {
  if (state === 'closed') return false;
  return deadline === undefined ? state === 'open' : at < deadline;
};
