import { describe, expect, it } from 'vitest';
import { said } from './fake-bot.ts';
import { startEmulator } from './start.ts';

describe('a callback', () => {
  it('is tried three times until HTTP 200, sealed anew, with the same msgid', async () => {
    const { emulator, bot } = await startEmulator();
    let tries = 0;
    bot.answers(() => {
      tries += 1;
      return tries < 3 ? { raw: '', status: 503 } : said('好');
    });
    expect(await emulator.say('inner', 'lisi', 'hi')).toMatchObject([{ content: '好' }]);
    expect(new Set(bot.received.map(({ ciphertext }) => ciphertext)).size).toBe(3);
    expect(new Set(bot.received.map(({ plaintext }) => plaintext)).size).toBe(1);
    expect(emulator.transcript('inner')[0]?.delivery).toMatchObject({ status: 200, tries: 3 });
  });

  it.each([302, 403, 500])('gives up after the third HTTP %i', async (status) => {
    const { emulator, bot } = await startEmulator();
    bot.answers(() => ({ raw: '', status }));
    expect(await emulator.say('inner', 'lisi', 'hi')).toEqual([]);
    expect(bot.received).toHaveLength(3);
    expect(emulator.transcript('inner')[0]?.delivery).toMatchObject({ status, tries: 3 });
  });

  it('is broken off at the deadline and tried again', async () => {
    const { emulator, bot } = await startEmulator({ timing: { retryMs: 1, deadlineMs: 100 } });
    bot.answers(() => ({ hang: true }));
    await emulator.say('inner', 'lisi', 'hi');
    expect(emulator.transcript('inner')[0]?.delivery).toMatchObject({ status: 0, tries: 3 });
  });

  it('comes in copies at once: the same msgid, other ciphertexts, one answer shown', async () => {
    const { emulator, bot } = await startEmulator();
    let together = 0;
    let most = 0;
    bot.answers(async () => {
      together += 1;
      most = Math.max(most, together);
      await bot.heard(3);
      together -= 1;
      return said('好');
    });
    expect(await emulator.say('inner', 'lisi', 'hi', { copies: 3 })).toHaveLength(1);
    expect(most).toBe(3);
    expect(new Set(bot.received.map(({ plaintext }) => plaintext)).size).toBe(1);
    expect(new Set(bot.received.map(({ ciphertext }) => ciphertext)).size).toBe(3);
    expect(emulator.visible('inner')).toBe(1);
  });

  it('notices when copies are answered differently', async () => {
    const { emulator, bot } = await startEmulator();
    let place = 0;
    bot.answers(() => {
      place += 1;
      return said(`第 ${place} 位`);
    });
    await emulator.say('inner', 'lisi', '接龙', { copies: 2 });
    expect(emulator.transcript('inner').map(({ content }) => content)).toContainEqual(
      expect.stringContaining('answered differently'),
    );
  });

  it('can be any plaintext', async () => {
    const { emulator, bot } = await startEmulator();
    bot.answers(() => ({ reply: '{}' }));
    const [outcome] = await emulator.callBack('aibot/helper', '{"msgtype":"event"}');
    expect(outcome).toMatchObject({ status: 200, tries: 1, reply: '{}' });
    expect(bot.received).toMatchObject([{ plaintext: '{"msgtype":"event"}', signed: true }]);
  });
});

describe('saving the callback URLs', () => {
  it('is fine when every echo comes back bare', async () => {
    const { emulator, bot } = await startEmulator();
    expect(await emulator.verifyCallbacks()).toEqual([
      { via: 'aibot/helper', ok: true },
      { via: 'robot/legacy', ok: true },
      { via: 'robot/modern', ok: true },
      { via: 'app/community', ok: true },
    ]);
    expect(bot.received.map(({ method, signed, receiveId }) => `${method} ${signed} ${receiveId}`)).toEqual(
      expect.arrayContaining(['GET true ', 'GET true wwCORP']),
    );
  });
  it.each([
    { why: 'a newline after it', answer: (echo: string) => ({ raw: `${echo}\n` }), problem: 'echostr' },
    { why: 'quotes', answer: (echo: string) => ({ raw: `"${echo}"` }), problem: 'echostr' },
    { why: 'HTTP 403', answer: () => ({ raw: '', status: 403 }), problem: 'HTTP 403' },
  ])('fails on $why', async ({ answer, problem }) => {
    const { emulator, bot } = await startEmulator();
    bot.answers(({ plaintext }) => answer(plaintext));
    for (const result of await emulator.verifyCallbacks())
      expect(result).toMatchObject({ ok: false, problem: expect.stringContaining(problem) });
  });
  it('fails on an echo that is too late', async () => {
    const { emulator, bot } = await startEmulator({ timing: { verifyMs: 20 } });
    bot.answers(() => ({ hang: true }));
    expect(await emulator.verifyCallbacks()).toContainEqual({
      via: 'aibot/helper',
      ok: false,
      problem: 'no answer in time',
    });
  });
});
