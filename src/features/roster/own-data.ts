import { shortDate } from '../../calendar/dates.ts';
import { localTime } from '../../calendar/zone.ts';
import type { MemberRef } from '../../domain/chat.ts';
import type { DecisionContext } from '../../domain/context.ts';
import { namedMemberId } from '../../domain/ids.ts';
import { data, type Message, say } from '../../domain/message.ts';
import { memberRows } from '../../domain/people.ts';
import { drop, put, type Write } from '../../domain/state.ts';
import { META, rosterMeta } from './rows.ts';

/** What stands about a member in the list of members. */
export function ownData({ group, state }: DecisionContext, { id }: MemberRef): readonly Message[] {
  const row = state.get(memberRows, id);
  if (!row) return [];
  const { name, nickname, userid, firstSeen, lastSeen } = row;
  const called = [...new Set([name, nickname].filter((one) => one !== undefined && one !== ''))];
  const day = (at: number) => shortDate(localTime(at, group?.timezone ?? 'Asia/Shanghai').date);
  return [
    say(
      '名册:',
      ...(called.length > 0 ? ['名字 ', data(called.join('、')), ','] : []),
      ...(userid === undefined ? [] : ['userid ', data(userid), ',']),
      `${day(firstSeen)}第一次见到`,
      ...(lastSeen === undefined ? [] : [`,最近一次 ${day(lastSeen)}`]),
    ),
  ];
}

/** The row, the row of the newcomer of that name, and the name among those who were still waited for. */
export function erase({ state }: DecisionContext, { id, userid }: MemberRef): readonly Write[] {
  const row = state.get(memberRows, id);
  const names = [row?.card, row?.nickname, row?.name].filter((name) => name !== undefined && name !== '');
  const meta = state.get(rosterMeta, META);
  const pending = meta?.pending?.filter((one) => one !== userid && one.toLowerCase() !== id);
  return [
    drop(memberRows, id),
    ...[...new Set(names)].map((name) => drop(memberRows, namedMemberId(String(name).slice(0, 128)))),
    ...(meta && pending && pending.length !== meta.pending?.length
      ? [put(rosterMeta, META, { ...meta, pending })]
      : []),
  ];
}
