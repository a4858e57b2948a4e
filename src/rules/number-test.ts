import { z } from 'zod';

/** `5` or `'>= 5'`. */
export interface NumberTest {
  readonly operator: '=' | '>=' | '<=' | '>' | '<';
  readonly value: number;
}
const pattern = /^(>=|<=|=|>|<)\s*(-?\d+(?:\.\d+)?)$/;

/** Undefined when it is no comparison. */
export function parseNumberTest(written: string): NumberTest | undefined {
  const found = pattern.exec(written.trim());
  const operator = found?.[1];
  switch (operator) {
    case '=':
    case '>=':
    case '<=':
    case '>':
    case '<':
      return { operator, value: Number(found?.[2]) };
    default:
      return undefined;
  }
}

export const numberTestSchema = z
  .union([z.number(), z.string()], { error: "要写成 5 或 '>= 5'。" })
  .transform((written, context): NumberTest => {
    const test =
      typeof written === 'number' ? { operator: '=' as const, value: written } : parseNumberTest(written);
    if (test) return test;
    context.addIssue("要写成 5 或 '>= 5',可以用 >=、<=、>、<。");
    return z.NEVER;
  });

/** A condition's value after its schema has read it. */
export const readNumberTest: z.ZodType<NumberTest> = z.object({
  operator: z.enum(['=', '>=', '<=', '>', '<']),
  value: z.number(),
});

export function passes({ operator, value }: NumberTest, n: number): boolean {
  switch (operator) {
    case '=':
      return n === value;
    case '>=':
      return n >= value;
    case '<=':
      return n <= value;
    case '>':
      return n > value;
    case '<':
      return n < value;
    default:
      return operator satisfies never;
  }
}
