import { Cron } from 'croner';
import { asError } from '../domain/fault.ts';

/** The first run strictly after `ms`, in the zone's wall time; undefined when it never runs again. Throws on a bad pattern. */
export const nextAfter = (cron: string, zone: string, ms: number): number | undefined =>
  new Cron(cron, { timezone: zone, paused: true }).nextRun(new Date(ms))?.getTime();

/** Every run in (`from`, `to`]; of more than `limit` the last ones, since the latest decide what is made up for. */
export function instantsBetween(
  cron: string,
  zone: string,
  from: number,
  to: number,
  limit = 1000,
): number[] {
  const pattern = new Cron(cron, { timezone: zone, paused: true });
  const runs: number[] = [];
  let next = pattern.nextRun(new Date(from));
  while (next && next.getTime() <= to) {
    runs.push(next.getTime());
    if (runs.length > limit) runs.shift();
    next = pattern.nextRun(next);
  }
  return runs;
}

const fields: Readonly<Record<string, string>> = {
  minute: '分要在 0–59',
  hour: '小时要在 0–23',
  day: '日要在 1–31',
  month: '月要在 1–12',
  dayOfWeek: '周要在 0–7(0 和 7 都是周日)',
};
const explain = (message: string): string => {
  const field = /Invalid value for (\w+)/.exec(message)?.[1];
  return (field && fields[field]) ?? '有一段不像 cron,每段只用数字和 * , - /,例如 0 9 * * 1-5';
};

/** Why a pattern is no cron expression, or undefined when it is one. */
export function cronProblem(cron: string): string | undefined {
  // croner also takes a date, seconds and years; in our files only the five fields mean anything.
  if (cron.trim().split(/\s+/).length !== 5)
    return '要写成 5 段:分 时 日 月 周,例如 0 9 * * 1-5(工作日 9 点)';
  try {
    new Cron(cron, { paused: true });
    return undefined;
  } catch (error) {
    return explain(asError(error).message);
  }
}
