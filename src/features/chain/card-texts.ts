import { say } from '../../domain/message.ts';
import type { Chain } from './rows.ts';
import { count, waiting } from './words.ts';

/** What stands on the card of a chain. Plain strings: cards have no parts. */
export const cardTexts = {
  join: '报名',
  wait: '排候补',
  cancel: '取消',
  list: '看名单',
  over: '已结束',
  note: (chain: Chain, until: string | undefined): string =>
    `已报 ${count(chain)}${waiting(chain)}${until === undefined ? '' : ` · 截止 ${until}`}`,
  stray: say('这张卡片对应的接龙已经不在了,什么都没变。发「接龙列表」看看现在有哪些。'),
} as const;
