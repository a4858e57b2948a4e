import { createHash } from 'node:crypto';
import { instantsBetween, nextAfter } from '../calendar/cron.ts';
import type { GroupId } from '../domain/ids.ts';
import { type Message, markdown, say } from '../domain/message.ts';
import type { Book } from '../features/book.ts';
import { judgeOccurrence, type Verdict } from '../features/broadcast/judge-occurrence.ts';
import { nextOccurrence, occurrencesBetween } from '../features/broadcast/occurrences.ts';
import type { Broadcast } from '../features/broadcast/schema.ts';
import type { FeatureTime } from '../features/feature.ts';

/** What a time brings: a broadcast's words, the rule that begins, or a feature's own timer. */
export type Brings =
  | { readonly type: 'broadcast'; readonly message: Message }
  | { readonly type: 'rule'; readonly rule: string }
  | { readonly type: 'timer'; readonly timer: string; readonly payload: FeatureTime['payload'] };

/** Times of one broadcast or rule in one time zone. */
export interface Planned {
  readonly schedule: string;
  /** As operators know it. */
  readonly name: string;
  readonly targets: readonly GroupId[];
  readonly brings: Brings;
  /** A schedule that nobody has planned before and that has no time to come has one at once. */
  readonly atOnce?: true;
  /** Another value after an edit: what was planned before is planned anew. */
  readonly definition: unknown;
  /** Instants in (`from`, `to`]. */
  readonly between: (from: number, to: number) => readonly number[];
  readonly next: (from: number) => number | undefined;
  /** Whether a time that has not begun yet still counts at `now`. */
  readonly judge: (instant: number, now: number) => Verdict;
}

/** One schedule per broadcast or rule and time zone: "9 o'clock" is another instant for a group elsewhere. */
export const schedulesOf = (book: Book): Planned[] => [
  ...book.broadcasts.flatMap((broadcast) =>
    byZone(book, broadcast.targets).map(([zone, targets]) => ofBroadcast(broadcast, zone, targets)),
  ),
  ...book.rules.schedules.flatMap(({ rule, cron, groups }) =>
    byZone(book, groups).map(([zone, targets]) => ofRule(rule, cron, zone, targets)),
  ),
  ...book.features.flatMap(({ times = [] }) => times.flatMap((time) => ofFeature(book, time))),
];

const ofBroadcast = (broadcast: Broadcast, zone: string, targets: readonly GroupId[]): Planned => ({
  schedule: `${broadcast.id}.${inName(zone)}`,
  name: broadcast.id,
  targets,
  brings: { type: 'broadcast', message: messageOf(broadcast) },
  definition: broadcast,
  between: (from, to) => occurrencesBetween(broadcast, zone, from, to),
  next: (from) => nextOccurrence(broadcast, zone, from),
  judge: (instant, now) => judgeOccurrence(broadcast, zone, instant, now),
});

/** So late a rule may still begin; what it would say later than that belongs to another time. */
const RULE_GRACE_MS = 30 * 60_000;

const ofRule = (rule: string, cron: string, zone: string, targets: readonly GroupId[]): Planned => ({
  // No id of a broadcast has a dot, so the names never meet.
  schedule: `rule.${rule}.${inName(zone)}`,
  name: `规则 ${rule}`,
  targets,
  brings: { type: 'rule', rule },
  definition: `${cron} ${targets.join()}`,
  between: (from, to) => instantsBetween(cron, zone, from, to),
  next: (from) => nextAfter(cron, zone, from),
  judge: (instant, now) =>
    now - instant <= RULE_GRACE_MS
      ? { run: true }
      : { run: false, why: `晚了 ${Math.round((now - instant) / 60_000)} 分钟,不再补` },
});

/** Never too late: the feature itself knows what still makes sense, and a day has to be closed however late. */
function ofFeature(book: Book, time: FeatureTime): readonly Planned[] {
  const { name, groups, timer, payload } = time;
  const brings: Brings = { type: 'timer', timer, payload };
  const judge = (): Verdict => ({ run: true });
  if ('cron' in time) {
    const { cron } = time;
    return byZone(book, groups).map(([zone, targets]) => ({
      schedule: `feature.${name}.${inName(zone)}`,
      name,
      targets,
      brings,
      definition: `${cron} ${targets.join()}`,
      between: (from, to) => instantsBetween(cron, zone, from, to),
      next: (from) => nextAfter(cron, zone, from),
      judge,
    }));
  }
  const at = time.once === 'at-once' ? undefined : time.once;
  return [
    {
      // Other groups are another schedule, so that those that are added have their time too.
      schedule: `feature.${name}.${shortHash(groups.join())}`,
      name,
      targets: groups,
      brings,
      definition: `${at} ${groups.join()}`,
      atOnce: true,
      between: (from, to) => (at !== undefined && from < at && at <= to ? [at] : []),
      next: (from) => (at !== undefined && at > from ? at : undefined),
      judge,
    },
  ];
}
const shortHash = (text: string) => createHash('sha1').update(text).digest('hex').slice(0, 12);

const byZone = ({ community }: Book, groups: readonly GroupId[]): [string, GroupId[]][] => {
  const zones = new Map<string, GroupId[]>();
  for (const id of groups) {
    const zone = community.groups.get(id)?.timezone;
    if (zone) zones.set(zone, [...(zones.get(zone) ?? []), id]);
  }
  return [...zones];
};
const inName = (zone: string) => zone.replaceAll('/', '-');
const messageOf = ({ content }: Broadcast): Message =>
  say('text' in content ? content.text : markdown(content.markdown));
