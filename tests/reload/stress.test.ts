import { expect, it } from 'vitest';
import { saveOften } from './save-often.ts';

it('takes saves one after the other, every one of them', { timeout: 120_000 }, async () => {
  const { took, troubles } = await saveOften(12, 300);
  expect(took).toHaveLength(12);
  expect(troubles).toEqual([]);
});
