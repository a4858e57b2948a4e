import { Fault } from '../../domain/fault.ts';
import type { CallbackSettings, TenantSettings } from '../types.ts';

/** Whom a callback goes to, and how that channel wraps it (inbound.md §1.3). */
export interface Target {
  /** `aibot/helper`, `robot/legacy`, `app/community`. */
  readonly via: string;
  readonly channel: 'aibot' | 'robot' | 'app';
  readonly id: string;
  readonly name: string;
  readonly settings: CallbackSettings;
  /** corpid for apps, '' for bots. */
  readonly receiveId: string;
  readonly form: 'xml' | 'json';
  readonly agentId: number;
}
export interface Targets {
  readonly all: readonly Target[];
  find(via: string): Target | undefined;
  /** For what the caller of the emulator named: absent is the caller's mistake. */
  get(via: string): Target;
}

export function createTargets(tenant: TenantSettings): Targets {
  const bot = (channel: 'aibot' | 'robot', one: TenantSettings['aibots'][number]): Target => ({
    via: `${channel}/${one.id}`,
    channel,
    id: one.id,
    name: one.name,
    settings: one.callback,
    receiveId: '',
    form: channel === 'aibot' || wantsJson(one.callback.url) ? 'json' : 'xml',
    agentId: 0,
  });
  const all: readonly Target[] = [
    ...tenant.aibots.map((one) => bot('aibot', one)),
    ...tenant.robots.map((one) => bot('robot', one)),
    ...tenant.apps.flatMap(({ id, agentId, callback }): Target[] =>
      callback
        ? [
            {
              via: `app/${id}`,
              channel: 'app',
              id,
              name: id,
              settings: callback,
              receiveId: tenant.corpId,
              form: 'xml',
              agentId,
            },
          ]
        : [],
    ),
  ];
  const find = (via: string) => all.find((target) => target.via === via);
  return {
    all,
    find,
    get: (via) => {
      const target = find(via);
      if (!target) throw new Fault('emulator-no-such-channel', `no callback is set up for ${via}`);
      return target;
    },
  };
}
/** `robot_callback_format=json` on the configured URL switches the group robot to JSON. */
const wantsJson = (url: string) => new URL(url).searchParams.get('robot_callback_format') === 'json';
