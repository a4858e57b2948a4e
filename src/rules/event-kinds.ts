import type { Hears } from '../domain/community.ts';
import type { GroupEvent } from '../domain/events.ts';

export type FieldType = 'text' | 'number' | 'truth';
export type FieldValue = string | number | boolean;

/** What rules may know of an event. Features declare the same for the events they raise. */
export interface EventKind {
  /** `members`: several at once, judged one by one. */
  readonly about: 'nobody' | 'member' | 'members';
  /** What `event.<name>` can be compared with. */
  readonly fields: Readonly<Record<string, FieldType>>;
  /** What a group must hear for it, one of these is enough; absent: it reaches every group. */
  readonly hears?: readonly Hears[];
  /** It brings words, for `text.*` and `{{ text }}`. */
  readonly text?: true;
  /** Somebody waits for an answer. */
  readonly reply?: true;
}
export type EventKinds = Readonly<Record<string, EventKind>>;

const groupChange = { about: 'nobody', fields: {}, hears: ['group-change'] } as const;

/** Events that are there whatever features there are, by their name in `on:`. */
export const coreEvents = {
  'message.received': {
    about: 'member',
    fields: { kind: 'text', quote: 'text' },
    hears: ['mention'],
    text: true,
    reply: true,
  },
  'command.unknown': {
    about: 'member',
    fields: { typed: 'text' },
    hears: ['mention'],
    text: true,
    reply: true,
  },
  // `/迎新` makes joins known wherever messages are heard.
  'member.joined': { about: 'members', fields: { scene: 'text' }, hears: ['join', 'mention'] },
  'member.left': { about: 'members', fields: { scene: 'text' }, hears: ['leave'] },
  'member.renamed': { about: 'member', fields: { from: 'text', to: 'text' }, hears: ['nickname'] },
  'card.clicked': {
    about: 'member',
    fields: { key: 'text', cardType: 'text', taskId: 'text' },
    hears: ['card'],
    reply: true,
  },
  'feedback.given': {
    about: 'member',
    fields: { verdict: 'text', content: 'text' },
    hears: ['mention'],
  },
  'chat.entered': { about: 'member', fields: {}, hears: ['mention'] },
  'group.created': groupChange,
  'group.renamed': groupChange,
  'group.owner-changed': groupChange,
  'group.notice-changed': groupChange,
  'group.dismissed': groupChange,
  'bot.added': { about: 'member', fields: {}, hears: ['bot-change'] },
  'bot.removed': { about: 'member', fields: {}, hears: ['bot-change'] },
  /** A time of the rule's own `schedule:`. */
  schedule: { about: 'nobody', fields: {} },
} as const satisfies EventKinds;

/** An event that a rule raised with `emit:`; about whomever that rule was about, if anybody. */
const emitted: EventKind = { about: 'member', fields: {} };

/** `more`: the events of features. */
export const createKindOf = (more: EventKinds): ((on: string) => EventKind) => {
  const kinds = new Map<string, EventKind>(Object.entries({ ...more, ...coreEvents }));
  return (on) => kinds.get(on) ?? emitted;
};

/** The name under which rules know an event; undefined for what rules cannot begin with. */
export const nameOfEvent = (event: GroupEvent): string | undefined => {
  if (event.type === 'feature.event') return event.name;
  if (event.type === 'schedule.due') return 'schedule';
  return Object.hasOwn(coreEvents, event.type) ? event.type : undefined;
};

/** What was said, as it was typed; empty where an event has no words. */
export const textOfEvent = (event: GroupEvent): string =>
  event.type === 'message.received' || event.type === 'command.unknown' ? event.text : '';

/** The value of `event.<field>`; undefined when this event has none. */
export function fieldOf(event: GroupEvent, field: string): FieldValue | undefined {
  if (event.type === 'feature.event') return event.fields[field];
  const value: unknown = Object.hasOwn(event, field) ? Reflect.get(event, field) : undefined;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : undefined;
}
