import { afterEach, describe, expect, it } from 'vitest';
import { healthRoutes, type Readiness } from '../../src/http/health.ts';
import { opsRoutes } from '../../src/http/ops.ts';
import { createServer } from '../../src/http/server.ts';

const token = 'a-token-of-operators';
const errors: string[] = [];
let server = createServer({ onError: () => {} });
afterEach(() => server.close());

async function open(readiness: Readiness = { ready: true, reasons: [], degraded: [] }) {
  errors.length = 0;
  server = createServer({ onError: (error, route) => errors.push(`${route} ${error.message}`) });
  await server.register(healthRoutes, {
    readiness: async () => readiness,
    metrics: async () => ({ type: 'text/plain; version=0.0.4', body: 'qunyun_redis_up 1\n' }),
  });
  await server.register(opsRoutes, {
    token,
    status: async () => ({ groups: 2 }),
    why: async (id) => {
      if (id === 'broken') throw new Error('the store is away');
      return id === 'newbie-01~m.1.0' ? { trail: [] } : undefined;
    },
  });
  return (url: string, authorization?: string) =>
    server.inject({ url, headers: authorization === undefined ? {} : { authorization } });
}

describe('the ops API', () => {
  it.each([
    { why: 'no token', authorization: undefined },
    { why: 'another token', authorization: 'Bearer something-else' },
    { why: 'the token without its scheme', authorization: token },
    { why: 'the beginning of the token', authorization: `Bearer ${token.slice(0, -1)}` },
    { why: 'an empty header', authorization: '' },
  ])('answers 401 to $why', async ({ authorization }) => {
    const get = await open();
    for (const url of ['/ops/status', '/ops/why/newbie-01~m.1.0']) {
      const { statusCode, body } = await get(url, authorization);
      expect({ statusCode, body }).toEqual({ statusCode: 401, body: '' });
    }
  });

  it('answers who has the token', async () => {
    const get = await open();
    expect((await get('/ops/status', `Bearer ${token}`)).json()).toEqual({ groups: 2 });
    expect((await get('/ops/why/newbie-01~m.1.0', `Bearer ${token}`)).json()).toEqual({ trail: [] });
    expect((await get('/ops/why/newbie-01~m.9.0', `Bearer ${token}`)).statusCode).toBe(404);
  });

  it('reports what is broken and answers nothing about it', async () => {
    const get = await open();
    const { statusCode, body } = await get('/ops/why/broken', `Bearer ${token}`);
    expect({ statusCode, body }).toEqual({ statusCode: 500, body: '' });
    expect(errors).toEqual(['/ops/why/:messageId the store is away']);
  });
});

describe('health', () => {
  it('is alive whatever Redis does, and ready only with it', async () => {
    const get = await open({ ready: false, reasons: ['redis'], degraded: [] });
    expect((await get('/healthz')).statusCode).toBe(200);
    const ready = await get('/readyz');
    expect([ready.statusCode, ready.json()]).toEqual([503, { status: 'not ready', reasons: ['redis'] }]);
  });

  it('exposes metrics as Prometheus text', async () => {
    const get = await open();
    const { headers, body } = await get('/metrics');
    expect(headers['content-type']).toContain('text/plain');
    expect(body).toContain('qunyun_redis_up 1');
  });

  it('answers unknown paths with 404 and nothing else', async () => {
    const get = await open();
    expect(await get('/nothing')).toMatchObject({ statusCode: 404, body: '' });
  });
});
