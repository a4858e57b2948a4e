import { createHash } from 'node:crypto';
import type { LateReplies, SendOutcome } from '../../delivery/ports.ts';
import type { WecomClient } from '../api/client.ts';
import { explainErrcode } from '../api/errcodes.ts';
import type { ApiResult } from '../api/result.ts';
import { wecomPath } from '../api/wecom-url.ts';

const PATHS = ['/cgi-bin/aibot/response'];
/** Spent URLs remembered by this process; WeCom itself refuses a second use. */
const REMEMBERED = 10_000;

/**
 * Answers through an aibot's `response_url` (outbound.md §3.2): one post within the hour, no token. Only URLs of
 * WeCom's own API are called. A URL counts as spent once the request may have left.
 */
export function createLateReplies(client: WecomClient): LateReplies {
  const spent = new Set<string>();
  return {
    reply: async (url, { content }) => {
      const path = wecomPath(url, client.baseUrl, PATHS);
      if (path === undefined) return { type: 'failed', reason: '回复地址不是企业微信的，没有发出' };
      const id = createHash('sha256').update(path).digest('base64');
      if (spent.has(id)) return { type: 'failed', reason: '回复地址只能用一次，已经用过' };
      spent.add(id);
      const [oldest] = spent.size > REMEMBERED ? spent : [];
      if (oldest !== undefined) spent.delete(oldest);
      const result = await client.post(path, JSON.stringify({ msgtype: 'markdown', markdown: { content } }));
      if (result.type === 'refused') spent.delete(id);
      return outcomeOf(result);
    },
  };
}

/** Any refusal is final: there is no second use to try (outbound.md §3.2). */
const outcomeOf = (result: ApiResult): SendOutcome => {
  switch (result.type) {
    case 'refused':
      return { type: 'later', afterMs: 2_000, reason: result.reason };
    case 'unknown':
      return { type: 'unknown', reason: result.reason };
    case 'answer': {
      const { errcode: code, errmsg } = result;
      if (code === 0) return { type: 'sent' };
      if (code === -1) return { type: 'unknown', reason: `${explainErrcode(code)}，不知道是否已送达` };
      return { type: 'failed', code, reason: explainErrcode(code, errmsg) };
    }
    default:
      return result satisfies never;
  }
};
