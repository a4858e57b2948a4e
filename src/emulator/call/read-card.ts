import { bytesOf, type Fields, isFields, numberAt, stringAt, under } from '../api/fields.ts';
import type { ShownCard } from '../types.ts';

const TASK_ID = /^[0-9A-Za-z_@-]{1,128}$/;
const isTaken = (taken: ReadonlySet<string>, id: string) => taken.has(id);

/** A template card as people see it, or what WeCom would refuse about it (outbound.md §3.4, codes of §8.3). */
export function readCard(
  fields: Fields,
  taken: ReadonlySet<string>,
): ShownCard | { readonly problem: string } {
  const card = under(fields, 'template_card');
  const type = stringAt(card, 'card_type') ?? '';
  const title = stringAt(under(card, 'main_title'), 'title') ?? '';
  const note = stringAt(card, 'sub_title_text') ?? '';
  if (!cardTypes.includes(type)) return problem(42031, `card_type "${type}"`);
  if (type !== 'button_interaction')
    return title === '' && note === '' ? problem(42033, 'main_title.title') : plain(type, title || note);
  if (title === '') return problem(42033, 'main_title.title');
  const taskId = stringAt(card, 'task_id') ?? '';
  if (!TASK_ID.test(taskId)) return problem(42014, 'task_id');
  if (isTaken(taken, taskId)) return problem(42014, 'task_id was used before');
  const list = Array.isArray(card.button_list) ? card.button_list : [];
  if (list.length < 1 || list.length > 6) return problem(40058, 'button_list has 1 to 6 buttons');
  const buttons = list.filter(isFields).map((button) => ({
    text: stringAt(button, 'text') ?? '',
    key: stringAt(button, 'key') ?? '',
    style: numberAt(button, 'style') ?? 1,
  }));
  if (buttons.length !== list.length || buttons.some(({ text }) => text === ''))
    return problem(42038, 'button text');
  if (buttons.some(({ key }) => key === '' || bytesOf(key) > 1024)) return problem(42039, 'button key');
  if (new Set(buttons.map(({ key }) => key)).size < buttons.length) return problem(42051, 'duplicate key');
  if (buttons.some(({ style }) => ![1, 2, 3, 4].includes(style))) return problem(40058, 'button style');
  return { type, taskId, title, note, buttons };
}

const cardTypes = [
  'text_notice',
  'news_notice',
  'button_interaction',
  'vote_interaction',
  'multiple_interaction',
];
const plain = (type: string, title: string): ShownCard => ({
  type,
  taskId: '',
  title,
  note: '',
  buttons: [],
});
const problem = (code: number, what: string) => ({ problem: `template_card: ${what} (${code})` });
