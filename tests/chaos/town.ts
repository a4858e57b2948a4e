import { type StageConfig, talkingGroup } from '../support/stage-config.ts';

/** The community that lives through the chaos. */
export const CHAIN = 1;
export const CAMPAIGN = 'morning';
export const BROADCAST = 'news';
export const BROADCAST_TEXT = '今天的消息:一切照常';
/** Every second group has a short list, so that people wait, move up and are told. */
export const CAPACITY = 12;
export const isCapped = (group: string): boolean => Number(group.slice(2)) % 2 === 1;

export const groupNames = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, n) => `g-${n}`);

/** `broadcastAt`: when the one broadcast to everybody is due, epoch ms. */
export const townOf = (groups: readonly string[], broadcastAt: number): StageConfig => ({
  // A limit that is never reached, so that posts are counted.
  groups: groups.map((id) => talkingGroup(id, { dailyLimit: 1000 })),
  rules: [
    {
      id: 'invoice',
      on: 'message.received',
      when: [{ 'text.any': ['发票'] }],
      do: [{ reply: '发票在「我的订单」里申请。' }, { send: '{{ member.name }} 问:{{ text }}' }],
    },
  ],
  chains: [
    { id: 'open', title: '徒步', groups: groups.filter((id) => !isCapped(id)) },
    { id: 'short', title: '聚餐', groups: groups.filter(isCapped), capacity: CAPACITY },
  ],
  checkins: [{ id: CAMPAIGN, title: '早起', groups: [...groups], frequency: 'daily' }],
  broadcasts: [
    {
      id: BROADCAST,
      to: 'all',
      schedule: { at: new Date(broadcastAt).toISOString() },
      content: { text: BROADCAST_TEXT },
    },
  ],
});
