import { data, type Message, say } from '../../domain/message.ts';
import { shorten } from '../../text/graphemes.ts';
import type { TextKeys, Word } from '../wording.ts';

/** Those that operators may replace in `texts.yaml`. */
export const exportTextKeys = {
  coming: ['table', 'format'],
  noApp: ['command'],
  none: [],
  unknown: ['typed', 'tables'],
  unknownNear: ['typed', 'near'],
} as const satisfies TextKeys;

export type ExportTexts = ReturnType<typeof createTexts>;
export const createTexts = (word: Word<typeof exportTextKeys>) => ({
  coming: (table: string, format: string): Message =>
    word('coming', { table, format }) ?? say(`好的,「${table}」表做好后私信给你(${format} 文件)。`),
  noApp: (table: string, args: string, group: string, format: string): Message => {
    const command = [
      `qunyun export ${table} --group ${group} --format ${format}`,
      ...(args === '' ? [] : [' ', data(shellWord(args))]),
    ];
    return (
      word('noApp', { command }) ?? say('还没有可以私信文件的应用。请在运行机器人的电脑上执行:\n', ...command)
    );
  },
  what: (tables: readonly string[]): Message =>
    tables.length === 0
      ? (word('none', {}) ?? say('现在没有可以导出的表。'))
      : say(
          `可以导出:${tables.join('、')}。\n例如「/导出 ${tables[0]}」;要 CSV 就写「/导出 ${tables[0]} csv」。`,
        ),
  formats: (typed: string, table: string): Message =>
    say(
      '不能导出成 ',
      data(typed),
      ',有 XLSX 和 CSV 两种。\n发「',
      `/导出 ${table}`,
      '」或「',
      `/导出 ${table} csv`,
      '」就行。',
    ),
  unknown: (typed: string, near: string | undefined, tables: readonly string[]): Message =>
    near === undefined
      ? (word('unknown', { typed: data(typed), tables: tables.join('、') }) ??
        say('没有叫「', data(typed), `」的表。可以导出:${tables.join('、')}。`))
      : (word('unknownNear', { typed: data(typed), near }) ??
        say('没有叫「', data(typed), `」的表,是不是「/导出 ${near}」?`)),
});

/** In quotes that end nowhere else: titles are member text, and people paste this line into a shell. */
const shellWord = (args: string): string => `'${shorten(args.replace(/['\\\p{Cc}]/gu, ''), 40)}'`;
