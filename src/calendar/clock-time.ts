/** `06:00`, `6点`, `6点半`, `6:05` as minutes after midnight (`24:00` is allowed: the end of a day). */
export function parseClockTime(text: string): number | undefined {
  const found = /^(\d{1,2})(?:[:：](\d{2})|[点點时](?:(\d{1,2})分?|(半))?)$/.exec(text.trim());
  if (!found) return undefined;
  const hours = Number(found[1]);
  const minutes = found[4] ? 30 : Number(found[2] ?? found[3] ?? 0);
  const total = hours * 60 + minutes;
  return minutes < 60 && total <= 1440 ? total : undefined;
}

/** Minutes after midnight as `06:00`; past midnight it says so (`次日 01:00`). */
export const clockTime = (minutes: number): string => {
  const inDay = ((minutes % 1440) + 1440) % 1440;
  const text = `${String(Math.floor(inDay / 60)).padStart(2, '0')}:${String(inDay % 60).padStart(2, '0')}`;
  if (minutes === 1440) return '24:00';
  return minutes > 1440 ? `次日 ${text}` : text;
};
