import { localTime } from '../../calendar/zone.ts';
import type { MemberRef } from '../../domain/chat.ts';
import type { Group } from '../../domain/community.ts';
import type { DecisionContext } from '../../domain/context.ts';
import { displayName, memberRows } from '../../domain/people.ts';
import type { EventKind } from '../event-kinds.ts';
import { groupSize } from '../group-size.ts';

/** Names a template may use, by the event its rule begins with: what the check compares with. */
export type Shape = { readonly [name: string]: Shape | null };

const member: Shape = { name: null, card: null, points: null, streak: null };
const always: Shape = { group: { id: null, name: null, size: null }, now: null };

/** `later`: inside `after`, when what was said is no longer known. */
export function shapeOf({ about, text }: EventKind, later: boolean): Shape {
  switch (about) {
    case 'nobody':
      return always;
    case 'member':
      return { ...always, member, ...(text && !later && { text: null }) };
    case 'members':
      return { ...always, member, newcomers: member };
    default:
      return about satisfies never;
  }
}

export interface Present {
  readonly context: DecisionContext;
  readonly group: Group;
  /** Newcomers (or leavers) the rule is about, or the one who spoke. */
  readonly members: readonly MemberRef[];
  readonly text: string | undefined;
}

/**
 * What a template sees of what it uses. Rows are read only for what it asks of people: each property is looked up when
 * it is asked for.
 */
export function viewOf({ context, group, members, text }: Present, used: ReadonlySet<string>): object {
  const view: Record<string, unknown> = {};
  const [first] = members;
  if (first && used.has('member')) view.member = memberView(context, first);
  if (used.has('newcomers')) view.newcomers = members.map((one) => memberView(context, one));
  if (used.has('group'))
    view.group = {
      id: group.id,
      name: group.name,
      get size() {
        return groupSize(context.state);
      },
    };
  if (text !== undefined && used.has('text')) view.text = text;
  if (used.has('now')) {
    const { date, minutes } = localTime(context.now, group.timezone);
    view.now = `${date} ${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
  }
  return view;
}

/** The name somebody is shown by: what they registered, else what WeCom told us now, else what it told us before. */
export const nameOf = ({ state }: DecisionContext, { id, name }: MemberRef): string => {
  const row = state.get(memberRows, id);
  return displayName({ ...(name !== undefined && { name }), ...row }, id);
};

const memberView = (context: DecisionContext, ref: MemberRef) => ({
  get name() {
    return nameOf(context, ref);
  },
  get card() {
    return context.state.get(memberRows, ref.id)?.card ?? '';
  },
  get points() {
    return context.memberFacts?.points?.(context, ref) ?? 0;
  },
  get streak() {
    return context.memberFacts?.streak?.(context, ref) ?? 0;
  },
});
const twoDigits = (n: number) => String(n).padStart(2, '0');

/** A view with every name of the shape, for trying a template out before anybody sees it. */
export const sampleView = (shape: Shape): object =>
  Object.fromEntries(
    Object.entries(shape).map(([name, inner]) => {
      if (inner === null) return [name, '示例'];
      const view = sampleView(inner);
      return [name, name === 'newcomers' ? [view, view] : view];
    }),
  );
