import { describe, expect, it } from 'vitest';
import { createFaults } from '../../src/emulator/faults.ts';
import { said } from './fake-bot.ts';
import { startEmulator } from './start.ts';

const send = '/cgi-bin/webhook/send';
const start = async () => {
  const started = await startEmulator();
  const posted = () =>
    started.webhook(started.text('早')).then(
      ({ errcode }) => errcode,
      () => 'broken off',
    );
  return { ...started, posted, shown: () => started.emulator.visible('inner') };
};

describe('a faulty API', () => {
  it.each([-1, 45009, 45033])('answers errcode %i and does nothing', async (value) => {
    const { emulator, webhook, text, posted, shown } = await start();
    emulator.addFault({ on: send, kind: 'errcode', value, times: 1 });
    expect(await webhook(text('早'))).toMatchObject({ httpStatus: 200, errcode: value });
    expect(shown()).toBe(0);
    expect(await posted()).toBe(0);
    expect(emulator.calls().map(({ errcode }) => errcode)).toEqual([value, 0]);
  });

  it('breaks off before or after delivering', async () => {
    const { emulator, posted, shown } = await start();
    emulator.addFault({ on: send, kind: 'drop-before', times: 1 });
    expect(await posted()).toBe('broken off');
    expect(shown()).toBe(0);
    emulator.addFault({ on: send, kind: 'drop-after', times: 1 });
    expect(await posted()).toBe('broken off');
    expect(shown()).toBe(1);
  });

  it('answers HTTP 500', async () => {
    const { emulator, shown } = await start();
    emulator.addFault({ on: '/cgi-bin/', kind: 'http-500', times: 1 });
    expect((await fetch(`${emulator.url}${send}?key=push-key`, { method: 'POST' })).status).toBe(500);
    expect(shown()).toBe(0);
  });

  it('answers late, after delivering', async () => {
    const { emulator, webhook, text } = await start();
    emulator.addFault({ on: send, kind: 'delay', value: 20, times: 1 });
    const order: string[] = [];
    emulator.onChange(() => order.push('delivered'));
    await webhook(text('早')).then(() => order.push('answered'));
    expect(order).toEqual(['delivered', 'answered']);
  });

  it('closes with slow answers outstanding', async () => {
    const { emulator, posted } = await start();
    emulator.addFault({ on: send, kind: 'delay', value: 600_000 });
    const delivered = new Promise((resolve) => emulator.onChange(resolve));
    const answer = posted();
    await delivered;
    await emulator.close();
    expect(await answer).toBe('broken off');
  });
});

describe('a faulty network towards the bot', () => {
  it('loses the callback before or after the bot has seen it, and tries again', async () => {
    const { emulator, bot } = await start();
    bot.answers(() => said('好'));
    emulator.addFault({ on: 'callback', kind: 'drop-before', times: 1 });
    expect(await emulator.say('inner', 'lisi', 'a')).toHaveLength(1);
    expect(bot.received).toHaveLength(1);
    emulator.addFault({ on: 'callback/aibot/helper', kind: 'drop-after', times: 2 });
    expect(await emulator.say('inner', 'lisi', 'b')).toHaveLength(1);
    expect(bot.received).toHaveLength(4);
    expect(emulator.visible('inner')).toBe(2);
    expect(emulator.transcript('inner').map(({ delivery }) => delivery?.tries)).toEqual([
      2,
      undefined,
      3,
      undefined,
    ]);
  });

  it('doubles callbacks', async () => {
    const { emulator, bot } = await start();
    emulator.addFault({ on: 'callback', kind: 'duplicate', value: 3, times: 1 });
    await emulator.say('inner', 'lisi', 'a');
    expect(bot.received).toHaveLength(3);
    await emulator.say('inner', 'lisi', 'b');
    expect(bot.received).toHaveLength(4);
  });

  it('lets a later callback overtake', async () => {
    const { emulator, bot } = await start();
    emulator.addFault({ on: 'callback', kind: 'reorder', times: 1 });
    const first = emulator.say('inner', 'lisi', 'first');
    await emulator.say('inner', 'lisi', 'second');
    await first;
    expect(bot.payloads()).toMatchObject([
      { text: { content: '@小群 second' } },
      { text: { content: '@小群 first' } },
    ]);
  });

  it('lets go of what it holds when the faults are cleared', async () => {
    const { emulator, bot } = await start();
    emulator.addFault({ on: 'callback', kind: 'reorder' });
    const held = emulator.say('inner', 'lisi', 'a');
    emulator.clearFaults();
    await held;
    await emulator.say('inner', 'lisi', 'b');
    expect(bot.received).toHaveLength(2);
  });
});

it('signs with a clock that may be wrong', async () => {
  const now = Date.UTC(2026, 10, 20);
  const { emulator, bot } = await startEmulator({ machineClock: { now: () => now } });
  const before = emulator.clock.now();
  emulator.setClockOffset(-600_000);
  expect(emulator.clock.now()).toBe(before - 600_000);
  await emulator.say('inner', 'lisi', 'a');
  expect(bot.received[0]).toMatchObject({ signed: true, timestamp: String((now - 600_000) / 1000) });
});

it('counts a fault down per use, and takes only what covers the path and kind', () => {
  const faults = createFaults();
  const fault = { on: '/a', kind: 'errcode', value: 1, times: 2 } as const;
  faults.add(fault);
  expect(faults.take('/b', 'errcode')).toBeUndefined();
  expect(faults.take('/a/x', 'delay')).toBeUndefined();
  expect(faults.take('/a/x', 'errcode')?.value).toBe(1);
  expect(faults.take('/a', 'errcode')?.value).toBe(1);
  expect(faults.take('/a', 'errcode')).toBeUndefined();
  expect(fault.times).toBe(2);
});
