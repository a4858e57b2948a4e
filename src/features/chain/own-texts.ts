import { data, type Message, type Part, say } from '../../domain/message.ts';
import { joined } from './words.ts';

const SHOWN = 5;

/** What one chain knows of a member: what they have signed up, and what they took back. */
export interface KeptEntries {
  readonly n: number;
  readonly title: string;
  readonly quantity: number;
  readonly forOthers: number;
  readonly cancelled: number;
}

const one = ({ n, title, quantity, forOthers, cancelled }: KeptEntries): (Part | string)[] => [
  `#${n} `,
  data(title),
  ...(quantity > 0 ? [` ${quantity} 份`] : []),
  ...(forOthers > 0 ? [` 替 ${forOthers} 位报名`] : []),
  ...(cancelled > 0 ? [` 取消过 ${cancelled} 条`] : []),
];

/** What 接龙 keeps about a member, for `我的数据`: the newest first. */
export const ownTexts = {
  kept: (kept: readonly KeptEntries[]): Message =>
    say(
      '接龙:',
      ...joined(kept.toReversed().slice(0, SHOWN).map(one)),
      kept.length > SHOWN ? `;一共 ${kept.length} 个接龙` : '',
    ),
  opened: (count: number): Message => say(`接龙:开过 ${count} 个`),
} as const;
