import { spoken } from './clock-time.ts';

const units: Readonly<Record<string, number>> = {
  s: 1000,
  秒: 1000,
  m: 60_000,
  分: 60_000,
  分钟: 60_000,
  h: 3_600_000,
  时: 3_600_000,
  小时: 3_600_000,
  个小时: 3_600_000,
  d: 86_400_000,
  天: 86_400_000,
  日: 86_400_000,
  w: 604_800_000,
  周: 604_800_000,
};
const one = /(\d{1,6})\s*(个小时|小时|分钟|[smhdw秒分时天日周])\s*/y;

/** `10m`, `1d`, `1h30m`, `3天`, `2小时` in ms; undefined when it is anything else. */
export function parseDuration(text: string): number | undefined {
  const source = text.trim().toLowerCase();
  let total = 0;
  one.lastIndex = 0;
  for (let at = 0; at < source.length; at = one.lastIndex) {
    one.lastIndex = at;
    const found = one.exec(source);
    const unit = units[found?.[2] ?? ''];
    if (!found || unit === undefined) return undefined;
    total += Number(found[1]) * unit;
  }
  return source === '' ? undefined : total;
}

const SAID =
  /^(半|[一二两三四五六七八九十]{1,3}|\d{1,6}(?:\.5)?)个?(半)?(小时|钟头|天|日|周|星期|礼拜|月|分钟|刻钟)(半)?$/;
const said: Readonly<Record<string, number>> = {
  小时: 3_600_000,
  钟头: 3_600_000,
  天: 86_400_000,
  日: 86_400_000,
  周: 604_800_000,
  星期: 604_800_000,
  礼拜: 604_800_000,
  月: 30 * 86_400_000,
  分钟: 60_000,
  刻钟: 900_000,
};

/** What `parseDuration` reads, and what people say: `三天`, `半小时`, `一个半小时`, `两周`. */
export function parseSpokenDuration(text: string): number | undefined {
  const plain = parseDuration(text);
  if (plain !== undefined) return plain;
  const found = SAID.exec(text.trim());
  const unit = said[found?.[3] ?? ''];
  if (!found || unit === undefined) return undefined;
  const whole =
    found[1] === '半' ? 0.5 : found[1]?.endsWith('.5') ? Number(found[1]) : spoken(found[1] ?? '');
  return (whole + (found[2] || found[4] ? 0.5 : 0)) * unit;
}
