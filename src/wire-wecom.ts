import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WecomSettings } from './config/wecom.ts';
import type { Outlet } from './delivery/ports.ts';
import { renderMarkdown, renderPlain } from './delivery/render/render.ts';
import type { TokenStore } from './delivery/token-store-port.ts';
import type { Clock } from './domain/clock.ts';
import type { Binding, Group } from './domain/community.ts';
import type { GroupEvent } from './domain/events.ts';
import { isOpenUserId, memberId } from './domain/ids.ts';
import {
  type CallbackEndpoint,
  createCallbackEndpoint,
  type EndpointSettings,
} from './http/callbacks/callback-endpoint.ts';
import type { Logger } from './observability/logger.ts';
import type { Scrubber } from './observability/scrubber.ts';
import { createAccessTokens } from './wecom/api/access-token.ts';
import { createAppApi } from './wecom/api/app-api.ts';
import { createWecomClient } from './wecom/api/client.ts';
import { createGroupchatRoster } from './wecom/api/groupchat.ts';
import { createStaffMessenger } from './wecom/api/message-send.ts';
import { createOpenUserIds } from './wecom/api/open-userids.ts';
import { createAibotReader } from './wecom/inbound/aibot.ts';
import { createAppReader } from './wecom/inbound/app.ts';
import { createRobotReader } from './wecom/inbound/robot.ts';
import { createAppchatOutlet } from './wecom/outlets/appchat.ts';
import { createLateReplies } from './wecom/outlets/response-url.ts';
import { createWebhookOutlet } from './wecom/outlets/webhook.ts';

export interface WecomDeps {
  readonly settings: WecomSettings;
  /** `WECOM_API_BASE`. */
  readonly apiBase: string;
  readonly clock: Clock;
  readonly store: TokenStore;
  readonly scrubber: Scrubber;
  readonly log: Logger;
  /** Told once per trouble, in plain words without secrets. */
  readonly alert: (text: string) => void;
}

/** How long an encrypted sender may keep a callback waiting before the message counts as a stranger's. */
const IDENTIFY_MS = 1_500;

/** Everything that knows WeCom: the callback endpoints, the outlets and the APIs of one configuration. */
export function wireWecom({ settings, apiBase, clock, store, scrubber, log, alert }: WecomDeps) {
  const random = Math.random;
  const client = createWecomClient({ baseUrl: apiBase });
  const { corpId, apps, webhooks } = settings;
  const tokens = createAccessTokens({
    client,
    corpId,
    apps,
    store,
    clock,
    scrubber,
    log,
    alert,
    random,
    sleep,
  });
  const api = createAppApi({ client, tokens, random, sleep });

  const byWebhook = new Map(
    webhooks.map(({ id, key }) => [id, createWebhookOutlet({ id, key, client, random, alert })]),
  );
  const byAppchat = new Map<string, Outlet>();
  const outletOf = (binding: Binding, group: Group): Outlet | undefined => {
    if (binding.type === 'webhook') return byWebhook.get(binding.webhook);
    if (binding.type !== 'app' || group.kind !== 'appchat') return undefined;
    const { app, chatId } = binding;
    const known =
      byAppchat.get(`${app}/${chatId}`) ?? createAppchatOutlet({ app, chatId, api, random, alert });
    byAppchat.set(`${app}/${chatId}`, known);
    return known;
  };

  const firstApp = apps[0];
  const openUserIds = firstApp && createOpenUserIds({ api, app: firstApp.id, clock });
  const identify = (event: GroupEvent): GroupEvent | Promise<GroupEvent> => {
    if (!('actor' in event) || !openUserIds) return event;
    const open = event.actor.userid;
    if (open === undefined || !isOpenUserId(open)) return event;
    const known = openUserIds.resolve([open]).then((resolved) => {
      const userid = resolved.get(open);
      return userid === undefined
        ? event
        : { ...event, actor: { ...event.actor, id: memberId(userid), userid } };
    });
    return Promise.race([known, sleep(IDENTIFY_MS, event, { ref: false })]);
  };

  return {
    outletOf,
    identify,
    endpoints: endpointsOf(settings),
    staff: createStaffMessenger({ api, apps, random, alert }),
    late: createLateReplies(client),
    roster: createGroupchatRoster(api),
    close: () => client.close(),
  };
}

/** Callback endpoints by `<kind>/<id>`. */
function endpointsOf({ corpId, apps, aibots, robots }: WecomSettings): ReadonlyMap<string, CallbackEndpoint> {
  const render = { aibot: renderMarkdown, robot: renderPlain, app: renderPlain };
  const freshNonce = () => randomBytes(8).toString('hex');
  const all: EndpointSettings[] = [
    ...apps.map(({ id, callback }) => ({
      kind: 'app' as const,
      id,
      envelope: { ...callback, receiveId: corpId },
      reader: createAppReader({ via: id }),
    })),
    ...aibots.flatMap(({ id, name, callback }) =>
      callback
        ? [
            {
              kind: 'aibot' as const,
              id,
              envelope: { ...callback, receiveId: '' },
              reader: createAibotReader({ via: id, name }),
            },
          ]
        : [],
    ),
    ...robots.map(({ id, callback }) => ({
      kind: 'robot' as const,
      id,
      envelope: { ...callback, receiveId: '' },
      reader: createRobotReader({ via: id }),
    })),
  ];
  return new Map(
    all.map((endpoint) => [
      `${endpoint.kind}/${endpoint.id}`,
      createCallbackEndpoint(endpoint, render, freshNonce),
    ]),
  );
}

/** Every value that must never be printed. */
export const secretsOf = ({ apps, aibots, robots, webhooks }: WecomSettings): string[] => [
  ...apps.flatMap(({ secret, callback }) => [secret, callback.token, callback.encodingAESKey]),
  ...aibots.flatMap(({ secret, callback }) => [
    secret ?? '',
    callback?.token ?? '',
    callback?.encodingAESKey ?? '',
  ]),
  ...robots.flatMap(({ callback }) => [callback.token, callback.encodingAESKey]),
  ...webhooks.map(({ key }) => key),
];
export type Wecom = ReturnType<typeof wireWecom>;
