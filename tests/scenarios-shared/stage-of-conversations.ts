import { type StageConfig, talkingGroup } from '../support/stage-config.ts';

/** What the conversations beside this file are held with. */
export const conversationConfig: StageConfig = {
  groups: [
    ...['faq-01', 'order-01', 'join-01', 'human-01', 'checkin-01', 'chain-01', 'topic-01'].map((id) =>
      talkingGroup(id),
    ),
    { id: 'vip-01', kind: 'customer', appChat: 'wrVip01', dutyStaff: ['zhangsan'] },
  ],
  operators: [{ member: 'lisi', role: 'operator' }],
  rules: [
    {
      id: 'faq-invoice',
      on: 'message.received',
      groups: ['faq-01'],
      when: [{ 'text.any': ['发票', '开票', 'invoice'] }],
      do: [{ reply: '发票请在「我的订单」里申请。' }, { send: '{{ member.name }} 问了发票' }],
    },
    {
      id: 'schedule-first',
      on: 'message.received',
      groups: ['order-01'],
      when: [{ 'text.any': ['课表'] }],
      do: [{ reply: '先回答的' }],
    },
    {
      id: 'schedule-second',
      on: 'message.received',
      groups: ['order-01'],
      when: [{ 'text.regex': '课表.*' }],
      do: [{ reply: '后回答的' }],
    },
    {
      id: 'schedule-shadow',
      on: 'message.received',
      groups: ['order-01'],
      mode: 'shadow',
      when: [{ 'text.starts': ['课表'] }],
      do: [{ send: '影子不说话' }],
    },
    {
      id: 'welcome',
      on: 'member.joined',
      groups: ['join-01'],
      do: [
        { send: '欢迎 {{ member.name }}' },
        { after: '10m', do: [{ send: '{{ member.name }},介绍一下自己吧' }] },
      ],
    },
    {
      id: 'vip-welcome',
      on: 'member.joined',
      groups: ['vip-01'],
      do: [{ notify: '{{ member.name }} 来了' }],
    },
    {
      id: 'human',
      on: 'message.received',
      groups: ['human-01'],
      when: [{ 'text.equals': ['人工'] }],
      do: [{ reply: '马上来' }, { notify: '{{ member.name }} 找人工' }],
    },
  ],
  chains: [{ id: 'hike', title: '徒步', groups: ['chain-01'], capacity: 1 }],
  checkins: [{ id: 'read', title: '读书', groups: ['checkin-01'], frequency: 'daily' }],
  broadcasts: [
    {
      id: 'topic',
      schedule: { cron: '0 9 * * *' },
      to: ['topic-01'],
      content: { text: '今天的话题:最近在读什么?' },
    },
  ],
};
