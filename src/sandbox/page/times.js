const locales = { zh: 'zh-CN', en: 'en-GB' };
const formats = new Map();

/** Formatters cost milliseconds to make, so each is made once. */
function format(language, timeZone, options) {
  const key = JSON.stringify([language, timeZone, options]);
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locales[language], { timeZone, ...options });
  formats.set(key, known);
  return known;
}

const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
const days = {
  zh: [{ month: 'long', day: 'numeric' }, { weekday: 'short' }],
  en: [{ weekday: 'short' }, { day: 'numeric', month: 'short' }],
};

export const clockTime = (at, { language }, timeZone) => format(language, timeZone, clock).format(at);
export const dayName = (at, { language }, timeZone) =>
  days[language].map((part) => format(language, timeZone, part).format(at)).join(' ');
export const sameDay = (a, b, state, timeZone) => dayName(a, state, timeZone) === dayName(b, state, timeZone);

/** 「2 天 3 小时」: the two largest units, or undefined for less than a minute. */
export function span(ms, t) {
  const minutes = Math.round(Math.abs(ms) / 60_000);
  if (minutes < 1) return undefined;
  const parts = [
    [Math.floor(minutes / 1440), t.days],
    [Math.floor((minutes % 1440) / 60), t.hours],
    [minutes % 60, t.minutes],
  ].filter(([n]) => n > 0);
  return parts
    .slice(0, 2)
    .map(([n, word]) => word(n))
    .join(' ');
}
