import { say } from '../../domain/message.ts';

/** What stands on the card of a campaign. Plain strings: cards have no parts. */
export const cardTexts = {
  checkIn: '打卡',
  /** Where something has to be written or shown: pressing it says what. */
  how: '怎么打卡',
  mine: '我的打卡',
  over: '已结束',
  note: (hours: string, done: number): string => `${hours}${done > 0 ? ` · 今天 ${done} 人已打` : ''}`,
  stray: say('这张卡片对应的打卡已经不在了,什么都没变。发「我的打卡」看看现在有哪些。'),
} as const;
