import type { ChatAddress, MemberRef } from '../../src/domain/chat.ts';
import { chatKey } from '../../src/domain/chat.ts';
import {
  addressOf,
  type Binding,
  type Capabilities,
  type Community,
  type Group,
  type Operator,
  type Role,
} from '../../src/domain/community.ts';
import type { DecisionContext } from '../../src/domain/context.ts';
import type { Outcome } from '../../src/domain/decision.ts';
import type { EventOf, GroupEvent } from '../../src/domain/events.ts';
import { asEventId, asGroupId, memberId } from '../../src/domain/ids.ts';
import { plainText } from '../../src/domain/message.ts';
import type { Rows, StateView, Write } from '../../src/domain/state.ts';

/** 2026-11-20 10:00 in Shanghai, a Friday. */
export const NOON = Date.UTC(2026, 10, 20, 2, 0);

export const everything: Capabilities = {
  hears: new Set(['mention', 'card', 'join', 'leave', 'group-change', 'bot-change', 'nickname']),
  says: new Set(['reply', 'text', 'markdown', 'mention', 'dm-staff', 'card']),
  confirm: 'none',
};

export const person = (userid: string, name?: string): MemberRef => ({
  id: memberId(userid),
  userid,
  ...(name !== undefined && { name }),
});

export const aibotChat = (chatId: string): ChatAddress => ({
  channel: 'aibot',
  via: 'helper',
  chatId,
  type: 'group',
});

export const groupFor = ({
  id = 'newbie-01',
  ...more
}: Partial<Omit<Group, 'id'>> & { id?: string } = {}): Group => {
  const bindings: readonly Binding[] = [{ type: 'aibot', aibot: 'helper', chatId: `wr-${id}` }];
  return {
    id: asGroupId(id),
    name: '新手训练营 1 群',
    kind: 'internal',
    tags: ['newbie'],
    timezone: 'Asia/Shanghai',
    quietHours: undefined,
    dailyLimit: undefined,
    dayStartsAt: 0,
    bindings,
    capabilities: everything,
    nicknameFormat: undefined,
    dutyStaff: [],
    ...more,
  };
};

export const operator = (
  userid: string,
  role: Exclude<Role, 'member'>,
  more: Partial<Pick<Operator, 'groups' | 'only'>> = {},
): Operator => ({ member: person(userid), role, groups: undefined, only: undefined, ...more });

/** A community of the given groups; every binding that names a chat is in the binding table. */
export const communityFor = ({
  groups = [groupFor()],
  ...more
}: Partial<Omit<Community, 'groups'>> & { groups?: readonly Group[] } = {}): Community => ({
  groups: new Map(groups.map((group) => [group.id, group])),
  chats: new Map(
    groups.flatMap((group) =>
      group.bindings.flatMap((binding) => {
        const address = addressOf(binding);
        return address ? [[chatKey(address), group.id] as const] : [];
      }),
    ),
  ),
  operators: [operator('boss', 'owner'), operator('zhangsan', 'operator')],
  channels: {
    aibots: [{ id: 'helper', name: '小群' }],
    apps: [{ id: 'community' }],
    robots: [],
    webhooks: [],
  },
  testGroup: undefined,
  language: 'zh',
  ...more,
});

export interface FakeState extends StateView {
  /** Makes writes true, as a commit would (through JSON, as a store would). */
  apply(writes: readonly Write[] | undefined): void;
  /** `rowOf('members', 'u1')`: what stands there, unparsed. */
  rowOf(collection: string, row: string): unknown;
  /** `collection/row` of everything asked for, in order. */
  readonly asked: readonly string[];
}

/** State in a map: `stateOf({ members: { u1: { firstSeen: 0 } } })`. */
export function stateOf(
  initial: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {},
): FakeState {
  const collections = new Map<string, Map<string, unknown>>();
  const asked: string[] = [];
  const collection = (name: string) => {
    const found = collections.get(name) ?? new Map<string, unknown>();
    collections.set(name, found);
    return found;
  };
  for (const [name, rows] of Object.entries(initial))
    for (const [row, value] of Object.entries(rows)) collection(name).set(row, value);
  return {
    asked,
    get<T>(rows: Rows<T>, row: string): T | undefined {
      asked.push(`${rows.collection}/${row}`);
      const value = collection(rows.collection).get(row);
      return value === undefined ? undefined : rows.schema.parse(value);
    },
    all<T>(rows: Rows<T>): ReadonlyMap<string, T> {
      asked.push(`${rows.collection}/*`);
      return new Map([...collection(rows.collection)].map(([row, value]) => [row, rows.schema.parse(value)]));
    },
    apply: (writes) => {
      for (const { collection: name, row, value } of writes ?? [])
        if (value === null) collection(name).delete(row);
        else collection(name).set(row, JSON.parse(JSON.stringify(value)));
    },
    rowOf: (name, row) => collection(name).get(row),
  };
}

export interface Situation {
  readonly community?: Community;
  /** Id of a group of the community; `null` for a chat nobody bound or a 1:1. Default: the first group. */
  readonly group?: string | null;
  readonly state?: StateView;
  readonly now?: number;
  readonly version?: string;
}

/** A context for any event. `id`, `at` and `group` are filled in. */
export function contextOf<E extends GroupEvent>(event: E, situation: Situation = {}): DecisionContext<E> {
  const community = situation.community ?? communityFor();
  const first = [...community.groups.values()][0];
  const group =
    situation.group === null
      ? undefined
      : situation.group === undefined
        ? first
        : community.groups.get(asGroupId(situation.group));
  const now = situation.now ?? event.at;
  return {
    event: group ? { ...event, group: group.id } : event,
    now,
    random: () => 0.5,
    community,
    version: situation.version ?? 'abc123abc123',
    group,
    state: situation.state ?? stateOf(),
  };
}

/** A context for a message: `contextFor({ text: '打卡', from: 'u1' })`. */
export function contextFor({
  text,
  from = 'u1',
  chat = aibotChat('wr-newbie-01'),
  id = 'msg-1',
  at,
  ...situation
}: Situation & {
  readonly text: string;
  readonly from?: string | MemberRef;
  readonly chat?: ChatAddress;
  readonly id?: string;
  /** When it was said; default: now. */
  readonly at?: number;
}): DecisionContext<EventOf<'message.received'>> {
  const now = situation.now ?? NOON;
  return contextOf(
    {
      type: 'message.received',
      id: asEventId(id),
      at: at ?? now,
      chat,
      actor: typeof from === 'string' ? person(from) : from,
      text,
      kind: 'text',
    },
    { ...situation, now },
  );
}

/** The visible answer as plain text; undefined when nothing is said. */
export const said = (outcome: Outcome | undefined): string | undefined =>
  outcome?.reply && plainText(outcome.reply);
