import { addDays, type DateString, isDate } from '../../calendar/dates.ts';
import { parseDuration } from '../../calendar/duration.ts';
import { parseTimeOfDay } from '../../calendar/parse-when.ts';
import { parseCount } from '../../text/numbers.ts';
import type { Campaign } from './campaign.ts';
import { type Frequency, weekdayNames } from './schema.ts';

/** A campaign as asked for in the chat, without the number it will get. */
export type Plan = Omit<Campaign, 'key'>;
export type ReadPlan =
  | { readonly ok: true; readonly plan: Plan }
  | { readonly ok: false; readonly reason: 'no-title' | 'long-title' | 'unknown'; readonly field: string };

/** `晨读 | 每天 06:00-09:00 | 21天`: title first, the rest in any order. Begins on `firstDay` unless it says when. */
export function parsePlan(typed: string, firstDay: DateString): ReadPlan {
  const [title = '', ...fields] = titleFirst(fieldsOf(typed, firstDay), firstDay);
  if (title === '') return { ok: false, reason: 'no-title', field: '' };
  if ([...title].length > 20) return { ok: false, reason: 'long-title', field: title };
  let plan: Plan = { title, frequency: 'daily', windows: [], start: firstDay, minText: 0 };
  let days: number | undefined;
  for (const field of fields.filter((text) => text !== '')) {
    const count = daysIn(field);
    const read = count === undefined ? readField(field, firstDay) : undefined;
    if (count !== undefined) days = count;
    // 工作日 | 每天 20:00: every one of those days.
    else if (read?.windows && read.frequency === 'daily')
      plan = { ...plan, ...read, frequency: plan.frequency };
    else if (read) plan = { ...plan, ...read };
    else return { ok: false, reason: 'unknown', field };
  }
  const { start = firstDay } = plan;
  return { ok: true, plan: { ...plan, ...(days !== undefined && { end: addDays(start, days - 1) }) } };
}

/** The title is what is called one, else the first field, or the first that says nothing else where that is a setting. */
const titleFirst = (fields: readonly string[], firstDay: DateString): readonly string[] => {
  const isSetting = (field: string) =>
    daysIn(field) !== undefined || readField(field, firstDay) !== undefined;
  const called = fields.findIndex((field) => TITLE.test(field));
  const [first = ''] = fields;
  const at = called >= 0 ? called : isSetting(first) ? fields.findIndex((field) => !isSetting(field)) : 0;
  const title = (fields[at] ?? '').replace(TITLE, '').replace(QUOTED, '$1');
  return at < 0 ? fields : [title, ...fields.filter((_, n) => n !== at)];
};
const TITLE = /^(?:标题|主题|名称)[ :]+/u;
const QUOTED = /^["“「『](.+)["”」』]$/u;

/** Make-ups, rest, points, hours at which it speaks: what people add to a plan after when and how long. */
const readExtra = (field: string): Partial<Plan> | undefined => {
  const makeup =
    /^(?:(每周|每月|一共|共)?(?:可|能)?补卡|补签)\s*(.+?)\s*[次天](?:\s*(?:每次)?\s*(.+?)\s*分)?$/.exec(
      field,
    );
  if (makeup) {
    const quota = parseCount(makeup[2] ?? '');
    const cost = makeup[3] === undefined ? 0 : parseCount(makeup[3]);
    if (quota === undefined || quota < 1 || quota > 31 || cost === undefined) return undefined;
    const per =
      makeup[1] === '每周' ? 'week' : makeup[1] === '一共' || makeup[1] === '共' ? 'campaign' : 'month';
    return { makeup: { quota, per, back: BACK_DAYS, cost, restoresStreak: true } };
  }
  const rest = /^(?:每周)?(?:可)?休(?:息)?\s*(.+?)\s*[天日]$/.exec(field);
  if (rest) {
    const days = parseCount(rest[1] ?? '');
    return days !== undefined && days >= 1 && days <= 6 ? { rest: days } : undefined;
  }
  const each = /^(?:(?:每次|每天)\s*(?:积|加)?|积|加)(.+?)\s*分$/.exec(field) ?? /^积分\s*(.+)$/.exec(field);
  if (each) {
    const points = parseCount((each[1] ?? '').replace(/分$/, ''));
    return points !== undefined && points <= 1000 ? { points: { each: points, streak: {} } } : undefined;
  }
  const keyword = /^(?:关键词|要写)\s*[「:]?\s*(.{1,20}?)」?$/.exec(field);
  if (keyword?.[1]) return { keyword: keyword[1] };
  if (/^(?:要|需要)?(?:带|发)?(?:图片?|照片|截图)$/.test(field)) return { image: true };
  const says = /^(?:(.+?)\s*)?(提醒|小结)\s*(.*)$/.exec(field);
  const at = says && parseTimeOfDay(((says[1] ?? '') + (says[3] ?? '')).trim());
  if (!says || at === undefined || at === null) return undefined;
  return says[2] === '提醒' ? { reminders: { at: [at], mentions: 10 } } : { summary: { at, board: 10 } };
};
const BACK_DAYS = 3;

const daysIn = (field: string): number | undefined => {
  const span = /^(?:共|为期|持续)?\s*(.+?)\s*(?:天|日)$/.exec(field);
  const count = span ? parseCount(`${span[1] ?? ''}天`) : undefined;
  return count !== undefined && count >= 1 && count <= 1000 ? count : undefined;
};

/** What stands between the bars; people who forget them are understood where every word after the title says what it is. */
const fieldsOf = (typed: string, firstDay: DateString): string[] => {
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
  const [title = '', ...words] = only.split(/[ ,、;。]+/);
  return words.every((word) => daysIn(word) !== undefined || readField(word, firstDay))
    ? [title, ...words]
    : fields;
};

const readField = (field: string, firstDay: DateString): Partial<Plan> | undefined => {
  const extra = readExtra(field);
  if (extra) return extra;
  const begins = /^(?:从\s*)?(?:(\d{4})-)?(\d{1,2})[-/月](\d{1,2})日?\s*(?:开始|起)$/.exec(field);
  if (begins) {
    const on = (year: number) =>
      `${year}-${(begins[2] ?? '').padStart(2, '0')}-${(begins[3] ?? '').padStart(2, '0')}`;
    const year = Number(begins[1] ?? firstDay.slice(0, 4));
    const start = begins[1] === undefined && on(year) < firstDay ? on(year + 1) : on(year);
    return isDate(start) ? { start } : undefined;
  }
  const least = /^至少\s*(.+?)\s*个?字$/.exec(field);
  if (least) {
    const minText = parseCount(least[1] ?? '');
    return minText !== undefined && minText <= 500 ? { minText } : undefined;
  }
  const weekly = /^每(?:个?星期|周)\s*(.+?)\s*(?:次|天)(?:\s+(.+))?$/.exec(field);
  const times = weekly && parseCount(weekly[1] ?? '');
  if (weekly && times !== null && times !== undefined && times >= 1 && times <= 7) {
    const windows = weekly[2] === undefined ? undefined : readHours(weekly[2]);
    return weekly[2] !== undefined && !windows
      ? undefined
      : { frequency: { weekly: times }, ...(windows && { windows }) };
  }
  const [, when = '', hours = ''] =
    /^([^\d]*?)\s*((?:凌晨|早上|早|上午|中午|下午|傍晚|晚上|晚)?\s*\d.*)?$/.exec(field) ?? [];
  const frequency = when === '' ? undefined : readFrequency(when);
  const windows = hours === '' ? undefined : readHours(hours);
  if ((when !== '' && !frequency) || (hours !== '' && !windows)) return undefined;
  return { ...(frequency && { frequency }), ...(windows && { windows }) };
};

const readFrequency = (text: string): Frequency | undefined => {
  if (/^(每天|每日|天天|daily)$/.test(text)) return 'daily';
  if (/^(每个?)?工作日$/.test(text)) return 'workdays';
  if (/^(每个?)?(节假日|休息日|假期)$/.test(text)) return 'holidays';
  if (/^(?:只打)?(?:一次|1次|打一次)$/.test(text)) return 'once';
  const days = /^每?(?:周|星期)((?:[一二三四五六日天][、,和 ]?)+)$/.exec(text)?.[1];
  if (days === undefined) return undefined;
  const named = weekdayNames.filter((name) => days.replace(/天/g, '日').includes(name));
  return { weekdays: named };
};

/** `06:00-09:00`, also `6点到9点`, with `宽限10分钟` behind it. */
const readHours = (text: string): Campaign['windows'] | undefined => {
  const found = /^(\S+?)\s*(?:-|~|—|到|至)\s*([^\s宽]+)\s*(?:宽限\s*(.+))?$/.exec(text);
  const open = parseTimeOfDay(found?.[1] ?? '');
  // 晚上8点到10点: the second one is in the evening too.
  const part = /^\D+/.exec(found?.[1] ?? '')?.[0] ?? '';
  const written = parseTimeOfDay(found?.[2] ?? '');
  const later = /^\d/.test(found?.[2] ?? '') ? parseTimeOfDay(`${part}${found?.[2]}`) : undefined;
  const close = later !== undefined && open !== undefined && later > open ? later : written;
  const grace = found?.[3] === undefined ? 0 : parseDuration(found[3]);
  if (open === undefined || close === undefined || open === close || grace === undefined) return undefined;
  return grace <= 12 * 3_600_000 ? [{ open, close, grace: Math.round(grace / 60_000) }] : undefined;
};
