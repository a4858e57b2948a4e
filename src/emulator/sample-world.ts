import { createHash } from 'node:crypto';
import type { MemberRef } from '../domain/chat.ts';
import { type Community, type Group, selectGroups } from '../domain/community.ts';
import type { EmulatedGroup, EmulatedMember, EmulatedPerson, EmulatedWecom } from './types.ts';
import type { GroupSpec } from './world.ts';

/** Somebody to put into the sample groups: a name, and the userid staff of that name would have. */
export interface SampleName {
  readonly name: string;
  readonly userid: string;
}
export const sampleNames: readonly SampleName[] = [
  { name: '小王', userid: 'xiaowang' },
  { name: '李雷', userid: 'lilei' },
  { name: '韩梅梅', userid: 'hanmeimei' },
  { name: '陈晨', userid: 'chenchen' },
  { name: '林一', userid: 'linyi' },
  { name: '周舟', userid: 'zhouzhou' },
  { name: '吴桐', userid: 'wutong' },
  { name: '许诺', userid: 'xunuo' },
];
const staffNames: Readonly<Record<string, string>> = {
  zhangsan: '张三',
  lisi: '李四',
  wangwu: '王五',
  zhaoliu: '赵六',
};

export interface SampleWorld {
  readonly people: readonly EmulatedPerson[];
  readonly groups: readonly GroupSpec[];
}

/** The groups of a community as WeCom would have them: its staff, and four to six members each. `now` in epoch ms. */
export function worldFrom(
  community: Community,
  now: number,
  names: readonly SampleName[] = sampleNames,
): SampleWorld {
  const groups = [...community.groups.values()];
  const staff = [
    ...community.operators.map(({ member }) => member),
    ...groups.flatMap(({ dutyStaff }) => dutyStaff),
  ];
  return {
    people: distinct(staff).map((member) => ({
      userid: useridOf(member),
      name: staffName(member),
      staff: true,
    })),
    groups: groups.map((group, n) => sampleGroup(community, group, n, now, names)),
  };
}
/** Puts into an emulator what it does not have yet of a sample world: groups that are there stay as people left them. */
export function populate(
  emulator: Pick<EmulatedWecom, 'groups' | 'addPerson' | 'addGroup'>,
  world: SampleWorld,
): void {
  for (const person of world.people) emulator.addPerson(person);
  const there = new Set(emulator.groups().map(({ id }) => id));
  for (const group of world.groups) if (!there.has(group.id)) emulator.addGroup(group);
}

function sampleGroup(
  community: Community,
  group: Group,
  n: number,
  now: number,
  names: readonly SampleName[],
): GroupSpec {
  const staff = distinct([
    ...group.dutyStaff,
    ...community.operators
      .filter((one) => selectGroups(community, one.groups).includes(group))
      .map(({ member }) => member),
  ]);
  // Who is new stands last; each group begins with other people, so that they are not all alike.
  const count = Math.min(4 + (n % 3), names.length);
  const guests = Array.from({ length: count }, (_, i) => names[(n * 3 + i) % names.length]).filter(
    (one) => one !== undefined,
  );
  const customers = group.kind === 'customer';
  const members: EmulatedMember[] = [
    ...staff.map((member) => ({ userid: useridOf(member), name: staffName(member), staff: true })),
    ...guests.map(({ name, userid }) =>
      customers ? { userid: externalId(userid), name, staff: false } : { userid, name, staff: true },
    ),
  ].map((member, i, all) => ({ ...member, nickname: '', joinedAt: now - (all.length - i) * 86_400_000 }));
  return {
    id: group.id,
    name: group.name,
    kind: group.kind,
    ...placesOf(group),
    owner: members[0]?.userid ?? 'zhangsan',
    members: distinctMembers(members),
  };
}

/** What WeCom lets into each kind of group: nothing but the app into a customer group, no app into an internal one. */
function placesOf(group: Group): Pick<EmulatedGroup, 'aibot' | 'robot' | 'app' | 'webhooks'> {
  let places: Pick<EmulatedGroup, 'aibot' | 'robot' | 'app' | 'webhooks'> = { webhooks: [] };
  for (const binding of group.bindings) {
    if (binding.type === 'app') {
      if (group.kind !== 'internal') places = { app: { id: binding.app, chatId: binding.chatId }, ...places };
      continue;
    }
    if (group.kind === 'customer') continue;
    switch (binding.type) {
      case 'aibot':
        places = { aibot: { id: binding.aibot, chatId: binding.chatId }, ...places };
        break;
      case 'robot':
        places = { robot: { id: binding.robot, chatId: binding.chatId }, ...places };
        break;
      case 'webhook':
        places = { ...places, webhooks: [...places.webhooks, binding.webhook] };
        break;
      default:
        binding satisfies never;
    }
  }
  return places;
}

const useridOf = (member: MemberRef): string => member.userid ?? member.id;
const staffName = (member: MemberRef): string =>
  member.name ?? staffNames[member.id] ?? `运营 ${useridOf(member)}`;
const distinct = (members: readonly MemberRef[]): readonly MemberRef[] => [
  ...new Map(members.map((member) => [member.id, member])).values(),
];
const distinctMembers = (members: readonly EmulatedMember[]): EmulatedMember[] =>
  [
    ...new Map([...members].reverse().map((member) => [member.userid.toLowerCase(), member])).values(),
  ].reverse();
/** The `wm…` id a customer of this name always has. */
const externalId = (userid: string): string =>
  `wm${createHash('sha256').update(userid).digest('base64url').slice(0, 30)}`;
