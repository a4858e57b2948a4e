import { say } from '../../domain/message.ts';
import type { TextKeys, Word } from '../wording.ts';

/** Those that operators may replace in `texts.yaml`. */
export const confirmTextKeys = {
  question: [],
  nothing: [],
  stale: [],
  expired: [],
  gone: [],
  denied: [],
  dropped: [],
  nothingToDrop: [],
} as const satisfies TextKeys;

export type ConfirmTexts = ReturnType<typeof createTexts>;
export const createTexts = (word: Word<typeof confirmTextKeys>) => ({
  question: word('question', {}) ?? say('没问题就回复「确认」,不要了回复「取消」(2 分钟内有效)。'),
  cardTitle: '确认一下',
  cardNote: '计划写在上面的消息里,2 分钟内有效,只有发起的人能按。',
  confirmed: '已确认',
  cancelled: '已取消',
  stale: word('stale', {}) ?? say('这张卡片问的不是你现在等确认的事,什么都没变。'),
  nothing: word('nothing', {}) ?? say('现在没有等你确认的事。'),
  expired: word('expired', {}) ?? say('过了 2 分钟,刚才的计划已作废,什么都没变。需要的话请重新发一次。'),
  gone: word('gone', {}) ?? say('这个操作现在用不了了,什么都没变。'),
  denied: word('denied', {}) ?? say('你现在没有权限做这件事了,什么都没变。'),
  dropped: word('dropped', {}) ?? say('好的,已取消,什么都没变。'),
  nothingToDrop:
    word('nothingToDrop', {}) ??
    say('没有等你确认的事。想退出接龙请发「取消接龙」,想撤回刚才的操作请发「撤销」。'),
});
