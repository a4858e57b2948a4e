import { describe, expect, it, onTestFinished } from 'vitest';
import { memberId } from '../../../src/domain/ids.ts';
import { createScrubber } from '../../../src/observability/scrubber.ts';
import { createAccessTokens } from '../../../src/wecom/api/access-token.ts';
import { createAppApi } from '../../../src/wecom/api/app-api.ts';
import { createWecomClient } from '../../../src/wecom/api/client.ts';
import { createMemoryTokenStore } from '../../../src/wecom/api/memory-token-store.ts';
import { createStaffMessenger } from '../../../src/wecom/api/message-send.ts';
import { startEmulator } from '../../emulator/start.ts';

const apps = [{ id: 'community', agentId: 1000002, secret: 'app-secret' }];
const lisi = [{ id: memberId('lisi'), userid: 'lisi' }];
const file = (bytes = Buffer.from('userid,名字\r\nlisi,李四\r\n')) => ({ name: '成员-"内部"群.csv', bytes });

async function start() {
  const started = await startEmulator();
  const { emulator } = started;
  const client = createWecomClient({ baseUrl: emulator.url });
  onTestFinished(() => client.close());
  const random = () => 0;
  const sleep = async () => {};
  const clock = { now: () => emulator.clock.now() };
  const tokens = createAccessTokens({
    client,
    corpId: 'wwCORP',
    apps,
    store: createMemoryTokenStore(),
    clock,
    scrubber: createScrubber(),
    log: { warn: () => {} },
    alert: () => {},
    random,
    sleep,
  });
  const api = createAppApi({ client, tokens, random, sleep });
  const staff = createStaffMessenger({ api, apps, random, alert: () => {} });
  return { ...started, staff };
}

describe('a file to staff', () => {
  it('is uploaded and arrives under its name', async () => {
    const { staff, emulator } = await start();
    expect(await staff.file('community', lisi, file())).toEqual({ type: 'sent' });
    expect(emulator.transcript().map(({ chat, content }) => [chat, content])).toEqual([
      ['dm:lisi', '[file] 成员-%22内部%22群.csv'],
    ]);
  });
  it('gets a new token when the old one is refused, once for the upload', async () => {
    const { staff, emulator } = await start();
    await staff.file('community', lisi, file());
    emulator.revokeTokens();
    expect(await staff.file('community', lisi, file())).toEqual({ type: 'sent' });
    expect(emulator.visible('dm:lisi')).toBe(2);
  });
  it.each([
    ['errcode', -1, { type: 'later', reason: '文件没有传上去，稍后再试' }],
    ['drop-after', undefined, { type: 'later', reason: '文件没有传上去，稍后再试' }],
    ['errcode', 45009, { type: 'later', block: true }],
    ['errcode', 48002, { type: 'failed', code: 48002 }],
  ] as const)('that cannot be uploaded (%s %s) was seen by nobody', async (kind, value, outcome) => {
    const { staff, emulator } = await start();
    emulator.addFault({
      on: '/cgi-bin/media/upload',
      kind,
      times: 1,
      ...(value !== undefined && { value }),
    });
    expect(await staff.file('community', lisi, file())).toMatchObject(outcome);
    expect(emulator.transcript()).toEqual([]);
  });
  it('whose sending got lost is in doubt, and not repeated', async () => {
    const { staff, emulator } = await start();
    emulator.addFault({ on: '/cgi-bin/message/send', kind: 'drop-after', times: 1 });
    expect(await staff.file('community', lisi, file())).toMatchObject({ type: 'unknown' });
    expect(emulator.visible('dm:lisi')).toBe(1);
  });
  it('too big for WeCom is not even tried', async () => {
    const { staff, emulator } = await start();
    const big = file(Buffer.alloc(20 * 1024 * 1024 + 1));
    expect(await staff.file('community', lisi, big)).toMatchObject({
      type: 'failed',
      reason: expect.stringContaining('qunyun export'),
    });
    expect(emulator.calls()).toEqual([]);
    expect(await staff.file('nobody', lisi, file())).toMatchObject({ type: 'failed' });
  });
});
