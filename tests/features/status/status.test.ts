import { describe, expect, it } from 'vitest';
import { asGroupId } from '../../../src/domain/ids.ts';
import type { LiveStatus } from '../../../src/domain/live-status.ts';
import { statusFeature } from '../../../src/features/status/index.ts';
import { converse } from '../../support/converse.ts';
import { communityFor, groupFor, NOON } from '../../support/decide.ts';

const features = [statusFeature];
const internal = groupFor({
  bindings: [
    { type: 'aibot', aibot: 'helper', chatId: 'wr1' },
    { type: 'webhook', webhook: 'newbie-push' },
  ],
  capabilities: {
    hears: new Set(['mention', 'card']),
    says: new Set(['reply', 'text', 'markdown', 'mention']),
    confirm: 'none',
  },
  quietHours: { from: 22 * 60 + 30, to: 8 * 60 },
  dailyLimit: 12,
});
const mute = groupFor({
  id: 'mute-01',
  bindings: [{ type: 'aibot', aibot: 'helper', chatId: 'wr2' }],
  capabilities: { hears: new Set(['mention']), says: new Set(['reply']), confirm: 'none' },
});
const vip = groupFor({
  id: 'vip-01',
  name: '贵宾群',
  kind: 'customer',
  bindings: [{ type: 'app', app: 'community', chatId: 'wrV' }],
  capabilities: { hears: new Set(['join', 'leave']), says: new Set(['dm-staff']), confirm: 'owner' },
});
const community = communityFor({ groups: [internal, mute, vip] });
const live: LiveStatus = {
  queueDepth: 3,
  redis: '内置 valkey(/usr/bin/valkey-server,刚启动)',
  recentErrors: [
    { at: NOON - 5 * 60_000, text: '消息推送 newbie-push 的 key 无效', group: asGroupId('newbie-01') },
    { at: NOON - 60_000, text: '别的群的事', group: asGroupId('vip-01') },
  ],
};
const status = (group: string | null, more: { live?: LiveStatus } = {}) =>
  converse({ features, community, group, live, ...more })
    .says('boss', '/状态')
    .reply?.split('\n') ?? [];

describe('/状态', () => {
  it('says what an internal group can and cannot do and why', () => {
    expect(status('newbie-01')).toEqual([
      '【新手训练营 1 群】newbie-01 · 内部群',
      '通道:智能机器人 小群、消息推送 newbie-push',
      '能听到:@我 的消息、卡片点击',
      '听不到:没有 @我 的消息(企业微信不提供);入群退群(企业微信不提供,新人用「/迎新」登记);群昵称(企业微信不提供,用「改名片」登记)',
      '能说:回复、主动发消息并 @人',
      '今天主动发了 0 条,上限 12 条 · 安静时段 22:30-08:00',
      '规则版本 abc123a · 待发送 3 条 · 存储 内置 valkey',
      '5 分钟前 消息推送 newbie-push 的 key 无效',
    ]);
  });

  it('says plainly that a group without a push channel cannot be posted to', () => {
    expect(status('mute-01').join('\n')).toMatch(/不能主动发\(没有绑定消息推送或长连接\)/);
  });

  it('says plainly that no robot can speak in a customer group', () => {
    const reply = status('vip-01').join('\n');
    expect(reply).toMatch(/企业微信不允许机器人在客户群发言/);
    expect(reply).toMatch(/别的群的事/);
    expect(reply).not.toMatch(/newbie-push/);
  });

  it('says what to do in a chat nobody bound', () => {
    expect(status(null)[0]).toMatch(/\/绑定 群编号/);
  });

  it('forgets what was wrong with the files once they are mended', () => {
    const { recentErrors } = live;
    const wrong = { at: NOON, text: '配置有 1 处问题', about: 'files' } as const;
    const configuration = {
      version: 'abc123a',
      source: 'files',
      since: NOON,
      needsRestart: false,
      versions: [],
    } as const;
    const reply = (problems: readonly string[]) =>
      status('newbie-01', {
        live: {
          ...live,
          recentErrors: [wrong, ...recentErrors],
          configuration: { ...configuration, problems },
        },
      }).join('\n');
    expect(reply(['rules/faq.yaml:3:1 …'])).toMatch(/配置有 1 处问题/);
    expect(reply([])).not.toMatch(/配置有/);
    expect(reply([])).toMatch(/key 无效/);
  });

  it('stays within ten lines whatever went wrong', () => {
    const recentErrors = Array.from({ length: 20 }, (_, n) => ({ at: NOON - n, text: `第 ${n}\n个` }));
    const reply = status('newbie-01', { live: { ...live, recentErrors } });
    expect(reply.length).toBeLessThanOrEqual(10);
  });

  it('is not for members', () => {
    const { reply } = converse({ features, community, live }).says('u1', '状态');
    expect(reply).toMatch(/小助手以上才能用/);
  });
});
