import { createServer, request } from 'node:http';
import { expect, it } from 'vitest';
import { appchatEndpoints } from '../../src/emulator/api/appchat.ts';
import { appchatSendEndpoint } from '../../src/emulator/api/appchat-send.ts';
import { createMedia } from '../../src/emulator/api/media.ts';
import { createEmulator } from '../../src/emulator/emulator.ts';
import { listen } from '../../src/emulator/listen.ts';
import { createTranscript } from '../../src/emulator/transcript.ts';
import { createWorld } from '../../src/emulator/world.ts';
import { said } from './fake-bot.ts';
import { member, startEmulator } from './start.ts';

const clock = { now: () => 0 };
const app = { id: 'community', agentId: 1, secret: 's' };
const query = new URLSearchParams();
const createParts = (size: number) => {
  const world = createWorld({ clock, changed: () => {} });
  const transcript = createTranscript({ clock, record: true, keep: 10, changed: () => {} });
  world.addGroup({
    id: 'big',
    name: '大群',
    kind: 'appchat',
    app: { id: 'community', chatId: 'big' },
    webhooks: [],
    owner: 'u0',
    members: Array.from({ length: size }, (_, n) => member(`u${n}`, `成员${n}`)),
  });
  return { world, transcript };
};

it('lets an app reach 20 000 people a minute, not one more', () => {
  const { world, transcript } = createParts(2000);
  const send = appchatSendEndpoint({ clock, world, transcript, media: createMedia(clock), limits: true });
  const codes = Array.from({ length: 11 }, () =>
    send.type === 'token'
      ? send.handle({ app, query, body: { chatid: 'big', msgtype: 'text', text: { content: 'hi' } } }).errcode
      : undefined,
  );
  expect(codes).toEqual([...Array(10).fill(0), 45009]);
});

it.each([
  { path: '/cgi-bin/appchat/create', body: { userlist: ['u0', 'u1'] } },
  { path: '/cgi-bin/appchat/update', body: { chatid: 'big', name: 'x' } },
])('$path works 1000 times in its window', ({ path, body }) => {
  const { world } = createParts(2);
  const endpoint = appchatEndpoints({ clock, world, limits: true }).find((one) => one.path === path);
  if (endpoint?.type !== 'token') throw new Error('no such endpoint');
  for (let n = 0; n < 1000; n += 1) expect(endpoint.handle({ app, query, body }).errcode).toBe(0);
  expect(endpoint.handle({ app, query, body }).errcode).toBe(45009);
});

it('forgets old lines, and goes on numbering, updating and counting', () => {
  const { transcript } = createParts(2);
  const from = { kind: 'bot', id: 'b', name: 'b' } as const;
  const line = { chat: 'big', from, channel: 'aibot', format: 'text', content: 'a', mentions: [] } as const;
  for (let n = 1; n <= 21; n += 1) expect(transcript.add(line).n).toBe(n);
  expect(transcript.list().map(({ n }) => n)).toEqual([12, 13, 14, 15, 16, 17, 18, 19, 20, 21]);
  expect(transcript.update(3, { content: 'gone' })).toBeUndefined();
  expect(transcript.update(15, { content: 'b' })).toMatchObject({ n: 15, content: 'b' });
  expect(transcript.list('big', 14)[0]).toMatchObject({ n: 15, content: 'b' });
  expect(transcript.visible('big')).toBe(21);
});

it('breaks off a request that never ends', async () => {
  const { emulator } = await startEmulator();
  const body = new Uint8Array(24 * 1024 * 1024 + 1);
  await expect(
    fetch(`${emulator.url}/cgi-bin/webhook/send?key=push-key`, { method: 'POST', body }),
  ).rejects.toThrow();
});

it('takes at most 1 MiB on the control API', async () => {
  const { emulator } = await startEmulator();
  const response = await fetch(`${emulator.controlUrl}/emulator/clear`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: `"${'a'.repeat(1024 * 1024)}"`,
  });
  expect(response.status).toBe(400);
});

it('is controlled only by the names of loopback', async () => {
  const { emulator } = await startEmulator();
  const statusAs = (host: string) =>
    new Promise((resolve, reject) => {
      request(`${emulator.controlUrl}/emulator/groups`, { headers: { host } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
  expect(await statusAs('localhost:1')).toBe(200);
  expect(await statusAs('evil.example')).toBe(403);
  expect(await statusAs('127.0.0.1.evil.example')).toBe(403);
});

it('closes while a stream is being polled, a callback hangs and another is held back', async () => {
  const { emulator, bot } = await startEmulator({ timing: { pollMs: 600_000 } });
  bot.answers(() => said('想', false));
  await emulator.say('inner', 'lisi', 'hi');
  bot.answers(() => ({ hang: true }));
  const hanging = emulator.say('inner', 'lisi', 'hi');
  await bot.heard(2);
  emulator.addFault({ on: 'callback', kind: 'reorder', times: 1 });
  const held = emulator.say('inner', 'lisi', 'hi');
  await emulator.close();
  expect(await Promise.all([hanging, held])).toEqual([[], []]);
});

it('does not start on a port that is taken, and leaves no other one open', async () => {
  const { emulator } = await startEmulator();
  const port = Number(new URL(emulator.url).port);
  const settings = { corpId: 'ww', apps: [], aibots: [], robots: [], webhooks: [] };
  const taken = `cannot listen on port ${port}`;
  await expect(createEmulator({ settings, clock, port })).rejects.toThrow(taken);
  const free = await listen(createServer(), 0);
  const freePort = Number(new URL(free.url).port);
  await free.close();
  await expect(createEmulator({ settings, clock, port: freePort, controlPort: port })).rejects.toThrow(taken);
  await (await createEmulator({ settings, clock, port: freePort })).close();
});
