import { z } from 'zod';
import { parseWhen } from '../../calendar/parse-when.ts';
import { parseNumber } from '../../text/numbers.ts';
import { QUANTITY_MAX } from './schema.ts';

/** A chain as it was asked for in the chat, echoed before it is opened. */
export const planSchema = z.object({
  title: z.string(),
  capacity: z.int().optional(),
  perMember: z.int().optional(),
  deadline: z.int().optional(),
});
export type Plan = z.infer<typeof planSchema>;
export type ReadPlan =
  | { readonly ok: true; readonly plan: Plan }
  | {
      readonly ok: false;
      readonly reason: 'no-title' | 'long-title' | 'unknown' | 'past';
      readonly field: string;
    };

/** `周六徒步 | 限20人 | 截止 周五18:00 | 每人限3`: title first, the rest in any order. */
export function parsePlan(typed: string, now: number, zone: string): ReadPlan {
  const [title = '', ...fields] = fieldsOf(typed, now, zone);
  const isField = LABELLED.test(title) && typeof readField(title, now, zone) === 'object';
  if (title === '' || isField) return { ok: false, reason: 'no-title', field: '' };
  if ([...title].length > 40) return { ok: false, reason: 'long-title', field: title };
  let plan: Plan = { title };
  for (const field of fields.filter((text) => text !== '')) {
    const read = readField(field, now, zone);
    if (read === 'past' || read === 'unknown') return { ok: false, reason: read, field };
    plan = { ...plan, ...read };
  }
  return { ok: true, plan };
}

const LABELLED = /^(?:限|上限|名额|每人|截止|截至)/;
/** What stands between the bars; people who forget them are understood where every piece says what it is. */
const fieldsOf = (typed: string, now: number, zone: string): string[] => {
  const fields = typed
    .normalize('NFKC')
    .split('|')
    .map((field) =>
      field
        .replace(/[\p{Cc}\s]+/gu, ' ')
        .replace(/\p{Cf}/gu, '')
        .trim(),
    );
  const [only = '', ...more] = fields;
  if (more.length > 0) return fields;
  const [title = '', ...pieces] = only.split(/[ ,、;。]+(?=(?:限|上限|名额|每人|截止|截至))/);
  return pieces.every((piece) => typeof readField(piece, now, zone) === 'object')
    ? [title, ...pieces]
    : fields;
};

const readField = (field: string, now: number, zone: string): Partial<Plan> | 'unknown' | 'past' => {
  const each = /^每人(?:限|最多)?\s*(.+?)\s*(?:个|份|位|人|张)?$/.exec(field);
  if (each) return within('perMember', parseNumber(each[1] ?? ''), QUANTITY_MAX);
  if (/^不限(?:人数|名额)?$/.test(field)) return {};
  const until =
    /^(?:截止|截至|deadline)\s*(?:到|:)?\s*(.+)$/.exec(field) ?? /^(.+?)\s*(?:截止|截至)$/.exec(field);
  if (until) {
    const deadline = parseWhen(until[1] ?? '', now, zone);
    if (deadline === undefined) return 'unknown';
    return deadline > now ? { deadline } : 'past';
  }
  const limit = /^(?:限|上限|名额|最多)?\s*(.+?)\s*(?:个|份|位|人|张|名)?$/.exec(field);
  return within('capacity', parseNumber(limit?.[1] ?? ''), 100_000);
};
const within = (key: 'capacity' | 'perMember', value: number | undefined, max: number) =>
  value !== undefined && value >= 1 && value <= max ? { [key]: value } : 'unknown';
