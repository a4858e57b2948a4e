import { data, type Part, say } from '../../domain/message.ts';
import { shorten } from '../../text/graphemes.ts';
import type { Line } from './list-line.ts';
import { offered, stockOf } from './options.ts';
import type { Chain, Numbered } from './rows.ts';
import { yuan } from './totals.ts';

/** `7/10`, or `7 份` where there is no limit. */
export const count = ({ taken, capacity }: Chain): string =>
  capacity === undefined ? `${taken} 份` : `${taken}/${capacity}`;
export const waiting = ({ waiting: quantity }: Chain): string => (quantity > 0 ? ` · 候补 ${quantity}` : '');
export const times = (quantity: number) => (quantity === 1 ? '' : `(${quantity} 份)`);
/** What somebody typed, given back: enough to recognise it. */
export const typedBack = (typed: string): Part => data(shorten(typed, 20));
export const listedChains = (open: readonly Numbered[]): (Part | string)[] =>
  open.length === 0
    ? ['现在没有进行中的接龙。']
    : [
        '现在有:',
        ...open.slice(0, 8).flatMap(({ n, chain }, i) => [`${i > 0 ? '、' : ''}#${n} `, data(chain.title)]),
      ];
export const titled = (title: string | undefined): Part[] =>
  title === undefined ? [] : say('【', data(title), '】').parts;
/** A few names, then how many there are. */
export const namesIn = (names: readonly string[], most = 5): (Part | string)[] => [
  ...names.slice(0, most).flatMap((name, n) => (n > 0 ? ['、', data(name)] : [data(name)])),
  ...(names.length > most ? [` 等 ${names.length} 位`] : []),
];
/** Those that say something, with `;` between them. */
export const joined = (pieces: readonly (readonly (Part | string)[])[]): (Part | string)[] =>
  pieces.filter((piece) => piece.length > 0).flatMap((piece, n) => [n > 0 ? ';' : '', ...piece]);
/** `成人 ¥50、儿童 ¥20(剩 3)`. */
export const choices = (chain: Chain): (Part | string)[] =>
  offered(chain).flatMap(({ option, at }, n) => {
    const left = stockOf(chain, at);
    const price = option.price === undefined ? '' : ` ¥${yuan(option.price)}`;
    return [
      n > 0 ? '、' : '',
      data(option.name),
      price,
      Number.isFinite(left) ? `(剩 ${Math.max(0, left)})` : '',
    ];
  });
/** Something that can be typed for this chain as it is. */
export const exampleFor = (
  chain: Chain,
  quantity = 2,
  { option, among }: { readonly option?: string | undefined; readonly among?: number | undefined } = {},
): (Part | string)[] => {
  const named = option ?? offered(chain)[0]?.option.name;
  return [
    `+${quantity}`,
    ...(named === undefined ? [] : [' ', data(named)]),
    ...(among === undefined ? [] : [` #${among}`]),
  ];
};

/** Names of those for whom something has been done, by what. */
export interface Done {
  readonly joined: readonly string[];
  readonly edited: readonly string[];
  readonly cancelled: readonly string[];
  readonly queued: readonly string[];
  readonly same: readonly string[];
}
export const listOf = (what: string, names: readonly string[]): (Part | string)[] =>
  names.length === 0 ? [] : [`${what} `, ...namesIn(names, 10)];
export const ofOption = ({ option, quantity }: Line): (Part | string)[] =>
  option === undefined ? [times(quantity)] : ['(', data(option), ` ${quantity} 份)`];

export interface MovedUp {
  readonly member: readonly Part[];
  readonly position: number;
  readonly quantity: number;
}
export const movedUpNames = (people: readonly MovedUp[], more: number): (Part | string)[] => [
  ...people.flatMap(({ member, position, quantity }, n) => [
    n > 0 ? '、' : '',
    ...member,
    ` 第 ${position} 位${times(quantity)}`,
  ]),
  more > 0 ? ` 等 ${people.length + more} 位` : '',
];
/** What somebody has, in words of operators: `2 份`, `儿童 2 份`. */
export const entryOf = ({ option, quantity }: Line): (Part | string)[] =>
  option === undefined ? [`${quantity} 份`] : [data(option), ` ${quantity} 份`];
export const countOf = (chain: Chain): string => `${count(chain)}${waiting(chain)}`;
