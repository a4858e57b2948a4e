import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createWecomClient } from '../../../src/wecom/api/client.ts';
import { manualDeadline, ok, startFakeWecom } from './fake-wecom.ts';

const KEY = 'canary-key-693a91f6';
const path = `/cgi-bin/webhook/send?key=${KEY}`;

describe('an answer', () => {
  it('is what WeCom said, whatever its errcode', async () => {
    const wecom = await startFakeWecom({ errcode: 93000, errmsg: 'invalid webhook url', more: [1] });
    const result = await wecom.client().post(path, '{"msgtype":"text"}');
    expect(result).toEqual({
      type: 'answer',
      errcode: 93000,
      errmsg: 'invalid webhook url',
      body: { errcode: 93000, errmsg: 'invalid webhook url', more: [1] },
    });
    expect(wecom.calls).toMatchObject([
      { method: 'POST', path: '/cgi-bin/webhook/send', body: { msgtype: 'text' } },
    ]);
  });

  it('may come in many chunks that cut characters', async () => {
    const body = Buffer.from(JSON.stringify({ errcode: 0, errmsg: '好'.repeat(100) }));
    const wecom = await startFakeWecom((_, response) => {
      for (const byte of body) response.write(Buffer.of(byte));
      response.end();
    });
    expect(await wecom.client().get('/x')).toMatchObject({ type: 'answer', errmsg: '好'.repeat(100) });
  });

  it('uses connections again', async () => {
    const ports = new Set<number | undefined>();
    const wecom = await startFakeWecom((request, response) => {
      ports.add(request.socket.remotePort);
      response.end(JSON.stringify(ok));
    });
    const client = wecom.client();
    for (let n = 0; n < 10; n += 1) await client.post('/x', '{}');
    expect(ports.size).toBeLessThanOrEqual(2);
  });

  it('is asked for below the base’s own path', async () => {
    const wecom = await startFakeWecom(ok);
    await wecom.client({ baseUrl: `${wecom.url}/proxy/` }).get('/cgi-bin/x?a=1');
    expect(wecom.calls[0]?.path).toBe('/proxy/cgi-bin/x');
  });
});

describe('in doubt', () => {
  it.each([
    { why: 'HTTP 500', status: 500, body: JSON.stringify(ok) },
    { why: 'HTTP 502 with a page', status: 502, body: '<html>' },
    { why: 'a page with 200', status: 200, body: '<html>ok</html>' },
    { why: 'JSON without errcode', status: 200, body: '{"ok":true}' },
    { why: 'an errcode that is no integer', status: 200, body: '{"errcode":"0"}' },
    { why: 'an empty body', status: 200, body: '' },
    { why: 'a list', status: 200, body: '[0]' },
    { why: 'a redirect, which is not followed', status: 302, body: '', headers: { location: '/elsewhere' } },
  ])('$why', async ({ status, body, headers }) => {
    const wecom = await startFakeWecom((_, response) => response.writeHead(status, headers).end(body));
    expect(await wecom.client().post(path, '{}')).toMatchObject({ type: 'unknown' });
    expect(wecom.calls.length).toBe(1);
  });

  it('no answer in time', async () => {
    const { deadline, expireNewest } = manualDeadline();
    const wecom = await startFakeWecom(() => expireNewest()); // and never answers
    const result = await wecom.client({ deadline }).post(path, '{}');
    expect(result).toEqual({ type: 'unknown', reason: '企业微信没有及时回应，不知道是否已送达' });
    expect(wecom.calls.length).toBe(1);
  });

  it('an answer that stops half-way', async () => {
    const { deadline, expireNewest } = manualDeadline();
    const wecom = await startFakeWecom((_, response) => response.write('{"errcode":0', () => expireNewest()));
    expect(await wecom.client({ deadline }).post(path, '{}')).toMatchObject({ type: 'unknown' });
  });

  it('a connection that is reset after the request', async () => {
    const wecom = await startFakeWecom((request) => request.socket.destroy());
    const result = await wecom.client().post(path, '{}');
    expect(result.type).toBe('unknown');
    expect(JSON.stringify(result)).not.toContain(KEY);
    expect(wecom.calls.length).toBe(1);
  });

  it('an answer too large to be one', async () => {
    const wecom = await startFakeWecom({ ...ok, more: 'x'.repeat(5_000) });
    expect(await wecom.client({ maxBodyBytes: 1_000 }).post(path, '{}')).toMatchObject({ type: 'unknown' });
  });
});

describe('certainly not sent', () => {
  it('nobody listens', async () => {
    const wecom = await startFakeWecom();
    await wecom.close();
    const result = await wecom.client().post(path, '{}');
    expect(result).toEqual({ type: 'refused', reason: '连接企业微信出错（ECONNREFUSED），没有发出' });
  });

  it('the name does not resolve', async () => {
    const client = createWecomClient({ baseUrl: 'http://wecom.invalid' });
    onTestFinished(() => client.close());
    expect(await client.post(path, '{}')).toMatchObject({ type: 'refused' });
  });

  it('the connection is never made: a peer that does not finish the TLS handshake', async () => {
    const { deadline, expireNewest } = manualDeadline();
    const silent = createServer(() => expireNewest());
    await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
    onTestFinished(() => void silent.close());
    const { port } = silent.address() as AddressInfo;
    const client = createWecomClient({
      baseUrl: `https://127.0.0.1:${port}`,
      deadline,
      connectTimeoutMs: 1_000,
    });
    expect(await client.post(path, '{}')).toEqual({
      type: 'refused',
      reason: '企业微信没有及时回应，没有发出',
    });
  });

  it('no connection becomes free in time, and it is not sent later either', async () => {
    const { deadline, expireNewest } = manualDeadline();
    let arrive: (answer: () => void) => void = () => {};
    const arrived = new Promise<() => void>((resolve) => {
      arrive = resolve;
    });
    const wecom = await startFakeWecom((_, response) => arrive(() => response.end(JSON.stringify(ok))));
    const client = wecom.client({ connections: 1, deadline });
    const first = client.post('/first', '{}');
    const answerFirst = await arrived;
    const second = client.post('/second', '{}');
    expireNewest();
    expect(await second).toMatchObject({ type: 'refused' });
    answerFirst();
    expect(await first).toMatchObject({ type: 'answer' });
    await client.close();
    expect(wecom.calls.map((call) => call.path)).toEqual(['/first']);
  });
});
