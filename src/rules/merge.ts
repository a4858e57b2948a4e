import { z } from 'zod';
import { type MemberRef, memberRefSchema } from '../domain/chat.ts';
import type { DecisionContext } from '../domain/context.ts';
import type { Outcome } from '../domain/decision.ts';
import type { GroupId } from '../domain/ids.ts';
import { defineRows, drop, put, type StateView, type Write } from '../domain/state.ts';
import type { Rule } from './schema.ts';

/** Name of the timers at which what was gathered is acted on. */
export const mergeTimer = 'rules.merge';

/** Those who joined (or left) within the window of a rule, in order; the row is the rule's id. */
const gatheredRows = defineRows(
  'rule-merge',
  z.object({ members: z.array(memberRefSchema), until: z.int() }),
);
const payloadSchema = z.object({ rule: z.string() });
/** A window whose timer never came is not waited for. */
const LOST_MS = 600_000;
/** More people at once are a mistake or a flood: the rest go unmentioned. */
const MOST = 500;

/** Adds people to the open window of a rule, or opens one. */
export function gather(
  rule: Rule,
  window: number,
  members: readonly MemberRef[],
  context: DecisionContext,
  group: GroupId,
): Outcome {
  const { state, now } = context;
  const row = state.get(gatheredRows, rule.id);
  const open = row && row.until + LOST_MS > now ? row : undefined;
  const all = new Map([...(open?.members ?? []), ...members].map((member) => [member.id, member]));
  const until = open?.until ?? now + window;
  const trail = [
    { by: `rule:${rule.id}`, outcome: 'held' as const, why: `等 ${Math.round(window / 1000)} 秒,合并成一条` },
  ];
  return {
    writes: [put(gatheredRows, rule.id, { members: [...all.values()].slice(0, MOST), until })],
    ...(!open && {
      effects: [
        { due: until, effect: { type: 'timer', group, timer: mergeTimer, payload: { rule: rule.id } } },
      ],
    }),
    trail,
  };
}

/** Nobody is told of somebody who is not to be known any more. */
export const forgetGathered = (state: StateView, { id }: MemberRef): Write[] =>
  [...state.all(gatheredRows)].flatMap(([rule, { members, until }]) => {
    const left = members.filter((member) => member.id !== id);
    return left.length < members.length ? [put(gatheredRows, rule, { members: left, until })] : [];
  });

/** What a timer of `gather` is about: the rule, those it gathered, and the write that closes the window. */
export function gathered(payload: unknown, { state }: DecisionContext) {
  const parsed = payloadSchema.safeParse(payload);
  if (!parsed.success) return undefined;
  const { rule } = parsed.data;
  const row = state.get(gatheredRows, rule);
  return { rule, members: row?.members ?? [], close: row ? [drop(gatheredRows, rule)] : [] };
}
