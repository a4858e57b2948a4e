import { z } from 'zod';
import { parseClockTime } from '../../calendar/clock-time.ts';
import { parseSpokenDuration } from '../../calendar/duration.ts';
import { parseWhen } from '../../calendar/parse-when.ts';
import { cleanLine } from '../../text/clean-line.ts';
import { labelled, splitFields } from '../../text/labelled.ts';
import { parseNumber } from '../../text/numbers.ts';
import { parseOptions, planOptionSchema } from './parse-options.ts';
import { CAPACITY_MAX, NOTE_MAX, QUANTITY_MAX, TITLE_MAX } from './schema.ts';

/** What a chain can be told in the chat. `null` takes a limit away. */
export const settingsSchema = z.object({
  title: z.string().optional(),
  capacity: z.int().nullable().optional(),
  perMember: z.int().nullable().optional(),
  deadline: z.int().nullable().optional(),
  options: z.array(planOptionSchema).optional(),
  note: z.string().optional(),
  post: z
    .object({ full: z.boolean().optional(), every: z.int().optional(), at: z.int().optional() })
    .optional(),
});
export type Settings = z.infer<typeof settingsSchema>;
/** A chain as it was asked for, echoed before it is opened. */
export const planSchema = settingsSchema.extend({ title: z.string() });
export type Plan = z.infer<typeof planSchema>;

type Problem = 'unknown' | 'past' | 'options' | 'long-title';
export type Read<T> =
  | { readonly ok: true; readonly plan: T }
  | { readonly ok: false; readonly reason: Problem | 'no-title'; readonly field: string };

type Label = 'title' | 'capacity' | 'perMember' | 'deadline' | 'options' | 'note' | 'post';
const LABELS: readonly (readonly [Label, readonly string[]])[] = [
  ['title', ['标题', '主题', '名称']],
  ['capacity', ['限额', '限', '上限', '名额', '人数', '总人数', '最多']],
  [
    'perMember',
    ['每人', '每个人', '每户', '每家', '每位', '单人'].flatMap((each) =>
      ['', '限', '最多', '至多', '不超过', '限购', '限报', '限领', '可报', '可购'].map((most) => each + most),
    ),
  ],
  ['deadline', ['截止时间', '截止日期', '截止到', '截止', '截至', 'deadline']],
  ['options', ['选项', '可选', '种类', '规格', '票种']],
  ['note', ['说明', '备注', '详情', '介绍', '注意']],
  ['post', ['发名单', '名单', '每天', '每满', '每有', '每隔']],
];

/** `周六徒步 | 限20人 | 截止 周五18:00 | 每人限3`: what has no label and says nothing else is the title. */
export function parsePlan(typed: string, now: number, zone: string): Read<Plan> {
  const read = parseSettings(typed, now, zone, { withTitle: true });
  if (!read.ok) return read;
  const { title } = read.plan;
  return title === undefined
    ? { ok: false, reason: 'no-title', field: '' }
    : { ok: true, plan: { ...read.plan, title } };
}

/** The same without a title of its own: `限30人 | 截止 周六`. */
export function parseSettings(
  typed: string,
  now: number,
  zone: string,
  { withTitle = false } = {},
): Read<Settings> {
  let settings: Settings = {};
  for (const [n, field] of fieldsOf(typed, now, zone).entries()) {
    const first = withTitle && n === 0 && labelled(field, LABELS).label === undefined;
    const read = first ? 'unknown' : readField(field, now, zone);
    if (typeof read === 'object') settings = { ...settings, ...read };
    else if (read !== 'unknown' || !withTitle || settings.title !== undefined)
      return { ok: false, reason: read, field };
    else if ([...field].length > TITLE_MAX) return { ok: false, reason: 'long-title', field };
    else settings = { ...settings, title: field.replace(QUOTED, '$1') };
  }
  return { ok: true, plan: settings };
}

/** What stands between the bars; people who forget them are understood where every piece says what it is. */
const fieldsOf = (typed: string, now: number, zone: string): string[] => {
  const fields = splitFields(typed);
  const [only] = fields;
  if (only === undefined || fields.length > 1) return fields;
  const [title = '', ...pieces] = only
    .split(/[ ,、;。]+(?=限|上限|名额|每人|截止|截至|选项|说明)/)
    .map(cleanLine);
  const all = title === '' ? pieces : [title, ...pieces];
  return pieces.length > 0 && pieces.every((piece) => typeof readField(piece, now, zone) === 'object')
    ? all
    : fields;
};

function readField(field: string, now: number, zone: string): Settings | Problem {
  if (/^不限(?:人数|名额|量)?$/.test(field)) return { capacity: null };
  if (/^每.+名单$/.test(field)) return readPost(field);
  const { label, value } = labelled(field, LABELS);
  const none = /^(?:无|没有|不限|取消|去掉)$/.test(value);
  switch (label) {
    case 'title':
      return value !== '' && [...value].length <= TITLE_MAX ? { title: value } : 'long-title';
    case 'capacity':
      return none ? { capacity: null } : within('capacity', value, CAPACITY_MAX);
    case 'perMember':
      return none ? { perMember: null } : within('perMember', value, QUANTITY_MAX);
    case 'deadline':
      return none ? { deadline: null } : readDeadline(value, now, zone);
    case 'options': {
      const options = parseOptions(value);
      return options ? { options } : 'options';
    }
    case 'note':
      return value === '' ? 'unknown' : { note: [...value].slice(0, NOTE_MAX).join('') };
    case 'post':
      return readPost(field);
    case undefined:
      return readBare(field, now, zone);
    default:
      return label satisfies never;
  }
}

/** Without a label: `周五18:00截止`, `20人`, `成人¥50,儿童¥20`. */
const readBare = (field: string, now: number, zone: string): Settings | Problem => {
  const until = /^(.+?)\s*(?:截止|截至)$/.exec(field)?.[1];
  if (until !== undefined) return readDeadline(until, now, zone);
  const people = within('capacity', field, CAPACITY_MAX);
  if (typeof people === 'object') return people;
  const options = /[¥元块]/.test(field) ? parseOptions(field) : undefined;
  if (options) return { options };
  return parseWhen(field, now, zone) === undefined ? 'unknown' : readDeadline(field, now, zone);
};

const QUOTED = /^["“「『](.+)["”」』]$/u;

const readDeadline = (text: string, now: number, zone: string): Settings | Problem => {
  const said = text.replace(/^[到至为:]\s*/, '');
  const length = parseSpokenDuration(said);
  const deadline = parseWhen(said, now, zone) ?? (length === undefined ? undefined : now + length);
  if (deadline === undefined) return 'unknown';
  return deadline > now ? { deadline } : 'past';
};

/** `每天20:00发名单`, `每10人发名单`, `名单 满了发`, `名单 不发`. */
const readPost = (field: string): Settings | Problem => {
  const said = field.replace(/^(?:发名单|名单)\s*:?\s*/, '').replace(/\s*发(?:一次)?(?:名单)?$/, '');
  if (/^(?:不|不要|别)$/.test(said) || said === '不自动') return { post: { full: false } };
  if (/^(?:满了|满员|报满)$/.test(said)) return { post: { full: true } };
  const daily = /^每天\s*(.+)$/.exec(said)?.[1];
  const at = daily === undefined ? undefined : parseClockTime(daily);
  if (at !== undefined) return { post: { at: at % 1440 } };
  const each = /^每[满有隔]?\s*(.+?)\s*[个份位人条]$/.exec(said)?.[1];
  const every = each === undefined ? undefined : parseNumber(each);
  return every !== undefined && every >= 1 && every <= 1000 ? { post: { every } } : 'unknown';
};

const within = (key: 'capacity' | 'perMember', text: string, max: number): Settings | Problem => {
  const amount = /^(.+?)\s*(?:个人|个名额|个|份|位|人|张|名)?$/.exec(text)?.[1];
  const value = amount === undefined ? undefined : parseNumber(amount);
  return value !== undefined && value >= 1 && value <= max ? { [key]: value } : 'unknown';
};
