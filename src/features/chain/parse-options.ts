import { z } from 'zod';
import { parseNumber } from '../../text/numbers.ts';
import { CAPACITY_MAX, OPTION_NAME, OPTIONS_MAX } from './schema.ts';

export const planOptionSchema = z.object({
  name: z.string(),
  price: z.number().optional(),
  stock: z.int().optional(),
});
export type PlanOption = z.infer<typeof planOptionSchema>;

const NAME = String.raw`(?<name>[^\s¥×]+?)`;
const PRICE = String.raw`(?:\s*(?:¥\s*(?<yuan>\d{1,7}(?:\.\d{1,2})?)(?:元)?|(?<spoken>\d{1,7}(?:\.\d{1,2})?)\s*[元块]))?`;
const STOCK = String.raw`(?:\s*(?:(?<![a-zA-Z])[xX×*]\s*(?<times>\d{1,6})|限\s*(?<limit>[^\s个位份人张名]+?)\s*[个位份人张名]?|(?<count>\d{1,6})[个位份人张名]))?`;
const ITEM = new RegExp(`^${NAME}${PRICE}${STOCK}$`, 'u');

/** `成人¥50,儿童¥20x10`: name, price and stock of each; undefined when one of them is none. */
export function parseOptions(text: string): PlanOption[] | undefined {
  const items = text
    .normalize('NFKC')
    .split(/[,，、;；/]|\s+(?=[^\s¥x×*限\d])/u)
    .map((item) => item.trim())
    .filter((item) => item !== '');
  const options = items.map(readItem);
  const known = options.filter((option) => option !== undefined);
  const names = new Set(known.map(({ name }) => name));
  const fits = known.length > 0 && known.length === options.length && known.length <= OPTIONS_MAX;
  return fits && names.size === known.length ? known : undefined;
}

const readItem = (item: string): PlanOption | undefined => {
  const found = ITEM.exec(item)?.groups;
  const { name, yuan, spoken, times, limit, count } = found ?? {};
  if (name === undefined || !OPTION_NAME.test(name)) return undefined;
  const price = yuan ?? spoken;
  const amount = times ?? limit ?? count;
  const stock = amount === undefined ? undefined : parseNumber(amount);
  if (amount !== undefined && (stock === undefined || stock < 1 || stock > CAPACITY_MAX)) return undefined;
  return {
    name,
    ...(price !== undefined && { price: Number(price) }),
    ...(stock !== undefined && { stock }),
  };
};
