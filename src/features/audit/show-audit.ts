import { clockTime } from '../../calendar/clock-time.ts';
import { shortDate } from '../../calendar/dates.ts';
import { logicalDay } from '../../calendar/logical-day.ts';
import { localTime } from '../../calendar/zone.ts';
import { type AuditEntry, newestAudit } from '../../commands/audit.ts';
import type { CommandContext } from '../../commands/command.ts';
import { findMember, withoutAt } from '../../commands/find-member.ts';
import type { Group } from '../../domain/community.ts';
import type { Outcome } from '../../domain/decision.ts';
import { memberId } from '../../domain/ids.ts';
import { displayName, isErased, memberRows } from '../../domain/people.ts';
import type { StateView } from '../../domain/state.ts';
import { fold } from '../../text/fold.ts';
import { shorten } from '../../text/graphemes.ts';
import type { AuditTexts } from './texts.ts';

const USUALLY = 10;
const MOST = 50;
/** How far back `今天` and `@某人` look. */
const LOOK_BACK = 500;

/** `/操作记录 [条数|今天|@人]`: newest first. */
export function showAudit(context: CommandContext, group: Group, typed: string, texts: AuditTexts): Outcome {
  const { state, now } = context;
  const shown = (entries: readonly AuditEntry[]) => list(context, group, entries, texts);
  const wanted = fold(typed);
  if (wanted === '' || /^\d{1,4}\s*条?$/.test(wanted)) {
    const count = wanted === '' ? USUALLY : Math.min(MOST, Math.max(1, Number.parseInt(wanted, 10)));
    return shown(newestAudit(state, count));
  }
  const all = newestAudit(state, LOOK_BACK);
  if (wanted === '今天' || wanted === 'today') {
    const dayOf = (at: number) => logicalDay(at, group.timezone, group.dayStartsAt);
    return shown(all.filter(({ at }) => dayOf(at) === dayOf(now)).slice(0, MOST));
  }
  const found = findMember(state, typed);
  if (found.type === 'several')
    return {
      reply: texts.several(
        shorten(typed, 20),
        found.candidates.map(({ userid, id }) => userid ?? id),
      ),
    };
  // Who has left, or was never met here, is still in the log under the userid.
  const name = withoutAt(typed);
  const by =
    found.type === 'one' ? found.member.id : name.length <= 64 && name !== '' ? memberId(name) : undefined;
  const theirs = all.filter((entry) => entry.by === by).slice(0, MOST);
  if (theirs.length === 0 && found.type === 'none') return { reply: texts.howTo(shorten(typed, 20)) };
  return shown(theirs);
}

function list(
  context: CommandContext,
  { timezone }: Group,
  entries: readonly AuditEntry[],
  texts: AuditTexts,
): Outcome {
  if (entries.length === 0) return { reply: texts.none };
  const names = new Map((context.commands ?? []).map(({ power, name }) => [power, name]));
  const lines = entries.map(({ at, by, power, args, outcome }) => {
    const { date, minutes } = localTime(at, timezone);
    return {
      when: `${shortDate(date)} ${clockTime(minutes)}`,
      who: nameOf(context.state, by),
      command: names.get(power) ?? power,
      args,
      outcome,
    };
  });
  return { reply: texts.list(lines, entries.length === USUALLY) };
}

export const nameOf = (state: StateView, by: string): string => {
  if (isErased(by)) return displayName(undefined, by);
  const row = state.get(memberRows, by);
  return row?.card || row?.nickname || row?.name || by;
};
