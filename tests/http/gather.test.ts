import { describe, expect, it } from 'vitest';
import { createGather } from '../../src/http/callbacks/gather.ts';

describe('callbacks of one turn', () => {
  it('wait for each other and take each step together', async () => {
    const together = createGather();
    const steps: string[] = [];
    const callback = async (name: string) => {
      await together();
      steps.push(`open ${name}`);
      await undefined;
      steps.push(`read ${name}`);
    };
    await Promise.all([callback('a'), callback('b')]);
    expect(steps).toEqual(['open a', 'open b', 'read a', 'read b']);
  });

  it('do not wait for those of the next', async () => {
    const together = createGather();
    await together();
    let late = false;
    const next = together().then(() => {
      late = true;
    });
    expect(late).toBe(false);
    await next;
    expect(late).toBe(true);
  });
});
