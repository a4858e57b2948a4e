import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from './sandbox.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

/** Reads the stream until it holds `wanted`. */
async function listen(path: string, headers: Record<string, string> = {}) {
  const abort = new AbortController();
  const response = await fetch(`${sandbox.origin}/sandbox/api/live${path}`, {
    headers,
    signal: abort.signal,
  });
  if (!response.body) throw new Error('no stream');
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let heard = '';
  return {
    response,
    async until(wanted: string) {
      while (!heard.includes(wanted)) {
        const { value, done } = await reader.read();
        if (done) throw new Error(`ended before ${wanted}: ${heard}`);
        heard += value;
      }
      return heard;
    },
    async end() {
      for (;;) if ((await reader.read()).done) return;
    },
    stop: () => abort.abort(),
  };
}

describe('live updates', () => {
  it('tell of what is said, of members and of the clock', async () => {
    const stream = await listen('');
    expect(stream.response.headers.get('content-type')).toBe('text/event-stream');
    expect(stream.response.headers.get('content-security-policy')).toContain("default-src 'none'");
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

  it('end when the server closes, and leave no listener behind', async () => {
    const stream = await listen('');
    await Promise.all([sandbox.close(), stream.end()]);
    expect(sandbox.emulator.listeners.size).toBe(0);
  });
});
