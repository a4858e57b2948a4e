import type { Limit, Outlet } from '../../delivery/ports.ts';
import type { Random } from '../../domain/clock.ts';
import type { WecomClient } from '../api/client.ts';
import { type Alert, createOutcomeOf } from '../api/outcome.ts';

export interface WebhookOutletDeps {
  /** Id in `wecom.yaml`: what logs and ledgers show. */
  readonly id: string;
  readonly key: string;
  readonly client: WecomClient;
  readonly random: Random;
  readonly alert: Alert;
}

/** WeCom allows 20; whether its minute slides and whether refusals count is not documented (outbound.md §2.4). */
const LIMITS: readonly Limit[] = [{ max: 18, windowMs: 60_000 }];

/** Message push into the one group the key belongs to. Not idempotent: a doubtful send stays in doubt. */
export function createWebhookOutlet({ id, key, client, random, alert }: WebhookOutletDeps): Outlet {
  const path = `/cgi-bin/webhook/send?key=${encodeURIComponent(key)}`;
  const outcomeOf = createOutcomeOf({ target: `webhook ${id}`, random, alert });
  return {
    destination: `webhook/${id}`,
    limits: LIMITS,
    can: { mention: true },
    send: async ({ format, content, mentions, mentionAll }) => {
      const json =
        format === 'markdown'
          ? JSON.stringify({ msgtype: 'markdown', markdown: { content } })
          : JSON.stringify({
              msgtype: 'text',
              text:
                mentionAll || mentions.length > 0
                  ? { content, mentioned_list: mentionAll ? [...mentions, '@all'] : mentions }
                  : { content },
            });
      return outcomeOf(await client.post(path, json));
    },
  };
}
