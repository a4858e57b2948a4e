import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillSecrets, resolveSecrets, sandboxMode, sandboxSecrets } from '../../src/config/secrets.ts';
import { complaints, load } from './support.ts';

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: the placeholders of wecom.yaml look like this
const wecom = `corpId: \${CORP}
apps:
  - { id: community, agentId: 1, secret: '\${SECRET}', callback: { token: '\${TOKEN}', encodingAESKey: '\${AES}' } }
aibots:
  - { id: helper, name: 小群, callback: { token: '\${TOKEN}', encodingAESKey: '\${AES}' } }
webhooks:
  - { id: push, key: '\${KEY}' }
`;
const env = {
  CORP: 'ww1234567890abcdef',
  SECRET: 's',
  TOKEN: 'token1',
  AES: 'k'.repeat(43),
  KEY: 'key-12345',
};

describe('sandboxMode', () => {
  const named = ['A', 'B'];
  it.each([
    { flag: undefined, set: [], mode: { type: 'on' } },
    { flag: undefined, set: ['A', 'B'], mode: { type: 'off' } },
    { flag: undefined, set: ['B'], mode: { type: 'refused', missing: ['A'] } },
    { flag: true, set: ['A', 'B'], mode: { type: 'on' } },
    { flag: true, set: ['B'], mode: { type: 'on' } },
    { flag: false, set: [], mode: { type: 'refused', missing: ['A', 'B'] } },
    { flag: false, set: ['A', 'B'], mode: { type: 'off' } },
  ])('is $mode.type for SANDBOX=$flag with $set set', ({ flag, set, mode }) => {
    expect(sandboxMode({ flag, named, set })).toEqual(mode);
  });
  it('is off when no secret is named', () => {
    expect(sandboxMode({ flag: undefined, named: [], set: [] })).toEqual({ type: 'off' });
  });
});

describe('secrets', () => {
  it('knows which are named, set and missing; an empty variable is missing', () => {
    expect(resolveSecrets({ a: '${A}', b: ['x${B}y${A}', 3], c: null }, { A: '1', B: ' ' })).toEqual({
      named: ['A', 'B'],
      set: ['A'],
      missing: ['B'],
    });
  });
  it('replaces inside strings after parsing, so that a value can never become structure', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(fillSecrets({ a: ['x${A}y'], n: 1 }, () => value)).toEqual({ a: [`x${value}y`], n: 1 });
      }),
    );
  });
  it('takes them from the environment', () => {
    const loaded = load({ 'wecom.yaml': wecom }, { type: 'env', env });
    expect(loaded.ok && [loaded.wecom.corpId, loaded.wecom.webhooks[0]?.key]).toEqual([env.CORP, env.KEY]);
  });
  it('names each missing one where it stands', () => {
    expect(
      complaints({ 'wecom.yaml': wecom }, { type: 'env', env: { ...env, TOKEN: '', KEY: undefined } }),
    ).toEqual([
      'wecom.yaml:3:74 apps.0.callback.token: 环境变量 TOKEN 没有设置。 请设置它,或用 SANDBOX=1 先在演示环境里试。',
      'wecom.yaml:7:22 webhooks.0.key: 环境变量 KEY 没有设置。 请设置它,或用 SANDBOX=1 先在演示环境里试。',
    ]);
  });
  it('says which variable holds a value that does not fit, and not the value', () => {
    const lines = complaints({ 'wecom.yaml': wecom }, { type: 'env', env: { ...env, AES: 'canary-value' } });
    expect(lines[0]).toBe(
      'wecom.yaml:3:102 apps.0.callback.encodingAESKey: EncodingAESKey 要正好 43 位字母或数字。 这个值来自环境变量 AES。',
    );
    expect(lines.join()).not.toContain('canary-value');
  });
  it('needs none for a check', () => {
    expect(load({ 'wecom.yaml': wecom }).ok).toBe(true);
  });
});

describe('sandbox secrets', () => {
  it('fit every field, whatever the seed, and are the same for the same seed', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const loaded = load({ 'wecom.yaml': wecom }, { type: 'sandbox', seed });
        expect(loaded.ok && loaded.wecom).toEqual(
          fillSecrets(loaded.ok && loaded.wecom, () => expect.unreachable('a placeholder is left')),
        );
        const again = load({ 'wecom.yaml': wecom }, { type: 'sandbox', seed });
        expect(again.ok && again.wecom).toEqual(loaded.ok && loaded.wecom);
      }),
      { numRuns: 20 },
    );
  });
  it('make keys that survive decoding and encoding', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const key = sandboxSecrets(seed)('AES', 'encodingAESKey') ?? '';
        expect(Buffer.from(`${key}=`, 'base64').toString('base64')).toBe(`${key}=`);
      }),
    );
  });
  it('differ between seeds and between names', () => {
    const values = ['a', 'b'].flatMap((seed) =>
      ['X', 'Y'].map((name) => sandboxSecrets(seed)(name, 'token')),
    );
    expect(new Set(values).size).toBe(4);
  });
});
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: see above
