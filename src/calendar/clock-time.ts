const DIGITS = '零一二三四五六七八九';
const SPOKEN = `\\d{1,2}|[${DIGITS}两]|[${DIGITS}]?十[${DIGITS}]?`;
const CLOCK = new RegExp(
  `^(?:(\\d{1,2})[:：](\\d{2})|(${SPOKEN})[点點时](?:(${SPOKEN})分?|(半)|([一三])刻)?)$`,
);

/** `06:00`, `6点`, `六点半`, `6:05` as minutes after midnight (`24:00` is allowed: the end of a day). */
export function parseClockTime(text: string): number | undefined {
  const found = CLOCK.exec(text.trim());
  if (!found) return undefined;
  const hours = spoken(found[1] ?? found[3] ?? '');
  const minutes = found[5] ? 30 : found[6] ? spoken(found[6]) * 15 : spoken(found[2] ?? found[4] ?? '0');
  const total = hours * 60 + minutes;
  return minutes < 60 && total <= 1440 ? total : undefined;
}

/** `12`, `十二`, `二十`, `两`: what a clock can show. */
export const spoken = (text: string): number => {
  if (/^\d/.test(text)) return Number(text);
  const digit = (character: string | undefined, otherwise: number) =>
    character ? DIGITS.indexOf(character.replace('两', '二')) : otherwise;
  const [tens, ones] = text.split('十');
  return ones === undefined ? digit(tens, 0) : digit(tens, 1) * 10 + digit(ones, 0);
};

/** Minutes after midnight as `06:00`; past midnight it says so (`次日 01:00`). */
export const clockTime = (minutes: number): string => {
  const inDay = ((minutes % 1440) + 1440) % 1440;
  const text = `${String(Math.floor(inDay / 60)).padStart(2, '0')}:${String(inDay % 60).padStart(2, '0')}`;
  if (minutes === 1440) return '24:00';
  return minutes > 1440 ? `次日 ${text}` : text;
};
