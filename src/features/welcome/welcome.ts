import { z } from 'zod';
import { clockTime } from '../../calendar/clock-time.ts';
import { quietUntil } from '../../calendar/quiet-until.ts';
import { localTime } from '../../calendar/zone.ts';
import type { CommandContext } from '../../commands/command.ts';
import { type FoundMember, findMember, withoutAt } from '../../commands/find-member.ts';
import type { MemberRef } from '../../domain/chat.ts';
import { isStaff } from '../../domain/community.ts';
import type { Outcome } from '../../domain/decision.ts';
import { memberId, namedMemberId } from '../../domain/ids.ts';
import { lines, type Message } from '../../domain/message.ts';
import { memberRows } from '../../domain/people.ts';
import { defineRows, put, type StateView } from '../../domain/state.ts';
import { postsToday } from '../../rules/plan-unasked.ts';
import { cutBytes } from '../../text/cut-bytes.ts';
import type { WelcomeTexts } from './texts.ts';

/** When an operator welcomed somebody; the row's name is the member's id. */
export const welcomedRows = defineRows('welcomed', z.object({ at: z.int() }));

const MAX = 20;
const NAME_MAX_BYTES = 96;
const USERID = /^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/;

/**
 * `/迎新 zhangsan 李四`: says that these people have joined; the rules do the greeting. A userid joins as that member,
 * a name nobody in the roster has joins as a newcomer of whom only the name is known.
 */
export function welcome(context: CommandContext, rawArgs: string, texts: WelcomeTexts): Outcome {
  const { state, event } = context;
  const typed = rawArgs
    .split(/[\s,，、;；]+/u)
    .map(withoutAt)
    .filter((word) => word !== '');
  if (typed.length === 0) return refused(texts.whom, 'nobody named');
  if (typed.length > MAX) return refused(texts.tooMany(MAX), 'too many');
  const members = new Map<string, MemberRef>();
  for (const word of typed) {
    const found = newcomer(state, word);
    if (found.type === 'several') return refused(texts.several(word, found.candidates), 'ambiguous name');
    members.set(found.member.id, found.member);
  }
  // A join is greeted once, however often it is typed; who has left and come back has joined again.
  const isGreeted = ({ id }: MemberRef): boolean => {
    const at = state.get(welcomedRows, id)?.at;
    return at !== undefined && (state.get(memberRows, id)?.left ?? 0) <= at;
  };
  const greeted = [...members.values()].filter(isGreeted);
  const newcomers = [...members.values()].filter((member) => !isGreeted(member));
  const again = greeted.length > 0 ? [texts.already(greeted)] : [];
  if (newcomers.length === 0) return refused(texts.already(greeted), 'welcomed before');
  return {
    reply: lines(texts.welcoming(newcomers), ...again, ...remarks(context, newcomers, texts)),
    writes: newcomers.map(({ id }) => put(welcomedRows, id, { at: event.at })),
    raise: [{ type: 'member.joined', members: newcomers, scene: 'command' }],
  };
}

/** Why an operator may see no greeting come. */
function remarks(
  { community, group, now, state }: CommandContext,
  newcomers: readonly MemberRef[],
  texts: WelcomeTexts,
): Message[] {
  if (!group) return [];
  const team = newcomers.filter(({ id }) => isStaff(community, group, id));
  if (team.length === newcomers.length) return [texts.team(team)];
  const quiet = quietUntil(now, group.quietHours, group.timezone);
  const { dailyLimit } = group;
  const full = dailyLimit !== undefined && postsToday(state, group, quiet ?? now) >= dailyLimit;
  return [
    ...(team.length > 0 ? [texts.team(team)] : []),
    ...(full ? [texts.full(dailyLimit)] : []),
    ...(quiet !== undefined && !full
      ? [texts.quiet(clockTime(localTime(quiet, group.timezone).minutes))]
      : []),
  ];
}

function newcomer(state: StateView, word: string): Exclude<FoundMember, { type: 'none' }> {
  const found = findMember(state, word);
  if (found.type !== 'none') return found;
  if (USERID.test(word)) return { type: 'one', member: { id: memberId(word), userid: word } };
  const name = cutBytes(word, NAME_MAX_BYTES);
  return { type: 'one', member: { id: namedMemberId(name), name } };
}

const refused = (reply: Outcome['reply'] & {}, why: string): Outcome => ({
  reply,
  trail: [{ by: 'command:welcome.greet', outcome: 'refused', why }],
});
