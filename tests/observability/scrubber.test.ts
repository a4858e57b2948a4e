import { describe, expect, it } from 'vitest';
import { createLogger } from '../../src/observability/logger.ts';
import { createScrubber } from '../../src/observability/scrubber.ts';

const secrets = {
  key: '693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa',
  odd: 'p"a\\ss/wörd+=&\n',
  aes: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
};

function startLog() {
  const scrubber = createScrubber();
  for (const secret of Object.values(secrets)) scrubber.add(secret);
  const written: string[] = [];
  const log = createLogger({ level: 'trace', scrubber, out: { write: (line) => written.push(line) } });
  return { log, scrubber, written };
}
const canaries = Object.values(secrets).flatMap((secret) => [
  secret,
  JSON.stringify(secret).slice(1, -1),
  JSON.stringify(JSON.stringify(secret)).slice(3, -3),
  encodeURIComponent(secret),
  encodeURIComponent(secret).replace(/%../g, (hex) => hex.toLowerCase()),
]);

describe('a log line never shows a registered secret', () => {
  it.each(Object.entries(secrets))('%s, wherever it ends up', (_, secret) => {
    const { log, written } = startLog();
    const deep = { a: { b: { c: { d: [{ e: secret }] } } } };
    log.info(deep, 'nested');
    log.info(`in the text ${secret}${secret}`);
    log.error(new Error(`failed for ${secret}`));
    log.error({ err: new Error('outer', { cause: new Error(`inner ${secret}`) }) }, 'cause');
    log.error(
      {
        err: Object.assign(new Error('x'), {
          config: { url: `https://a.cn/send?key=${encodeURIComponent(secret)}` },
        }),
      },
      'url',
    );
    log.warn({ body: JSON.stringify({ secret: { value: secret } }) }, 'json in a string');
    log.warn({
      body: JSON.stringify({
        url: `x?k=${encodeURIComponent(secret).replace(/%../g, (hex) => hex.toLowerCase())}`,
      }),
    });
    log.child({ secret }).info({ [secret]: 1 }, 'child and field name');
    expect(written.length).toBe(8);
    for (const line of written) {
      expect(() => JSON.parse(line)).not.toThrow();
      for (const canary of canaries) expect(line).not.toContain(canary);
    }
    expect(written.join('')).toContain('in the text [secret][secret]');
  });

  it('shows what is not a secret', () => {
    const { log, written } = startLog();
    log.info(
      { group: 'newbie-01', errcode: 45009, at: 1_770_600_000_000, monkey: 'key', ms: 0.13812345678 },
      '已发送',
    );
    expect(JSON.parse(written[0] ?? '')).toMatchObject({
      group: 'newbie-01',
      errcode: 45009,
      at: 1_770_600_000_000,
      monkey: 'key',
      ms: 0.13812345678,
      msg: '已发送',
    });
  });
});

describe('unregistered secrets', () => {
  it.each([
    [
      'https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=AbC-_123&debug=1',
      'access_token=[secret]&debug=1',
    ],
    ['POST /cgi-bin/webhook/send?key=6f1e-77 failed', 'send?key=[secret] failed'],
    ['https://x/cgi-bin/aibot/response?response_code=RC1"', 'response_code=[secret]"'],
    ['u=https%3A%2F%2Fx%2Fsend%3Fkey%3Dabcdef', 'send%3Fkey%3D[secret]'],
    ['u=https%3A%2F%2Fx%2Fsend%3Fkey%3Dab%2Bcdef%26a%3D1', 'send%3Fkey%3D[secret]%26a%3D1'],
    ['send?key=ab%2Bcd&x', 'send?key=[secret]&x'],
    ['gettoken?corpid=ww1&corpsecret=S3cr3t', 'corpid=ww1&corpsecret=[secret]'],
    ['{"errcode":0,"access_token":"T0KEN"}', '"access_token":"[secret]"'],
    ['"{\\"access_token\\":\\"T0KEN\\"}"', '\\"access_token\\":\\"[secret]\\"'],
    ['authorization: Bearer abc.def', 'Bearer [secret]'],
    ['call 13800138000 now', 'call 10000000000 now'],
    ['{"phone":13912345678}', '{"phone":10000000000}'],
    ['a\u202eb\u009bc\u2028d', 'a\\u202eb\\u009bc\\u2028d'],
  ])('%s', (line, shown) => {
    expect(createScrubber().scrub(line)).toContain(shown);
  });
  it.each(['monkey=banana', 'id=13800138000123', 'the key is lost', '"key":"value"'])(
    'leaves %s alone',
    (line) => {
      expect(createScrubber().scrub(line)).toBe(line);
    },
  );
});

describe('registered secrets', () => {
  it('are hidden longest first, so that no rest is left', () => {
    const { scrub, add } = createScrubber();
    add('token');
    add('token-and-more');
    expect(scrub('x token-and-more y token z')).toBe('x [secret] y [secret] z');
  });
  it('that roll are forgotten after their successor’s successor', () => {
    const { scrub, add } = createScrubber();
    for (const token of ['first-token', 'second-token', 'third-token']) add(token, 'app');
    expect(scrub('first-token second-token third-token')).toBe('first-token [secret] [secret]');
  });
  it('too short to be one do not blank the log', () => {
    const { scrub, add } = createScrubber();
    add('');
    add('a');
    expect(scrub('a banana')).toBe('a banana');
  });
});
