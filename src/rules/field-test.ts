import { z } from 'zod';
import { fold } from '../text/fold.ts';
import type { FieldType, FieldValue } from './event-kinds.ts';
import { parseNumberTest, passes } from './number-test.ts';

/** What an `event.<field>` may be compared with: a value, several, or `'>= 5'`. */
export const fieldTestSchema = z.union(
  [z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number()])).min(1)],
  { error: "要写成一个值、[ ] 里的几个值,或 '>= 5'。" },
);
export type FieldTest = z.infer<typeof fieldTestSchema>;

/** Why a comparison can never hold for a field of this type; undefined when it can. */
export function misfit(test: FieldTest, type: FieldType): string | undefined {
  const wanted = Array.isArray(test) ? test : [test];
  switch (type) {
    case 'truth':
      return wanted.every((value) => typeof value === 'boolean') ? undefined : '这里只能是 true 或 false。';
    case 'number':
      return wanted.every((value) => typeof value === 'number' || parseNumberTest(String(value)))
        ? undefined
        : "这里是数字,要写成 5 或 '>= 5'。";
    case 'text':
      return wanted.some((value) => typeof value === 'boolean') ? '这里是文字。' : undefined;
    default:
      return type satisfies never;
  }
}

export function compileFieldTest(test: FieldTest): (value: FieldValue | undefined) => boolean {
  const branches = (Array.isArray(test) ? test : [test]).map(branchOf);
  return (value) => value !== undefined && branches.some((branch) => branch(value));
}

const branchOf = (wanted: FieldValue): ((value: FieldValue) => boolean) => {
  const comparison = typeof wanted === 'string' ? parseNumberTest(wanted) : undefined;
  const words = fold(String(wanted));
  return (value) => {
    if (typeof value === 'number') return comparison ? passes(comparison, value) : value === Number(wanted);
    return typeof value === 'boolean' ? value === wanted : fold(value) === words;
  };
};
