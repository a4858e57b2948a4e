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
