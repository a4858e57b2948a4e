import { shortDate } from '../../calendar/dates.ts';
import { localTime } from '../../calendar/zone.ts';
import { data, lines, type Message, type Part, say, text } from '../../domain/message.ts';
import { displayName, type MemberRow } from '../../domain/people.ts';
import { shorten } from '../../text/graphemes.ts';
import type { TextKeys, Word } from '../wording.ts';

interface ListedLine {
  readonly number: number;
  readonly name: string;
  readonly staff: boolean;
  readonly tags: readonly string[];
}
interface Known {
  readonly timezone: string;
  readonly tags: readonly string[];
  readonly points: number;
  readonly streak: number;
}

const day = (at: number, timezone: string): string => shortDate(localTime(at, timezone).date);
const came = ({ joinedAt, firstSeen }: MemberRow, timezone: string): string =>
  joinedAt === undefined ? `${day(firstSeen, timezone)}第一次见到` : `${day(joinedAt, timezone)}进群`;
const tagged = (tags: readonly string[]): Part[] =>
  tags.length === 0 ? [] : [text(' '), data(shorten(`「${tags.join('、')}」`, 30))];

/** Those that operators may replace in `texts.yaml`. */
export const rosterTextKeys = {
  listHow: [],
  noPage: ['page', 'pages'],
  showHow: [],
  nobody: ['typed'],
  noCard: [],
} as const satisfies TextKeys;

export type RosterTexts = ReturnType<typeof createTexts>;
/** What `/成员 名单` and `/成员 查` say: names and days, never an id. */
export const createTexts = (word: Word<typeof rosterTextKeys>) => ({
  list: (
    people: readonly ListedLine[],
    { all, page, pages }: { readonly all: number; readonly page: number; readonly pages: number },
  ): Message =>
    lines(
      say(`本群我认得 ${all} 位${pages > 1 ? `,第 ${page}/${pages} 页` : ''}:`),
      ...people.map(({ number, name, staff, tags }) =>
        say(`${number}. `, data(shorten(name, 30)), staff ? '(同事)' : '', ...tagged(tags)),
      ),
      say(
        `看一位发「/成员 查 ${people[0]?.number ?? 1}」`,
        page < pages ? `,下一页发「/成员 名单 ${page + 1}」。` : '。',
      ),
    ),
  listHow: word('listHow', {}) ?? say('写第几页就好,比如:/成员 名单 2。找一位成员发「/成员 查 @小王」。'),
  noPage: (page: number, pages: number): Message =>
    word('noPage', { page: String(page), pages: String(pages) }) ??
    say(`没有第 ${page} 页,一共 ${pages} 页。从头看发「/成员 名单」。`),

  member: (row: MemberRow, id: string, { timezone, tags, points, streak }: Known): Message => {
    const shown = displayName(row, id);
    const others = [row.card, row.nickname, row.name].flatMap((one) => (one && one !== shown ? [one] : []));
    const figures = [
      ...(streak > 0 ? [`打卡连续 ${streak}`] : []),
      ...(points === 0 ? [] : [`积分 ${points}`]),
    ];
    return lines(
      say('【', data(shown), '】', row.staff ? '同事' : ''),
      others.length > 0 ? say('也叫:', data([...new Set(others)].join('、'))) : undefined,
      row.card === undefined ? (word('noCard', {}) ?? say('还没有登记名片。')) : undefined,
      tags.length > 0 ? say('标签:', data(tags.join('、'))) : undefined,
      say(
        came(row, timezone),
        row.lastSeen === undefined ? '' : `,最近一次 ${day(row.lastSeen, timezone)}`,
        figures.length > 0 ? ` · ${figures.join(' · ')}` : '',
      ),
    );
  },
  showHow: word('showHow', {}) ?? say('写上查谁,比如:/成员 查 @小王;或先发「/成员 名单」,再用里面的序号。'),
  nobody: (typed: string): Message =>
    word('nobody', { typed: data(shorten(typed, 20)) }) ??
    say('本群没找到「', data(shorten(typed, 20)), '」。发「/成员 名单」看看有谁,再用序号查。'),
  which: (
    typed: string,
    candidates: readonly { readonly id: string; readonly row: MemberRow | undefined }[],
    timezone: string,
  ): Message =>
    lines(
      say('叫「', data(shorten(typed, 20)), '」的不止一位:'),
      ...candidates.map(({ id, row }, n) =>
        say(`${n + 1}. `, data(displayName(row, id)), row ? ` · ${came(row, timezone)}` : ''),
      ),
      say('用序号再发一次,比如:/成员 查 1'),
    ),
});
