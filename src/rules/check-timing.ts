import { nextAfter } from '../calendar/cron.ts';
import { quietUntil } from '../calendar/quiet-until.ts';
import type { Group } from '../domain/community.ts';
import type { SayProblem } from './check-steps.ts';
import type { EventKind } from './event-kinds.ts';
import type { Rule } from './schema.ts';
import { allSteps } from './steps-schema.ts';

/** `merge`, `cooldown` and `schedule` that mean nothing for this rule, and times that never come or are quiet. */
export function checkTiming(rule: Rule, kind: EventKind, able: readonly Group[], now: number): SayProblem[] {
  const problems: SayProblem[] = [];
  const { merge, cooldown, schedule } = rule;
  if (merge && kind.about !== 'members')
    problems.push({
      path: ['merge'],
      code: 'merge',
      message: 'merge 只能用在 member.joined 和 member.left 的规则里。',
      hint: '请删掉 merge。',
    });
  if (cooldown?.per === 'member' && kind.about === 'nobody')
    problems.push({
      path: ['cooldown', 'per'],
      code: 'cooldown',
      message: `${rule.on} 不是关于某个人的。`,
      hint: '请改成 per: group。',
    });
  if (!schedule) return problems;
  const times = able.map((group) => ({ group, next: nextAfter(schedule.cron, group.timezone, now) }));
  const place = ['schedule', 'cron'];
  if (times.length > 0 && times.every(({ next }) => next === undefined))
    return [...problems, { path: place, code: 'never', message: '这个时间永远不会到。' }];
  const speaks = allSteps(rule.do).some(
    (step) => step.type === 'send' || (step.type === 'feature' && step.posts),
  );
  const quiet = times.find(
    ({ group, next }) =>
      next !== undefined && quietUntil(next, group.quietHours, group.timezone) !== undefined,
  );
  if (speaks && quiet)
    problems.push({
      path: place,
      code: 'quiet',
      severity: 'warning',
      message: `群「${quiet.group.id}」那时是安静时段,会等结束后再发。`,
    });
  return problems;
}
