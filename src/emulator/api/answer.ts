import { randomBytes } from 'node:crypto';

/** What every endpoint answers with, always under HTTP 200 (outbound.md, conventions). */
export interface Answer {
  readonly errcode: number;
  readonly errmsg: string;
  readonly [field: string]: unknown;
}
const ok: Answer = { errcode: 0, errmsg: 'ok' };
export const accept = (fields?: Readonly<Record<string, unknown>>): Answer =>
  fields ? { ...ok, ...fields } : ok;

export const refuse = (errcode: number, errmsg: string): Answer => ({ errcode, errmsg });

/** Refusals carry the hint, address and help link that real ones have. */
export const asSent = (answer: Answer, now: number): Answer =>
  answer.errcode === 0
    ? answer
    : {
        ...answer,
        errmsg: `${answer.errmsg}, hint: [${Math.floor(now / 1000)}_${randomBytes(8).toString('hex')}], from ip: 127.0.0.1, more info at https://open.work.weixin.qq.com/devtool/query?e=${answer.errcode}`,
      };
