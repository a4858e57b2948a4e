import type { Clock } from '../../domain/clock.ts';
import type { Transcript } from '../transcript.ts';
import type { TenantSettings } from '../types.ts';
import { createWindows } from '../window.ts';
import type { World } from '../world.ts';
import { accept, refuse } from './answer.ts';
import type { Endpoint } from './endpoint.ts';
import type { Fields } from './fields.ts';
import type { Media } from './media.ts';
import { checkWebhookMessage } from './webhook-content.ts';

/** Message push into a chat (outbound.md §2). `onWebhook` sees every accepted message. */
export function webhookEndpoints(deps: {
  readonly settings: TenantSettings;
  readonly clock: Clock;
  readonly world: World;
  readonly transcript: Transcript;
  readonly media: Media;
  readonly limits: boolean;
  /** Keys of group robots, which get their own URL with every callback (inbound.md §3.2). */
  readonly robotByKey: (key: string) => { readonly robot: string; readonly chat: string } | undefined;
  readonly onWebhook?: ((body: Fields, webhook: string) => void) | undefined;
}): readonly Endpoint[] {
  const { settings, clock, world, transcript, media } = deps;
  const idByKey = new Map(settings.webhooks.map(({ id, key }) => [key, id]));
  const perRobot = createWindows(deps.limits, [{ max: 20, ms: 60_000 }]);

  const target = (key: string | null) => {
    if (key === null) return undefined;
    const id = idByKey.get(key);
    // A webhook that sits in no emulated group still has a chat of its own to post to.
    if (id !== undefined && !world.webhookClosed(id))
      return { id, chat: world.byWebhook(id)?.id ?? `webhook:${id}`, channel: 'webhook' as const };
    const robot = deps.robotByKey(key);
    return robot && { id: robot.robot, chat: robot.chat, channel: 'robot' as const };
  };
  const unknownKey = refuse(93000, 'invalid webhook url');

  return [
    {
      type: 'open',
      path: '/cgi-bin/webhook/send',
      method: 'POST',
      handle: ({ query, body }) => {
        const key = query.get('key');
        const to = target(key);
        if (key === null || !to) return unknownKey;
        const checked = checkWebhookMessage(body, (id) => media.has(`webhook:${key}`, id));
        if ('refusal' in checked) return checked.refusal;
        if (!perRobot.take(key, clock.now())) return refuse(45009, 'api freq out of limit');
        const from = { kind: 'bot' as const, id: to.id, name: '消息推送' };
        transcript.add({ chat: to.chat, from, channel: to.channel, ...checked.shown });
        deps.onWebhook?.(body, to.id);
        return accept();
      },
    },
    {
      type: 'upload',
      path: '/cgi-bin/webhook/upload_media',
      scope: (query) => {
        const key = query.get('key');
        return target(key) ? { scope: `webhook:${key}` } : { refusal: unknownKey };
      },
    },
  ];
}
