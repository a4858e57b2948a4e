import { localTime } from '../calendar/zone.ts';
import type { Community, Group } from '../domain/community.ts';
import type { TrailEntry } from '../domain/decision.ts';
import type { GroupEvent } from '../domain/events.ts';
import type { Said, TimelineEntry } from './timeline.ts';

const outcomes: Readonly<Record<TrailEntry['outcome'], string>> = {
  matched: '命中',
  'not-matched': '没命中',
  did: '做了',
  held: '暂缓',
  dropped: '没发',
  refused: '拒绝',
};
const ways: Readonly<Record<Said['how'], string>> = { reply: '回复', send: '发到群里', private: '私信' };

/** One line of a timeline, in the words of somebody who edits rules; undefined for what nobody would see or miss. */
export function showEntry(entry: TimelineEntry, community: Community): string | undefined {
  const where = whenAndWhere(entry, community);
  if (entry.type === 'said') {
    const to = entry.how === 'private' ? `给 ${entry.to.join('、')}` : '';
    const failed = entry.failed === undefined ? '' : `(没发出:${entry.failed})`;
    return `${where} → ${ways[entry.how]}${to}${failed}:${oneLine(entry.text)}  〔${entry.source}〕`;
  }
  const noted = entry.trail.filter(
    ({ outcome }) => outcome === 'held' || outcome === 'dropped' || outcome === 'refused',
  );
  const what = showEvent(entry.event);
  if (what === undefined && noted.length === 0) return undefined;
  return [`${where} ${what ?? '·'}`, ...noted.map((one) => `    ${showTrail(one)}`)].join('\n');
}

/** The same with every step of the decision, for a test that failed. */
export function showInFull(entry: TimelineEntry, community: Community): string[] {
  if (entry.type === 'said') return [showEntry(entry, community) ?? ''];
  const { type } = entry.event;
  const head = `${whenAndWhere(entry, community)} ${showEvent(entry.event) ?? `(${type})`}`;
  return [head, ...entry.trail.map((one) => `    ${showTrail(one)}`)];
}

const showTrail = ({ by, outcome, why }: TrailEntry): string =>
  `${by} ${outcomes[outcome]}${why === undefined ? '' : `:${oneLine(why)}`}`;

const showEvent = (event: GroupEvent): string | undefined => {
  const names = (members: readonly { readonly id: string; readonly name?: string | undefined }[]) =>
    members.map(({ id, name }) => name ?? id).join('、');
  switch (event.type) {
    case 'message.received':
      return `← ${names([event.actor])} 说:${oneLine(event.text)}`;
    case 'member.joined':
      return `← ${names(event.members)} 进群`;
    case 'member.left':
      return `← ${names(event.members)} 退群`;
    default:
      return undefined;
  }
};

const whenAndWhere = ({ at, group }: TimelineEntry, community: Community): string => {
  const known: Group | undefined = group === undefined ? undefined : community.groups.get(group);
  return `${showTime(at, known?.timezone)} ${group ?? '-'}`;
};

/** `2026-11-20 10:00` on the wall of a zone. */
export function showTime(at: number, zone = 'Asia/Shanghai'): string {
  const { date, minutes, seconds } = localTime(at, zone);
  const two = (n: number) => String(n).padStart(2, '0');
  const clock = `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  return `${date} ${clock}${seconds > 0 ? `:${two(seconds)}` : ''}`;
}

export const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ⏎ ');
