import { data, type Part, say } from '../../domain/message.ts';

export const titled = (title: string | undefined): Part[] =>
  title === undefined ? [] : say('【', data(title), '】').parts;
export const listed = (parts: readonly Part[], between: string): (Part | string)[] =>
  parts.flatMap((part, n) => [...(n > 0 ? [between] : []), part]);
export const names = (titles: readonly string[]) =>
  listed(
    titles.map((title) => data(title)),
    '、',
  );
