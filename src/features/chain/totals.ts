import type { Line } from './list-line.ts';
import type { Chain } from './rows.ts';

/** What an entry is of, whoever it is for. */
type Kind = Pick<Line, 'option' | 'quantity' | 'paid'>;

export interface Total {
  readonly name: string;
  readonly quantity: number;
  /** Yuan; undefined where the option has no price. */
  readonly amount: number | undefined;
}

/** What each option adds up to, in the order of the options; empty for chains without. Money is counted in fen. */
export const totalsOf = (chain: Chain, lines: readonly Kind[]): Total[] =>
  (chain.options ?? []).flatMap(({ name, price, off }) => {
    const quantity = sum(lines.filter(({ option }) => option === name).map((line) => line.quantity));
    if (off && quantity === 0) return [];
    return [{ name, quantity, amount: price === undefined ? undefined : times(price, quantity) }];
  });

export const amountOf = (
  chain: Chain,
  lines: readonly Kind[],
): { readonly total: number; readonly paid: number } => {
  const of = (some: readonly Kind[]) =>
    inYuan(sum(some.map((line) => fen(priceOf(chain, line)) * line.quantity)));
  return { total: of(lines), paid: of(lines.filter(({ paid }) => paid)) };
};

/** What one entry costs; 0 where nothing has a price. */
export const costOf = (chain: Chain, line: Kind): number => times(priceOf(chain, line), line.quantity);

const priceOf = ({ options = [] }: Chain, { option }: Kind): number =>
  options.find(({ name }) => name === option)?.price ?? 0;
/** `20`, `19.90`. */
export const yuan = (amount: number): string => (Number.isInteger(amount) ? `${amount}` : amount.toFixed(2));
const fen = (amount: number) => Math.round(amount * 100);
const inYuan = (amount: number) => amount / 100;
const times = (price: number, quantity: number) => inYuan(fen(price) * quantity);
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
