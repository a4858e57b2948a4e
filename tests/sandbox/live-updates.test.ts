import { once } from 'node:events';
import { get, IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLiveUpdates } from '../../src/sandbox/live-updates.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

/** Reads the stream until it holds what is wanted. */
async function listen(path: string, headers: Record<string, string> = {}) {
  const request = get(`${sandbox.origin}/sandbox/api/live${path}`, { headers });
  const [response]: IncomingMessage[] = await once(request, 'response');
  if (!response) throw new Error('no answer');
  const chunks = response.setEncoding('utf8').iterator();
  let heard = '';
  return {
    headers: response.headers,
    async until(wanted: string) {
      while (!heard.includes(wanted)) {
        const { value, done } = await chunks.next();
        if (done) throw new Error(`ended before ${wanted}: ${heard}`);
        heard += value;
      }
      return heard;
    },
    async end() {
      while (!(await chunks.next()).done);
    },
    stop: () => request.destroy(),
  };
}

describe('live updates', () => {
  it('tell of what is said, of members and of the clock', async () => {
    const stream = await listen('');
    expect(stream.headers['content-type']).toBe('text/event-stream');
    expect(stream.headers['content-security-policy']).toContain("default-src 'none'");
    await sandbox.emulator.say('newbie-01', 'xiaoyu', '第一行\n第二行');
    await sandbox.emulator.leave('newbie-01', 'wangwu');
    const headers = { 'content-type': 'application/json', origin: sandbox.origin };
    await fetch(`${sandbox.origin}/sandbox/api/jump`, { method: 'POST', headers, body: '{"hours":1}' });
    const heard = await stream.until('"offset":3600000');
    expect(heard).toContain('id: 1\nevent: entry\ndata: {');
    expect(heard).toContain('event: groups\n');
    stream.stop();
  });

  it('begin with what was missed', async () => {
    await sandbox.emulator.say('newbie-01', 'xiaoyu', '一');
    await sandbox.emulator.say('newbie-01', 'xiaoyu', '二');
    const stream = await listen('?after=1', { 'last-event-id': '2' });
    const heard = await stream.until('id: 4\n');
    expect(heard).not.toContain('id: 2\n');
    stream.stop();
    const other = await listen('?after=3');
    expect(await other.until('id: 4\n')).not.toContain('id: 3\n');
    other.stop();
  });

  it('cut off a page that has stopped reading', () => {
    const live = createLiveUpdates(sandbox.emulator);
    const [reading, stuck] = [0, 1].map(() => new ServerResponse(new IncomingMessage(new Socket())));
    if (!reading || !stuck) throw new Error('no pages');
    live.open(reading, 0);
    live.open(stuck, 0);
    stuck.write('x'.repeat(2 << 20));
    live.publish({ type: 'groups' });
    expect([reading.destroyed, stuck.destroyed]).toEqual([false, true]);
    live.close();
  });

  it('end when the server closes, and leave no listener behind', async () => {
    const stream = await listen('');
    await Promise.all([sandbox.close(), stream.end()]);
    expect(sandbox.emulator.listeners.size).toBe(0);
  });
});
