import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TenantSettings } from '../../src/emulator/types.ts';

/** What a stage's bots are configured with. Files are written as JSON, which is YAML. */
export interface StageConfig {
  readonly groups: readonly StageGroup[];
  readonly operators?: readonly {
    readonly member: string;
    readonly role: string;
    readonly groups?: readonly string[];
  }[];
  readonly rules?: readonly object[];
  readonly chains?: readonly object[];
  readonly checkins?: readonly object[];
  readonly broadcasts?: readonly object[];
}
export interface StageGroup {
  readonly id: string;
  readonly kind?: 'internal' | 'customer' | 'appchat';
  /** The aibot's chatid in it; absent: the group is not bound to a chat in YAML. */
  readonly aibotChat?: string;
  /** chat_id of a customer group. */
  readonly appChat?: string;
  readonly webhook?: boolean;
  readonly dutyStaff?: readonly string[];
  readonly dailyLimit?: number | 'none';
}

/** An internal group as most of them are: the aibot hears, a webhook speaks. */
export const talkingGroup = (id: string, more: Partial<StageGroup> = {}): StageGroup => ({
  id,
  aibotChat: `wr_${id}`,
  webhook: true,
  ...more,
});
export const pushOf = (group: string): string => `${group}-push`;

/** Secrets that no text contains by accident; the same for one `seed`. */
function secrets(seed: string) {
  const letters = (name: string, length: number) =>
    createHash('sha512')
      .update(`${seed} ${name}`)
      .digest('base64')
      .replace(/[^A-Za-z0-9]/g, '')
      .slice(0, length);
  const callback = (name: string) => ({
    token: letters(`${name} token`, 24),
    // The last character carries two spare bits, which are 0.
    encodingAESKey: `${letters(`${name} key`, 42)}A`,
  });
  return { letters, callback };
}

/** The tenant as the emulator knows it; `base` is where WeCom would call the bot. */
export function tenantOf(config: StageConfig, base: string, seed: string): TenantSettings {
  const { letters, callback } = secrets(seed);
  return {
    corpId: `ww${letters('corp', 16)}`,
    apps: [
      {
        id: 'community',
        agentId: 1000002,
        secret: letters('app', 43),
        callback: { ...callback('app'), url: `${base}/wecom/app/community` },
      },
    ],
    aibots: [
      { id: 'helper', name: '小群', callback: { ...callback('aibot'), url: `${base}/wecom/aibot/helper` } },
    ],
    robots: [],
    webhooks: config.groups
      .filter(({ webhook }) => webhook)
      .map(({ id }) => ({ id: pushOf(id), key: letters(`webhook ${id}`, 32) })),
  };
}

export function writeConfig(dir: string, config: StageConfig, tenant: TenantSettings): void {
  const { groups, operators = [], rules = [], chains = [], checkins = [], broadcasts = [] } = config;
  const write = (name: string, value: object) =>
    writeFileSync(join(dir, name), JSON.stringify(value, null, 1));
  const secretsOf = (callback: { token: string; encodingAESKey: string } | undefined) =>
    callback && { token: callback.token, encodingAESKey: callback.encodingAESKey };
  mkdirSync(join(dir, 'rules'), { recursive: true });
  write('wecom.yaml', {
    corpId: tenant.corpId,
    apps: tenant.apps.map(({ callback, ...app }) => ({ ...app, callback: secretsOf(callback) })),
    aibots: tenant.aibots.map(({ callback, ...bot }) => ({ ...bot, callback: secretsOf(callback) })),
    webhooks: tenant.webhooks,
  });
  write('groups.yaml', {
    groups: groups.map(({ id, kind = 'internal', aibotChat, appChat, webhook, dutyStaff, dailyLimit }) => ({
      id,
      name: `群 ${id}`,
      kind,
      quietHours: 'none',
      dailyLimit: dailyLimit ?? 'none',
      channels: [
        ...(aibotChat === undefined ? [] : [{ aibot: 'helper', chatId: aibotChat }]),
        ...(appChat === undefined ? [] : [{ app: 'community', chatId: appChat }]),
        ...(webhook ? [{ webhook: pushOf(id) }] : []),
      ],
      ...(dutyStaff && { dutyStaff }),
    })),
    operators,
  });
  write('rules/rules.yaml', { rules });
  write('chains.yaml', { chains });
  write('checkins.yaml', { checkins });
  write('broadcasts.yaml', { broadcasts });
}
