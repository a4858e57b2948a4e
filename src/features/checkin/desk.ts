import { dayNumber } from '../../calendar/dates.ts';
import type { MemberRef } from '../../domain/chat.ts';
import type { Group } from '../../domain/community.ts';
import type { DecisionContext } from '../../domain/context.ts';
import { displayName, type MemberRow, memberRows } from '../../domain/people.ts';
import { drop, put, type Write } from '../../domain/state.ts';
import { isRunning, openSpan, todayAt, type Where } from './asked-days.ts';
import { isOnBoard } from './board-rows.ts';
import type { Campaign } from './campaign.ts';
import type { OwnTexts } from './own-texts.ts';
import { metaRows, personRows, type Record, recordRows } from './rows.ts';
import { openView, type View } from './view.ts';

/** Who comes back within this time goes on where they were. */
const RETURN_MS = 7 * 86_400_000;

/** The campaigns of one group for one event, with everything they read. */
export interface Desk {
  readonly context: DecisionContext;
  readonly group: Group;
  /** What is said, as the operators want it said. */
  readonly texts: OwnTexts;
  readonly where: Where;
  /** The moment that counts: when it was said, or what a timer was set for. */
  readonly at: number;
  /** All there are, the ended ones too. */
  readonly campaigns: readonly Campaign[];
  readonly running: readonly Campaign[];
  /** The groups in which it runs; this one at least. */
  readonly groupsOf: (campaign: Campaign) => readonly Group[];
  readonly view: (campaign: Campaign) => View;
  /** Forgets nothing within seven days of leaving; after that a member begins anew. */
  readonly record: (campaign: Campaign, member: string) => Record | undefined;
  /** Of everybody who takes part and has not left for more than a day. Reads the whole collection. */
  readonly records: (campaign: Campaign) => ReadonlyMap<string, Record>;
  /** What has to be written because somebody who had left is back. */
  readonly welcomeBack: (member: string) => readonly Write[];
}

export function openDesk(
  context: DecisionContext,
  group: Group,
  { campaigns, groupsOf }: Pick<Desk, 'campaigns' | 'groupsOf'>,
  at: number,
  texts: OwnTexts,
): Desk {
  const { state, now, community } = context;
  const where: Where = {
    timezone: group.timezone,
    dayStartsAt: group.dayStartsAt,
    own: community.ownDays,
  };
  const views = new Map<string, View>();
  const leftAt = (member: string) => state.get(personRows, member)?.left;
  const isForgotten = (member: string) => {
    const left = leftAt(member);
    return left !== undefined && at - left > RETURN_MS;
  };
  return {
    context,
    group,
    texts,
    where,
    at,
    campaigns,
    running: campaigns.filter((campaign) => isRunning(campaign, at, where)),
    groupsOf,
    view: (campaign) => {
      const known = views.get(campaign.key);
      if (known) return known;
      const view = openView(campaign, state.get(metaRows, campaign.key), { at, now, where });
      views.set(campaign.key, view);
      return view;
    },
    record: (campaign, member) =>
      isForgotten(member) ? undefined : state.get(recordRows(campaign.key), member),
    records: (campaign) => {
      const members = state.all(memberRows);
      const people = state.all(personRows);
      const shown = (member: string, record: Record) =>
        isOnBoard(record, people.get(member)?.left ?? members.get(member)?.left, at);
      return new Map(
        [...state.all(recordRows(campaign.key))].filter(([member, record]) => shown(member, record)),
      );
    },
    welcomeBack: (member) => {
      const person = state.get(personRows, member);
      if (person?.left === undefined) return [];
      const { left: _, ...rest } = person;
      const forgotten = isForgotten(member)
        ? campaigns.flatMap(({ key }) =>
            state.get(recordRows(key), member) ? [drop(recordRows(key), member)] : [],
          )
        : [];
      const kept = Object.keys(rest).length > 0 ? put(personRows, member, rest) : drop(personRows, member);
      return [...forgotten, kept];
    },
  };
}

/** The day a campaign is in: of its open window (which may have opened yesterday), else the group's logical day. */
export const dayOf = ({ at, where }: Desk, campaign: Campaign): number =>
  dayNumber(openSpan(campaign, at, where)?.span.day ?? todayAt(at, where));

/** What a list calls a member. Member text: show as `data`. */
export const nameOf = ({ context }: Desk, member: string): string =>
  displayName(context.state.get(memberRows, member), member);

/** Somebody as a mention needs them. */
export const refOf = (member: MemberRef['id'], row: MemberRow | undefined): MemberRef => ({
  id: member,
  name: displayName(row, member),
  ...(row?.userid !== undefined && { userid: row.userid }),
});
