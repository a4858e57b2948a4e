import { describe, expect, it } from 'vitest';
import { accept } from '../../src/emulator/api/answer.ts';
import { createCalls } from '../../src/emulator/api/calls.ts';
import { createDispatch } from '../../src/emulator/api/dispatch.ts';
import { createMedia } from '../../src/emulator/api/media.ts';
import { createTokens } from '../../src/emulator/api/token.ts';
import type { TenantSettings } from '../../src/emulator/types.ts';
import { startEmulator } from './start.ts';

describe('gettoken', () => {
  it.each([
    { why: 'the right secret', query: 'corpid=wwCORP&corpsecret=app-secret', code: 0 },
    { why: 'a wrong secret', query: 'corpid=wwCORP&corpsecret=nope', code: 40001 },
    { why: 'another corp', query: 'corpid=wwX&corpsecret=app-secret', code: 40013 },
    { why: 'no corp', query: 'corpsecret=app-secret', code: 41002 },
    { why: 'no secret', query: 'corpid=wwCORP', code: 41004 },
  ])('answers $code to $why', async ({ query, code }) => {
    const { get } = await startEmulator();
    expect(await get(`/cgi-bin/gettoken?${query}`)).toMatchObject({ httpStatus: 200, errcode: code });
  });

  it('gives one token per app for 7200 s; asking again does not extend it', async () => {
    const { get, accessToken, passes } = await startEmulator();
    const first = await get('/cgi-bin/gettoken?corpid=wwCORP&corpsecret=app-secret');
    expect(first.expires_in).toBe(7200);
    expect(await accessToken('other-secret')).not.toBe(first.access_token);
    passes(7_100_000);
    expect(await get('/cgi-bin/gettoken?corpid=wwCORP&corpsecret=app-secret')).toMatchObject({
      access_token: first.access_token,
      expires_in: 100,
    });
    passes(100_000);
    expect(await accessToken()).not.toBe(first.access_token);
  });
});

describe('calls with a token', () => {
  const callbackIp = (token: string) => `/cgi-bin/getcallbackip?access_token=${token}`;

  it('answers 41001 without, 40014 with a wrong, 42001 with an expired one', async () => {
    const { get, accessToken, passes } = await startEmulator();
    const token = await accessToken();
    expect(await get('/cgi-bin/getcallbackip')).toMatchObject({ errcode: 41001 });
    expect(await get(callbackIp('wrong'))).toMatchObject({ errcode: 40014 });
    expect(await get(callbackIp(token))).toMatchObject({ errcode: 0, ip_list: ['127.0.0.1'] });
    passes(7_200_000);
    expect(await get(callbackIp(token))).toMatchObject({ errcode: 42001 });
  });

  it('answers 40014 after a revocation, and hands out a new token', async () => {
    const { get, accessToken, emulator } = await startEmulator();
    const token = await accessToken();
    emulator.revokeTokens();
    expect(await get(callbackIp(token))).toMatchObject({ errcode: 40014 });
    expect(await get(callbackIp(await accessToken()))).toMatchObject({ errcode: 0 });
  });

  it.each([
    { why: 'an unknown path', path: '/cgi-bin/no/such', method: 'POST', code: 40066 },
    { why: 'GET where POST belongs', path: '/cgi-bin/webhook/send?key=push-key', method: 'GET', code: 43002 },
    { why: 'POST where GET belongs', path: '/cgi-bin/getcallbackip', method: 'POST', code: 43001 },
  ])('answers HTTP 200 and $code to $why', async ({ path, method, code }) => {
    const { emulator } = await startEmulator();
    const response = await fetch(`${emulator.url}${path}`, { method });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ errcode: code });
  });

  it('keeps no token or secret among the calls', async () => {
    const { get, accessToken, emulator } = await startEmulator();
    const token = await accessToken();
    await get(`/cgi-bin/appchat/get?chatid=team1&access_token=${token}`);
    expect(emulator.calls().map(({ path, body }) => ({ path, body }))).toEqual([
      { path: '/cgi-bin/gettoken', body: {} },
      { path: '/cgi-bin/appchat/get', body: { chatid: 'team1' } },
    ]);
  });

  it('has a base frequency of 10 000 a minute per API', () => {
    const clock = { now: () => 0 };
    const tokens = createTokens(tenant, clock);
    const dispatch = createDispatch({
      endpoints: [
        tokens.endpoint,
        { type: 'token', path: '/a', method: 'GET', handle: () => accept() },
        { type: 'token', path: '/b', method: 'GET', handle: () => accept() },
      ],
      tokens,
      media: createMedia(clock),
      clock,
      calls: createCalls({ clock, keep: 0 }),
      limits: true,
    });
    const ask = (path: string, query: string) =>
      dispatch({
        method: 'GET',
        path,
        query: new URLSearchParams(query),
        contentType: undefined,
        body: Buffer.of(),
      });
    const { access_token } = ask('/cgi-bin/gettoken', 'corpid=wwCORP&corpsecret=s');
    for (let n = 0; n < 10_000; n += 1) ask('/a', `access_token=${access_token}`);
    expect(ask('/a', `access_token=${access_token}`).errcode).toBe(45009);
    expect(ask('/b', `access_token=${access_token}`).errcode).toBe(0);
  });
});

const tenant: TenantSettings = {
  corpId: 'wwCORP',
  apps: [{ id: 'community', agentId: 1, secret: 's' }],
  aibots: [],
  robots: [],
  webhooks: [],
};
