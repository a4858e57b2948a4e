import { randomBytes } from 'node:crypto';
import type { Clock } from '../../domain/clock.ts';
import type { EmulatedGroup } from '../types.ts';
import { accept, refuse } from './answer.ts';
import type { Endpoint } from './endpoint.ts';

const fiveMinutesMs = 300_000;

/** GetChatInfoUrl of group robots: one use, five minutes, lists even an internal group's members (inbound.md §3.2). */
export interface ChatInfoUrls {
  issue(group: EmulatedGroup): string;
  readonly endpoint: Endpoint;
}

export function createChatInfoUrls(clock: Clock): ChatInfoUrls {
  const open = new Map<string, { readonly group: EmulatedGroup; readonly until: number }>();
  return {
    issue: (group) => {
      const now = clock.now();
      for (const [code, { until }] of open) {
        if (until > now) break;
        open.delete(code);
      }
      const code = randomBytes(24).toString('base64url');
      open.set(code, { group, until: now + fiveMinutesMs });
      return `code=${code}`;
    },
    endpoint: {
      type: 'open',
      path: '/cgi-bin/webhook/get_chat_info',
      method: 'GET',
      handle: ({ query }) => {
        const code = query.get('code') ?? '';
        const found = open.get(code);
        open.delete(code);
        if (!found || found.until <= clock.now()) return refuse(40029, 'invalid code');
        const { group } = found;
        return accept({
          chatid: group.robot?.chatId,
          name: group.name,
          chattype: 'group',
          members: group.members.map(({ userid, name }) => ({ userid, alias: userid, name })),
        });
      },
    },
  };
}
