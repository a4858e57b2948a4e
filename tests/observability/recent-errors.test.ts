import { expect, it } from 'vitest';
import { asGroupId } from '../../src/domain/ids.ts';
import { createRecentErrors } from '../../src/observability/recent-errors.ts';
import { createScrubber } from '../../src/observability/scrubber.ts';

function start(limit?: number) {
  let now = 0;
  const scrubber = createScrubber();
  scrubber.add('very-secret');
  const errors = createRecentErrors({
    clock: { now: () => ++now },
    scrubber,
    ...(limit !== undefined && { limit }),
  });
  return errors;
}

it('lists the newest first and only so many', () => {
  const errors = start(2);
  for (const text of ['一', '二', '三']) errors.note(text);
  expect(errors.list()).toEqual([
    { at: 3, text: '三' },
    { at: 2, text: '二' },
  ]);
});

it('moves a repeated error to the front, per group', () => {
  const errors = start();
  const group = asGroupId('newbie-01');
  errors.note('发送太快', group);
  errors.note('别的');
  errors.note('发送太快', group);
  errors.note('发送太快');
  expect(errors.list().map(({ at, text, group: g }) => [at, text, g])).toEqual([
    [4, '发送太快', undefined],
    [3, '发送太快', 'newbie-01'],
    [2, '别的', undefined],
  ]);
});

it('keeps secrets and long texts out', () => {
  const errors = start();
  errors.note(`key very-secret\n${'长'.repeat(500)}`);
  const [{ text } = { text: '' }] = errors.list();
  expect(text).toMatch(/^key \[secret\] 长+$/);
  expect(text.length).toBeLessThanOrEqual(200);
});
