import { createHash } from 'node:crypto';
import type { ConfigFiles } from '../src/config/read-dir.ts';
import type { WecomSettings } from '../src/config/wecom.ts';

/** The configuration every arm runs with: one aibot, and groups that each have a chat of it and a webhook of their own. */
export const AIBOT = 'bench';
export const AIBOT_NAME = '小群';
export const CALLBACK = {
  token: 'BenchToken123',
  encodingAESKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
};
/** Members of a group take turns: the first message of each writes a row, the others only read it. */
export const MEMBERS = 3;

export const groupId = (n: number): string => `g${String(n).padStart(4, '0')}`;
export const webhookId = (n: number): string => `p${String(n).padStart(4, '0')}`;
export const groupOfWebhook = (id: string): number => Number(id.slice(1));
export const chatId = (n: number): string => `wrBench${String(n).padStart(6, '0')}`;
export const userid = (group: number, n: number): string =>
  `member${(group * MEMBERS + (n % MEMBERS)).toString(36)}`;
/** As random as real ones: what looks for secrets in log lines goes by their beginnings. */
const webhookKey = (n: number): string =>
  createHash('sha256')
    .update(webhookId(n))
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');

/** What members say: one is answered by a `reply`, the other makes the bot post. */
export const askText = (n: number): string =>
  `@${AIBOT_NAME} 请问一下去年十二月份那笔订单的发票现在还能补开吗,单号是 ${n}`;
export const postText = (n: number): string =>
  `@${AIBOT_NAME} 周六徒步的集合地点改到南门地铁站了,麻烦通知大家,编号 ${n}`;
export const REPLY = '发票请在「我的订单」里申请,1 个工作日内发到邮箱。';

const topics = ['课表', '退款', '请假', '作业', '直播', '回放', '证书', '班主任', '优惠', '换班'];

/** Two rules that match and a hundred that do not. */
function rules(): unknown[] {
  const others = Array.from({ length: 100 }, (_, n) => ({
    id: `faq-${n}`,
    on: 'message.received',
    when: [{ 'text.any': [`${topics[n % topics.length] ?? ''}${n}`, `question ${n}`] }],
    do: [{ reply: `这是第 ${n} 个常见问题的回答。` }],
  }));
  return [
    ...others,
    {
      id: 'invoice',
      on: 'message.received',
      when: [{ 'text.any': ['发票', '开票'] }],
      do: [{ reply: REPLY }],
    },
    {
      id: 'meeting',
      on: 'message.received',
      when: [{ 'text.all': ['集合', '通知'] }],
      do: [{ send: '收到一条集合通知:{{ text }}' }],
    },
  ];
}

/** JSON is YAML. */
export function configFiles(groups: number): ConfigFiles {
  const each = Array.from({ length: groups }, (_, n) => n);
  const lines = (list: readonly unknown[]) => `[\n${list.map((item) => JSON.stringify(item)).join(',\n')}\n]`;
  return new Map([
    [
      'groups.yaml',
      `{"groups": ${lines(
        each.map((n) => ({
          id: groupId(n),
          kind: 'internal',
          channels: [{ aibot: AIBOT, chatId: chatId(n) }, { webhook: webhookId(n) }],
        })),
      )}}`,
    ],
    ['rules/bench.yaml', `{"rules": ${lines(rules())}}`],
    ['settings.yaml', JSON.stringify({ quietHours: 'none', dailyLimit: 'none' })],
    ['wecom.yaml', JSON.stringify(wecomSettings(groups))],
  ]);
}

export const wecomSettings = (groups: number): WecomSettings => ({
  corpId: 'wwbench',
  apps: [],
  aibots: [{ id: AIBOT, name: AIBOT_NAME, mode: 'callback', callback: CALLBACK }],
  robots: [],
  webhooks: Array.from({ length: groups }, (_, n) => ({ id: webhookId(n), key: webhookKey(n) })),
});
