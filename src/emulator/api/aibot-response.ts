import { randomBytes } from 'node:crypto';
import type { Clock } from '../../domain/clock.ts';
import type { Transcript } from '../transcript.ts';
import type { TranscriptEntry } from '../types.ts';
import { accept, refuse } from './answer.ts';
import type { Endpoint } from './endpoint.ts';
import { bytesOf, stringAt, under } from './fields.ts';

const anHourMs = 3_600_000;

/** What a response_url answers to. */
export interface Answerable {
  readonly chat: string;
  readonly group: boolean;
  readonly bot: TranscriptEntry['from'];
  readonly replyTo: number;
}
/** response_url: one use, one hour (outbound.md §3.2). */
export interface ResponseUrls {
  /** The query part that makes the URL somebody's. */
  issue(to: Answerable): string;
  readonly endpoint: Endpoint;
}

export function createResponseUrls(clock: Clock, transcript: Transcript): ResponseUrls {
  const open = new Map<string, Answerable & { readonly until: number }>();
  return {
    issue: (to) => {
      const now = clock.now();
      // Oldest first, so the expired ones are in front.
      for (const [code, { until }] of open) {
        if (until > now) break;
        open.delete(code);
      }
      const code = randomBytes(24).toString('base64url');
      open.set(code, { ...to, until: now + anHourMs });
      return `response_code=${code}`;
    },
    endpoint: {
      type: 'open',
      path: '/cgi-bin/aibot/response',
      method: 'POST',
      handle: ({ query, body }) => {
        const code = query.get('response_code') ?? '';
        const to = open.get(code);
        // "One call only": a call that is then refused has spent it too.
        open.delete(code);
        if (!to || to.until <= clock.now()) return refuse(60140, 'invalid response_code');
        const type = stringAt(body, 'msgtype');
        const said = { chat: to.chat, from: to.bot, channel: 'response_url', replyTo: to.replyTo } as const;
        if (type === 'template_card' && !to.group) {
          const title = stringAt(under(under(body, 'template_card'), 'main_title'), 'title') ?? '';
          transcript.add({ ...said, format: 'text', content: `[卡片] ${title}`, mentions: [] });
          return accept();
        }
        if (type !== 'markdown') return refuse(40008, 'invalid message type');
        const content = stringAt(under(body, 'markdown'), 'content') ?? '';
        if (content === '') return refuse(44004, 'empty content');
        if (bytesOf(content) > 20480) return refuse(40058, 'markdown.content exceed max length 20480');
        transcript.add({ ...said, format: 'markdown', content, mentions: [] });
        return accept();
      },
    },
  };
}
