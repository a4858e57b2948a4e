import type { ChatAddress, MemberRef } from './chat.ts';
import type { GroupId, MemberId } from './ids.ts';

/** What a channel lets us hear. */
export type Hears = 'mention' | 'card' | 'join' | 'leave' | 'group-change' | 'bot-change' | 'nickname';
/** What we can say without being asked, or how an answer can look. */
export type Says = 'reply' | 'text' | 'markdown' | 'mention' | 'dm-staff' | 'card';

/** Declared by each channel driver; a group's capabilities are the union of its bindings. Data, never `if (aibot)`. */
export interface Capabilities {
  readonly hears: ReadonlySet<Hears>;
  readonly says: ReadonlySet<Says>;
  /** `owner`: WeCom sends only after the group's owner has pressed the button. */
  readonly confirm: 'none' | 'owner';
}

export type GroupKind = 'internal' | 'appchat' | 'customer';
export type Role = 'owner' | 'admin' | 'operator' | 'helper' | 'member';
/** Higher acts on lower. */
export const roleRank: Readonly<Record<Role, number>> = {
  owner: 4,
  admin: 3,
  operator: 2,
  helper: 1,
  member: 0,
};

/** One entry of a group's `channels:`. */
export type Binding =
  | { readonly type: 'aibot'; readonly aibot: string; readonly chatId: string }
  | { readonly type: 'robot'; readonly robot: string; readonly chatId: string }
  | { readonly type: 'app'; readonly app: string; readonly chatId: string }
  | { readonly type: 'webhook'; readonly webhook: string };

export interface QuietHours {
  /** Minutes after midnight, group time. `from` may be later than `to` (over midnight). */
  readonly from: number;
  readonly to: number;
}

/** A group as the rest of the program sees it: everything defaulted, capabilities worked out. */
export interface Group {
  readonly id: GroupId;
  readonly name: string;
  readonly kind: GroupKind;
  readonly tags: readonly string[];
  readonly timezone: string;
  readonly quietHours: QuietHours | undefined;
  readonly dailyLimit: number | undefined;
  /** Minutes after midnight at which the group's logical day begins. */
  readonly dayStartsAt: number;
  readonly bindings: readonly Binding[];
  readonly capabilities: Capabilities;
  readonly nicknameFormat: string | undefined;
  readonly dutyStaff: readonly MemberRef[];
  /** Whether the first @ of somebody unknown counts as a join. Absent means no. */
  readonly greetOnFirstMention?: boolean;
}

/** A grant from `groups.yaml`. `groups` selects where (see `selectGroups`), `only` limits to single powers. */
export interface Operator {
  readonly member: MemberRef;
  readonly role: Exclude<Role, 'member'>;
  readonly groups: readonly string[] | undefined;
  readonly only: readonly string[] | undefined;
}

/** Names of everything `wecom.yaml` declares: what the pure middle may know of the channels (no secrets). */
export interface Channels {
  readonly aibots: readonly { readonly id: string; readonly name: string }[];
  readonly apps: readonly { readonly id: string }[];
  readonly robots: readonly { readonly id: string }[];
  readonly webhooks: readonly { readonly id: string }[];
}

/** Days off and moved workdays that operators added to the legal calendar, as `YYYY-MM-DD`. */
export interface OwnDays {
  readonly holidays: ReadonlySet<string>;
  readonly workdays: ReadonlySet<string>;
  /** Years they speak for. */
  readonly years: ReadonlySet<number>;
}

/** Groups, people and channels: one immutable value per configuration version. */
export interface Community {
  readonly groups: ReadonlyMap<GroupId, Group>;
  /** `chatKey(address)` → group, for chats bound in YAML. */
  readonly chats: ReadonlyMap<string, GroupId>;
  readonly operators: readonly Operator[];
  readonly channels: Channels;
  readonly testGroup: GroupId | undefined;
  readonly language: 'zh' | 'en';
  /** From `holidays.yaml`. */
  readonly ownDays?: OwnDays;
}

/** `newbie-*`, `tag:beijing`, `newbie-01`, `all`; `!x` takes away. Absent selects every group. */
export function selectGroups(community: Community, selectors: readonly string[] | undefined): Group[] {
  const groups = [...community.groups.values()];
  if (!selectors) return groups;
  const matches = (selector: string) => {
    if (selector === 'all') return () => true;
    if (selector.startsWith('tag:')) return (group: Group) => group.tags.includes(selector.slice(4));
    const glob = new RegExp(`^${selector.split('*').map(escapeRegex).join('.*')}$`);
    return (group: Group) => glob.test(group.id);
  };
  const wanted = selectors.filter((s) => !s.startsWith('!')).map(matches);
  const unwanted = selectors.filter((s) => s.startsWith('!')).map((s) => matches(s.slice(1)));
  return groups.filter(
    (group) => (wanted.length === 0 || wanted.some((m) => m(group))) && !unwanted.some((m) => m(group)),
  );
}
const escapeRegex = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The strongest role somebody has in a group (or, without a group, everywhere), and any single-power limits. */
export function grantsFor(
  community: Community,
  member: MemberId,
  group: Group | undefined,
): readonly Operator[] {
  return community.operators.filter((operator) => {
    if (operator.member.id !== member) return false;
    if (!operator.groups) return true;
    return group !== undefined && selectGroups(community, operator.groups).some(({ id }) => id === group.id);
  });
}

export const isStaff = (community: Community, group: Group, member: MemberId): boolean =>
  group.dutyStaff.some(({ id }) => id === member) || grantsFor(community, member, group).length > 0;

/**
 * Whom members @ in a group, for what is posted by somebody else: a message push has a name and a face of its own, so
 * its 我 is not the robot that listens. 我 where it is not known.
 */
export function listenerIn({ channels: { aibots } }: Community, { bindings }: Group): string {
  const bound = bindings.find((binding) => binding.type === 'aibot');
  const [only, other] = bound ? aibots.filter(({ id }) => id === bound.aibot) : aibots;
  return only && !other ? only.name : '我';
}

/** The addresses a group listens on, in channel id spaces. */
export const addressOf = (binding: Binding): ChatAddress | undefined => {
  switch (binding.type) {
    case 'aibot':
      return {
        channel: 'aibot',
        via: binding.aibot,
        chatId: binding.chatId,
        type: 'group',
      };
    case 'robot':
      return {
        channel: 'robot',
        via: binding.robot,
        chatId: binding.chatId,
        type: 'group',
      };
    case 'app':
      return {
        channel: 'app',
        via: binding.app,
        chatId: binding.chatId,
        type: 'group',
      };
    case 'webhook':
      return undefined;
    default:
      return binding satisfies never;
  }
};
