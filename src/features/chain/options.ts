import { comparable } from '../../commands/spelling.ts';
import type { Chain, Option } from './rows.ts';

/** The options that can be chosen, with their place. */
export const offered = ({ options = [] }: Pick<Chain, 'options'>): { option: Option; at: number }[] =>
  options.flatMap((option, at) => (option.off ? [] : [{ option, at }]));

/** The place of the option of that name. */
export const optionNamed = (chain: Pick<Chain, 'options'>, name: string): number | undefined =>
  offered(chain).find(({ option }) => comparable(option.name) === comparable(name))?.at;

/** Places left, of the whole and of the option. */
export const roomOf = ({ capacity, taken }: Pick<Chain, 'capacity' | 'taken'>): number =>
  capacity === undefined ? Number.POSITIVE_INFINITY : capacity - taken;
export const stockOf = ({ options = [] }: Pick<Chain, 'options'>, option: number | undefined): number => {
  const found = option === undefined ? undefined : options[option];
  return found?.stock === undefined ? Number.POSITIVE_INFINITY : found.stock - found.taken;
};

/** No place is left for anybody, whatever they choose. */
export const isFull = (chain: Chain): boolean => {
  const choices = offered(chain);
  return roomOf(chain) <= 0 || (choices.length > 0 && choices.every(({ at }) => stockOf(chain, at) <= 0));
};

/** The chain with `more` (or, negative, fewer) places taken. */
export const withTaken = (chain: Chain, option: number | undefined, more: number): Chain => ({
  ...chain,
  taken: chain.taken + more,
  ...(chain.options && {
    options: chain.options.map((one, at) => (at === option ? { ...one, taken: one.taken + more } : one)),
  }),
});
