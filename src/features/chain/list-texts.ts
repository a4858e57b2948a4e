import { data, type Message, say } from '../../domain/message.ts';
import { type Line, paidMark, remarkMark, suffixOf } from './list-line.ts';
import type { Chain } from './rows.ts';
import { amountOf, totalsOf, yuan } from './totals.ts';
import { count, waiting } from './words.ts';

/** A list line by line: what is printed here is what `parse-list.ts` reads. */
export const listTexts = {
  heading: (chain: Chain, until: string | undefined): Message =>
    say(
      '【',
      data(chain.title),
      `】报名 ${count(chain)}${waiting(chain)}${chain.state !== 'open' ? ' · 已结束' : until === undefined ? '' : ` · 截止 ${until}`}`,
    ),
  line: (number: number, line: Line): Message =>
    say(
      `${number}. ${paidMark(line)}`,
      data(line.name),
      ...suffixOf(line),
      ...(line.remark ? [remarkMark, data(line.remark)] : []),
    ),
  waitingHeading: say('候补'),
  more: (members: number) => say(`…等 ${members} 位,发「接龙列表 全部」看全`),
  empty: say('还没有人报名,发「接龙」来当第一个吧。'),
  note: (note: string) => say('说明:', data(note)),
  totals: (chain: Chain, lines: readonly Omit<Line, 'name'>[]): Message | undefined => {
    const totals = totalsOf(chain, lines);
    if (totals.length === 0) return undefined;
    const { total, paid } = amountOf(chain, lines);
    return say(
      '合计:',
      ...totals.flatMap(({ name, quantity, amount }, n) => [
        n > 0 ? ' · ' : '',
        data(name),
        ` ${quantity} 份${amount === undefined ? '' : ` ¥${yuan(amount)}`}`,
      ]),
      total > 0 ? ` · 共 ¥${yuan(total)}${paid > 0 ? `(已付 ¥${yuan(paid)})` : ''}` : '',
    );
  },
} as const;
