import { describe, expect, it } from 'vitest';
import { type Kind, nowMs, queryOf, seal, serve, urls } from './serve.ts';

const kinds: readonly Kind[] = ['aibot', 'robot', 'app'];
const echoUrl = (kind: Kind, plaintext: string) => {
  const sealed = seal(kind, plaintext);
  const query = queryOf(sealed);
  query.append('echostr', sealed.encrypt);
  return { url: `${urls[kind]}?${query}`, sealed };
};

describe('the check of a callback URL', () => {
  it.each(kinds)('answers the bare plaintext (%s)', async (kind) => {
    const { inject, close } = await serve();
    for (const plaintext of ['1616140317555161061', '  {"a": "群运 😀"}\n', '']) {
      const response = await inject({ method: 'GET', url: echoUrl(kind, plaintext).url });
      expect(response.statusCode).toBe(200);
      expect(response.rawPayload).toEqual(Buffer.from(plaintext));
      expect(response.headers['content-type']).toBe('text/plain; charset=utf-8');
    }
    await close();
  });
  it('takes a + that was not percent-encoded', async () => {
    const { inject, close } = await serve();
    const withPlus = Array.from({ length: 50 }, () => echoUrl('app', 'echo')).find(({ sealed }) =>
      sealed.encrypt.includes('+'),
    );
    expect(withPlus).toBeDefined();
    const response = await inject({ method: 'GET', url: (withPlus?.url ?? '').replaceAll('%2B', '+') });
    expect([response.statusCode, response.body]).toEqual([200, 'echo']);
    await close();
  });
  it('does not take what is not for this endpoint, or late', async () => {
    const { inject, close, outcomes } = await serve();
    const { url } = echoUrl('robot', 'echo');
    const statusOf = async (target: string) => {
      const { statusCode, body } = await inject({ method: 'GET', url: target });
      expect(body).toBe('');
      return statusCode;
    };
    expect(await statusOf(url.replace(urls.robot, urls.aibot))).toBe(403);
    expect(await statusOf(url.replace(urls.robot, '/wecom/robot/other'))).toBe(404);
    expect(await statusOf(url.replace(urls.robot, '/wecom/aibot/duty'))).toBe(404);
    expect(await statusOf(url.replace(/msg_signature=./, 'msg_signature='))).toBe(400);
    expect(await statusOf(url.replace('timestamp', 'time'))).toBe(400);
    expect(await statusOf(`${url}&echostr=x`)).toBe(400);
    expect(await statusOf(urls.robot)).toBe(400);
    expect(outcomes.map(({ outcome, reason }) => `${outcome} ${reason}`)).toEqual([
      'refused signature',
      'refused field-grammar',
      'refused field-missing',
      'refused field-missing',
      'refused field-missing',
    ]);
    await close();

    const later = await serve({ machineNow: () => nowMs + 300_001 });
    expect((await later.inject({ method: 'GET', url })).statusCode).toBe(403);
    await later.close();
  });
});
