import { logicalDay } from '../calendar/logical-day.ts';
import { isWorkday } from '../calendar/workday.ts';
import { localTime } from '../calendar/zone.ts';
import type { MemberRef } from '../domain/chat.ts';
import { grantsFor, isStaff, type Role, roleRank } from '../domain/community.ts';
import { memberRows } from '../domain/people.ts';
import type { Condition } from './condition-schema.ts';
import type { Facts, Test } from './facts.ts';
import { groupSize } from './group-size.ts';
import { passes } from './number-test.ts';
import { within } from './time-schemas.ts';

const DAY = 86_400_000;

/** Conditions on time, group and member: those that read nothing come first, the whole member list last. */
export function factTests(condition: Condition): Test[] {
  const tests: Test[] = [];
  const kind = condition['group.kind'];
  if (kind) tests.push(({ group }) => group.kind === kind);
  const tags = condition['group.tag'];
  if (tags) tests.push(({ group }) => tags.some((tag) => group.tags.includes(tag)));
  const spans = condition['time.between'];
  if (spans) tests.push((facts) => spans.some((span) => within(span, local(facts).minutes)));
  const weekdays = condition['time.weekday'];
  if (weekdays) tests.push((facts) => weekdays.includes(local(facts).weekday));
  const workday = condition['time.workday'];
  if (workday !== undefined)
    tests.push((facts) => isWorkday(local(facts).date, facts.context.community.ownDays) === workday);
  const roles = condition['member.role'];
  if (roles) tests.push((facts) => facts.member !== undefined && roles.includes(roleOf(facts, facts.member)));
  const staff = condition['member.isStaff'];
  if (staff !== undefined)
    tests.push((facts) => facts.member !== undefined && isTeam(facts, facts.member) === staff);
  const days = condition['member.daysInGroup'];
  if (days)
    tests.push((facts) => {
      const inGroup = facts.member && daysInGroup(facts, facts.member);
      return inGroup !== undefined && passes(days, inGroup);
    });
  const size = condition['group.size'];
  if (size) tests.push(({ context }) => passes(size, groupSize(context.state)));
  return tests;
}

const local = ({ context, group }: Facts) => localTime(context.now, group.timezone);

/** The strongest role given in `groups.yaml`; single powers give none. */
const roleOf = ({ context, group }: Facts, { id }: MemberRef): Role =>
  grantsFor(context.community, id, group)
    .filter(({ only }) => only === undefined)
    .map(({ role }): Role => role)
    .reduce((a, b) => (roleRank[b] > roleRank[a] ? b : a), 'member');

/** Of the group's own team: named in `groups.yaml`, or, in a customer group, staff by WeCom's own list. */
const isTeam = ({ context, group }: Facts, member: MemberRef): boolean =>
  isStaff(context.community, group, member.id) ||
  (group.kind === 'customer' && context.state.get(memberRows, member.id)?.staff === true);

/** Days of the group's calendar since the member came; 0 on the day itself. Undefined for somebody unknown. */
const daysInGroup = ({ context, group }: Facts, { id }: MemberRef): number | undefined => {
  const row = context.state.get(memberRows, id);
  if (!row) return undefined;
  const day = (ms: number) => Date.parse(logicalDay(ms, group.timezone, group.dayStartsAt));
  return Math.round((day(context.now) - day(row.joinedAt ?? row.firstSeen)) / DAY);
};
