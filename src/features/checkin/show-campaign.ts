import { clockTime } from '../../calendar/clock-time.ts';
import { type DateString, shortDate } from '../../calendar/dates.ts';
import { showDay } from '../../calendar/show-moment.ts';
import type { WindowSpan, WindowZone } from '../../calendar/windows.ts';
import { type Campaign, windowsOf } from './campaign.ts';

/** `06:00-09:00`, several joined, `全天` where there is no window. */
export const showHours = ({ windows }: Campaign): string =>
  windows.length === 0
    ? '全天'
    : windows.map(({ open, close }) => `${clockTime(open)}-${clockTime(close)}`).join('、');

export const showFrequency = ({ frequency }: Campaign): string => {
  if (frequency === 'daily') return '每天';
  if (frequency === 'workdays') return '工作日';
  if (frequency === 'holidays') return '节假日和周末';
  if ('weekdays' in frequency) return `每周${frequency.weekdays.join('、')}`;
  return frequency.dates.map(shortDate).slice(0, 5).join('、') + (frequency.dates.length > 5 ? '…' : '');
};

/** `每天 06:00-09:00,12月1日 到 12月21日`. */
export const planParts = (campaign: Campaign): string[] => {
  const { start, end, minText } = campaign;
  // 1月1日 to 12月31日 of two years would read like one.
  const show = start?.slice(0, 4) === end?.slice(0, 4) || end === undefined ? shortDate : withYear;
  return [
    `${showFrequency(campaign)} ${showHours(campaign)}`,
    ...(start === undefined ? [] : [`${show(start)}开始`]),
    ...(end === undefined ? ['长期'] : [`${show(end)}结束`]),
    ...(minText > 0 ? [`至少写 ${minText} 个字`] : []),
  ];
};

const withYear = (date: DateString) => `${date.slice(0, 4)}年${shortDate(date)}`;

/** `明天 06:00-09:00`. */
export function showSpan(campaign: Campaign, span: WindowSpan, today: DateString, zone: WindowZone): string {
  const day = showDay(span.day, today);
  const window = windowsOf(campaign, zone)[span.index];
  return campaign.windows.length === 0 || !window
    ? day
    : `${day} ${clockTime(window.open)}-${clockTime(window.close)}`;
}
