import { clockTime } from '../../calendar/clock-time.ts';
import { type DateString, shortDate } from '../../calendar/dates.ts';
import { showDay, weekdayName } from '../../calendar/show-moment.ts';
import type { WindowSpan } from '../../calendar/windows.ts';
import { type Where, windowsOf } from './asked-days.ts';
import { type Campaign, type CampaignRules, perWeekOf } from './campaign.ts';

/** `06:00-09:00`, several joined, `全天` where there is no window. */
export const showHours = ({ windows }: CampaignRules): string =>
  windows.length === 0
    ? '全天'
    : windows.map(({ open, close }) => `${clockTime(open)}-${clockTime(close)}`).join('、');

const showFrequency = ({ frequency }: CampaignRules): string => {
  if (frequency === 'daily') return '每天';
  if (frequency === 'workdays') return '工作日';
  if (frequency === 'holidays') return '节假日和周末';
  if (frequency === 'once') return '一次';
  if ('weekly' in frequency) return `每周 ${frequency.weekly} 次`;
  if ('weekdays' in frequency) return `每周${frequency.weekdays.join('、')}`;
  return frequency.dates.map(shortDate).slice(0, 5).join('、') + (frequency.dates.length > 5 ? '…' : '');
};
/** What a streak is counted in. */
export const unitOf = (rules: CampaignRules): '天' | '周' => (perWeekOf(rules) === undefined ? '天' : '周');

const PER = { week: '每周', month: '每月', campaign: '一共' } as const;

/** `每天 06:00-09:00,12月1日 到 12月21日`. */
export const planParts = (campaign: Campaign): string[] => {
  const { start, end, minText, keyword, image, rest, makeup, points, reminders, summary } = campaign;
  // 1月1日 to 12月31日 of two years would read like one.
  const show = start?.slice(0, 4) === end?.slice(0, 4) || end === undefined ? shortDate : withYear;
  const grace = Math.max(0, ...campaign.windows.map((window) => window.grace));
  return [
    `${showFrequency(campaign)} ${showHours(campaign)}`,
    ...(grace > 0 ? [`宽限 ${grace} 分钟`] : []),
    ...(start === undefined ? [] : [`${show(start)}开始`]),
    ...(end === undefined ? ['长期'] : [`${show(end)}结束`]),
    ...(minText > 0 ? [`至少写 ${minText} 个字`] : []),
    ...(keyword === undefined ? [] : [`要写「${keyword}」`]),
    ...(image ? ['要带图'] : []),
    ...(makeup ? [`${PER[makeup.per]}可补卡 ${makeup.quota} 次`] : []),
    ...(rest === undefined ? [] : [`每周可休 ${rest} 天`]),
    ...(points && points.each > 0 ? [`每次 ${points.each} 分`] : []),
    ...(reminders ? [`${reminders.at.map(clockTime).join('、')} 提醒`] : []),
    ...(summary ? [`${clockTime(summary.at)} 小结`] : []),
    ...(summary?.weekly
      ? [`${weekdayName(summary.weekly.weekday)} ${clockTime(summary.weekly.at)} 周报`]
      : []),
  ];
};

const withYear = (date: DateString) => `${date.slice(0, 4)}年${shortDate(date)}`;

/** `明天 06:00-09:00`. */
export function showSpan(campaign: CampaignRules, span: WindowSpan, today: DateString, where: Where): string {
  const day = showDay(span.day, today);
  const window = windowsOf(campaign, where)[span.index];
  return campaign.windows.length === 0 || !window
    ? day
    : `${day} ${clockTime(window.open)}-${clockTime(window.close)}`;
}
