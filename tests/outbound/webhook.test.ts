import { MockAgent, request } from 'undici';
import { afterEach, describe, expect, it } from 'vitest';
import { createWebhook } from '../../src/outbound/webhook.ts';

const agent = new MockAgent();
agent.disableNetConnect();
afterEach(() => agent.removeAllListeners());

const setUp = (hosts: readonly string[] = ['a.example']) => {
  const told: string[] = [];
  const call = createWebhook({
    allowed: () => hosts,
    onGivenUp: (why) => told.push(why),
    send: (url, options) => request(url, { ...options, dispatcher: agent }),
  });
  return { call, told };
};
interface Seen {
  body: unknown;
  headers: unknown;
}
const answers = (status: number, headers: Record<string, string> = {}) => {
  const seen: Seen[] = [];
  agent
    .get('https://a.example')
    .intercept({ path: '/hook', method: 'POST' })
    .reply((options) => {
      seen.push({ body: options.body, headers: options.headers });
      return { statusCode: status, data: '好', responseOptions: { headers } };
    });
  return seen;
};

describe('a webhook', () => {
  it('posts JSON with an id that repetitions share', async () => {
    const seen = answers(200);
    const { call, told } = setUp();
    await call('https://a.example/hook', { a: 1 }, 'e.1');
    expect(seen).toEqual([
      {
        body: '{"a":1}',
        headers: { 'content-type': 'application/json; charset=utf-8', 'idempotency-key': 'e.1' },
      },
    ]);
    expect(told).toEqual([]);
  });
  it('posts text as it is', async () => {
    const seen = answers(204);
    await setUp().call('https://a.example/hook', '你好', 'e.1');
    expect(seen).toMatchObject([{ body: '你好', headers: { 'content-type': 'text/plain; charset=utf-8' } }]);
  });
  it.each([
    'http://a.example/hook',
    'https://b.example/hook',
    'https://a.example:8443/hook',
    'https://a.example@b.example/hook',
    'https://u:p@a.example/hook',
    'https://a.example.b.example/hook',
    'https://127.0.0.1/hook',
    'file:///etc/passwd',
    'nonsense',
  ])('never calls %s', async (url) => {
    const { call, told } = setUp();
    await call(url, {}, 'e.1');
    expect(told).toHaveLength(1);
  });
  it('follows no redirect', async () => {
    answers(302, { location: 'https://b.example/' });
    const { call, told } = setUp();
    await call('https://a.example/hook', {}, 'e.1');
    expect(told).toEqual(['a.example 回了 HTTP 302,不再重试']);
  });
  it('asks to be tried again where that can help, and gives up where it cannot', async () => {
    answers(503);
    const { call, told } = setUp();
    await expect(call('https://a.example/hook', {}, 'e.1')).rejects.toThrow('HTTP 503');
    answers(404);
    await call('https://a.example/hook', {}, 'e.1');
    expect(told).toEqual(['a.example 回了 HTTP 404,不再重试']);
  });
  it('asks to be tried again when nobody answers', async () => {
    agent
      .get('https://a.example')
      .intercept({ path: '/hook', method: 'POST' })
      .replyWithError(new Error('ECONNREFUSED'));
    await expect(setUp().call('https://a.example/hook', {}, 'e.1')).rejects.toThrow('ECONNREFUSED');
  });
  it('asks for the list of hosts at every call', async () => {
    const { call, told } = setUp([]);
    await call('https://a.example/hook', {}, 'e.1');
    expect(told).toEqual(['「a.example」不在 settings.yaml 的 webhookHosts 里']);
  });
});
