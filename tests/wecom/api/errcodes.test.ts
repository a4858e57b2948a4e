import { describe, expect, it } from 'vitest';
import { errcodeOf, explainErrcode } from '../../../src/wecom/api/errcodes.ts';
import { createOutcomeOf } from '../../../src/wecom/api/outcome.ts';
import type { ApiResult } from '../../../src/wecom/api/result.ts';

const answer = (errcode: number, errmsg = ''): ApiResult => ({ type: 'answer', errcode, errmsg, body: {} });
function start(random = 0) {
  const alerts: string[] = [];
  return {
    alerts,
    outcomeOf: createOutcomeOf({
      target: 'webhook push',
      random: () => random,
      alert: (text) => alerts.push(text),
    }),
  };
}

it.each([
  [-1, 'retry'],
  [6000, 'retry'],
  [40001, 'alert'],
  [40014, 'refresh'],
  [40050, 'disable'],
  [40058, 'give-up'],
  [42001, 'refresh'],
  [42014, 'give-up'],
  [42051, 'give-up'],
  [45009, 'wait'],
  [45033, 'retry'],
  [60020, 'alert'],
  [86004, 'give-up'],
  [86008, 'disable'],
  [86215, 'give-up'],
  [90505, 'give-up'],
  [93000, 'disable'],
  [93008, 'disable'],
  [301002, 'alert'],
  [123456, 'give-up'],
])('%i: %s', (code, action) => {
  expect(errcodeOf(code).action).toBe(action);
  expect(explainErrcode(code)).toMatch(new RegExp(`[\\u4e00-\\u9fff].*（错误码 ${code}）$`));
});

it('shows the address to allow', () => {
  const errmsg = 'not allow to access from your ip, hint: [1], from ip: 203.0.113.9, more info at https://x';
  expect(explainErrcode(60020, errmsg)).toContain('203.0.113.9');
  expect(explainErrcode(40001, errmsg)).not.toContain('203.0.113.9');
});

describe('the outcome of a send', () => {
  it.each<[string, ApiResult, object]>([
    ['success', answer(0, 'ok'), { type: 'sent' }],
    [
      'success with a warning',
      answer(0, 'Warning: wrong json format.'),
      { type: 'sent', note: '企业微信提示格式不规范' },
    ],
    ['not sent', { type: 'refused', reason: 'x' }, { type: 'later', afterMs: 2_000, reason: 'x' }],
    ['in doubt', { type: 'unknown', reason: 'x' }, { type: 'unknown', reason: 'x' }],
    [
      'busy is in doubt',
      answer(-1),
      { type: 'unknown', reason: '企业微信繁忙（错误码 -1），不知道是否已送达' },
    ],
    [
      'too many at once',
      answer(45033),
      { type: 'later', afterMs: 2_000, code: 45033, reason: '同时调用太多（错误码 45033）' },
    ],
    [
      'over-long',
      answer(40058),
      { type: 'failed', code: 40058, reason: '内容过长或参数不对（错误码 40058）' },
    ],
    [
      'a dead token',
      answer(42001),
      { type: 'failed', code: 42001, reason: 'access_token 过期（错误码 42001）' },
    ],
    [
      'a code nobody knows',
      answer(99_999),
      { type: 'failed', code: 99_999, reason: '企业微信没有接受（错误码 99999）' },
    ],
  ])('%s', (_, result, outcome) => {
    const { outcomeOf, alerts } = start(0.5);
    expect(outcomeOf(result)).toEqual(outcome);
    expect(alerts).toEqual([]);
  });

  it('waits longer with every 45009 in a row, and says so at the third', () => {
    const { outcomeOf, alerts } = start(0.5);
    const waits = () => {
      const outcome = outcomeOf(answer(45009));
      return outcome.type === 'later' && outcome.block === true ? outcome.afterMs : undefined;
    };
    expect([waits(), waits()]).toEqual([62_500, 300_000]);
    expect(alerts).toEqual([]);
    expect([waits(), waits()]).toEqual([3_600_000, 3_600_000]);
    expect(alerts.length).toBe(1);
    outcomeOf(answer(0));
    expect(waits()).toBe(62_500);
  });

  it('disables a target that is gone and says so once until it works again', () => {
    const { outcomeOf, alerts } = start();
    expect(outcomeOf(answer(93000))).toMatchObject({ type: 'failed', code: 93000, disable: true });
    outcomeOf(answer(93000));
    expect(alerts.length).toBe(1);
    expect(alerts[0]).toContain('webhook push');
    outcomeOf(answer(0));
    outcomeOf(answer(93000));
    expect(alerts.length).toBe(2);
  });
});
