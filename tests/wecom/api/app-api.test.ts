import { describe, expect, it } from 'vitest';
import type { TokenStore } from '../../../src/delivery/token-store-port.ts';
import { createScrubber } from '../../../src/observability/scrubber.ts';
import { createAccessTokens } from '../../../src/wecom/api/access-token.ts';
import { createAppApi } from '../../../src/wecom/api/app-api.ts';
import { createMemoryTokenStore } from '../../../src/wecom/api/memory-token-store.ts';
import { ok, refusal, startFakeWecom } from './fake-wecom.ts';

const token = (name: string, seconds = 7200) => ({ ...ok, access_token: name, expires_in: seconds });
const down = () => Promise.reject(new Error('redis is down'));
const noStore: TokenStore = { get: down, set: down, lock: down };

async function start(
  script: Parameters<typeof startFakeWecom>,
  store: TokenStore = createMemoryTokenStore(),
) {
  const wecom = await startFakeWecom(...script);
  const client = wecom.client();
  const clock = { at: 1_000_000, now: () => clock.at };
  const alerts: string[] = [];
  const slept: number[] = [];
  const scrubber = createScrubber();
  const retry = { random: () => 0.5, sleep: async (ms: number) => void slept.push(ms) };
  const createProcess = () => {
    const tokens = createAccessTokens({
      client,
      corpId: 'ww1',
      apps: [{ id: 'community', secret: 's3cret' }],
      store,
      clock,
      scrubber,
      log: { warn: () => {} },
      alert: (text) => alerts.push(text),
      ...retry,
    });
    return { tokens, api: createAppApi({ client, tokens, ...retry }) };
  };
  const paths = () =>
    wecom.calls.map(
      ({ path, query }) => `${path.replace('/cgi-bin/', '')}:${query.get('access_token') ?? ''}`,
    );
  return { wecom, clock, alerts, slept, scrubber, createProcess, ...createProcess(), paths };
}

describe('an access token', () => {
  it('is fetched once for many calls', async () => {
    const { wecom, tokens } = await start([token('T1')]);
    const results = await Promise.all(Array.from({ length: 20 }, () => tokens.token('community')));
    expect(results).toEqual(Array(20).fill({ type: 'token', token: 'T1' }));
    expect(wecom.calls).toMatchObject([{ method: 'GET', path: '/cgi-bin/gettoken' }]);
    expect(Object.fromEntries(wecom.calls[0]?.query ?? [])).toEqual({ corpid: 'ww1', corpsecret: 's3cret' });
  });

  it('never shows in logs', async () => {
    const { tokens, scrubber } = await start([token('a-long-access-token')]);
    await tokens.token('community');
    expect(scrubber.scrub('got a-long-access-token')).toBe('got [secret]');
  });

  it('is shared between processes', async () => {
    const { wecom, tokens, createProcess } = await start([token('T1'), token('T2')]);
    const other = createProcess();
    const both = await Promise.all([tokens.token('community'), other.tokens.token('community')]);
    expect(both).toEqual(Array(2).fill({ type: 'token', token: 'T1' }));
    expect(wecom.calls.length).toBe(1);
  });

  it.each([
    { why: '300 s before it expires', seconds: 7200, kept: 6899, renewed: 6900 },
    { why: 'at half time when it is short-lived', seconds: 60, kept: 29, renewed: 30 },
  ])('is renewed $why', async ({ seconds, kept, renewed }) => {
    const { tokens, clock } = await start([token('T1', seconds), token('T2', seconds)]);
    await tokens.token('community');
    clock.at += kept * 1000;
    expect(await tokens.token('community')).toEqual({ type: 'token', token: 'T1' });
    clock.at += (renewed - kept) * 1000;
    expect(await tokens.token('community')).toEqual({ type: 'token', token: 'T2' });
  });

  it('in its last minutes serves while no new one can be had', async () => {
    const { tokens, clock } = await start([token('T1'), (_, response) => response.writeHead(502).end()]);
    await tokens.token('community');
    clock.at += 7_000_000;
    expect(await tokens.token('community')).toEqual({ type: 'token', token: 'T1' });
    clock.at += 200_000;
    expect(await tokens.token('community')).toMatchObject({ type: 'none', result: { type: 'refused' } });
  });

  it('is fetched without the store when that is down', async () => {
    const { tokens } = await start([token('T1')], noStore);
    expect(await tokens.token('community')).toEqual({ type: 'token', token: 'T1' });
    expect(await tokens.token('community')).toEqual({ type: 'token', token: 'T1' });
  });

  it('is fetched once for many calls without the store, too', async () => {
    const { tokens, wecom } = await start([token('T1')], noStore);
    await Promise.all(Array.from({ length: 20 }, () => tokens.token('community')));
    expect(wecom.calls.length).toBe(1);
  });

  it('of an app that is not configured is never asked for', async () => {
    const { tokens, wecom } = await start([token('T1')]);
    expect(await tokens.token('nobody')).toMatchObject({ type: 'none', result: { type: 'refused' } });
    expect(wecom.calls).toEqual([]);
  });

  it('is asked for again while WeCom is busy, three times at most', async () => {
    const { tokens, slept, wecom } = await start([refusal(-1)]);
    expect(await tokens.token('community')).toMatchObject({
      type: 'none',
      result: { type: 'answer', errcode: -1 },
    });
    expect(slept).toEqual([1_000, 2_000, 4_000]);
    expect(wecom.calls.length).toBe(4);
  });
});

describe.each([40001, 40013, 40091])('wrong credentials (%i)', (code) => {
  it('stop all calls for ten minutes and are reported once', async () => {
    const { api, wecom, clock, alerts } = await start([refusal(code)]);
    for (let n = 0; n < 5; n += 1)
      expect(await api.post('community', '/cgi-bin/x', {})).toMatchObject({ errcode: code });
    expect(wecom.calls.length).toBe(1);
    clock.at += 600_000;
    await api.post('community', '/cgi-bin/x', {});
    await api.post('community', '/cgi-bin/x', {});
    expect(wecom.calls.length).toBe(2);
    expect(alerts.length).toBe(1);
    clock.at += 600_000;
    wecom.script(token('T1'), ok);
    expect(await api.post('community', '/cgi-bin/x', {})).toMatchObject({ errcode: 0 });
    wecom.script(refusal(code));
    await api.post('community', '/cgi-bin/x', {});
    expect(alerts.length).toBe(2); // new trouble after it worked
  });

  it('stop the calls when an API says so, too', async () => {
    const { api, wecom, clock, alerts } = await start([token('T1'), refusal(code)]);
    await api.post('community', '/cgi-bin/x', {});
    await api.post('community', '/cgi-bin/x', {});
    expect(wecom.calls.length).toBe(2);
    clock.at += 7_200_000; // a new token is handed out all the same
    wecom.script(token('T2'), refusal(code));
    await api.post('community', '/cgi-bin/x', {});
    expect(wecom.calls.length).toBe(4);
    expect(alerts.length).toBe(1);
  });
});

describe('a call', () => {
  it.each([40014, 42001])('whose token is refused (%i) is repeated once with another', async (code) => {
    const { api, paths } = await start([token('T1'), refusal(code), token('T2'), ok]);
    expect(await api.post('community', '/cgi-bin/appchat/send', { a: 1 })).toMatchObject({ errcode: 0 });
    expect(paths()).toEqual(['gettoken:', 'appchat/send:T1', 'gettoken:', 'appchat/send:T2']);
  });

  it('is not repeated a second time', async () => {
    const { api, paths } = await start([token('T1'), refusal(40014), token('T2'), refusal(40014)]);
    expect(await api.post('community', '/cgi-bin/x', {})).toMatchObject({ errcode: 40014 });
    expect(paths().length).toBe(4);
  });

  it('with a token that another process has replaced takes the new one without asking', async () => {
    const { api, createProcess, wecom, paths } = await start([token('T1'), ok]);
    await api.post('community', '/cgi-bin/x', {});
    wecom.script(refusal(42001), token('T2'), ok);
    await createProcess().api.post('community', '/cgi-bin/x', {});
    wecom.script(refusal(42001), ok);
    await api.post('community', '/cgi-bin/y', {});
    expect(paths().slice(2)).toEqual(['x:T1', 'gettoken:', 'x:T2', 'y:T1', 'y:T2']);
  });

  it('that many make with the same dead token renews it once', async () => {
    const { api, wecom } = await start([token('T1'), ok]);
    await api.post('community', '/cgi-bin/x', {});
    wecom.script((request, response) => {
      const answer = request.url?.includes('gettoken')
        ? token('T2')
        : request.url?.includes('T1')
          ? refusal(40014)
          : ok;
      response.end(JSON.stringify(answer));
    });
    const results = await Promise.all(
      Array.from({ length: 10 }, () => api.post('community', '/cgi-bin/x', {})),
    );
    expect(results.every((result) => result.type === 'answer' && result.errcode === 0)).toBe(true);
    expect(wecom.calls.filter(({ path }) => path.endsWith('gettoken')).length).toBe(2);
  });

  it('is repeated while WeCom is busy only where that is harmless', async () => {
    const { api, wecom, slept } = await start([token('T1'), refusal(-1)]);
    expect(await api.post('community', '/cgi-bin/appchat/send', {})).toMatchObject({ errcode: -1 });
    expect(slept).toEqual([]);
    wecom.script(refusal(-1), refusal(-1), ok);
    expect(await api.postRepeatable('community', '/cgi-bin/message/send', {})).toMatchObject({ errcode: 0 });
    expect(slept).toEqual([1_000, 2_000]);
  });
});
