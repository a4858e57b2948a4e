import { randomBytes } from 'node:crypto';
import type { Clock } from '../domain/clock.ts';
import { Fault } from '../domain/fault.ts';
import type { EmulatedGroup, EmulatedMember, EmulatedPerson } from './types.ts';

export type GroupSpec = Omit<EmulatedGroup, 'members' | 'memberVersion' | 'notice'> & {
  members?: EmulatedMember[];
};
export interface Person extends EmulatedPerson {
  readonly staff: boolean;
}

/** Plain userids are case-insensitive, `wm…`/`wo…` ids are not. */
export const personKey = (userid: string): string => (isOpenId(userid) ? userid : userid.toLowerCase());
export const isOpenId = (userid: string): boolean => /^w[mo][A-Za-z0-9_-]{20,}$/.test(userid);
export const samePerson = (a: string, b: string): boolean => personKey(a) === personKey(b);
export const newMemberVersion = (): string => randomBytes(16).toString('hex');

/** Groups and people: what is so on the emulated WeCom, whoever asks. */
export type World = ReturnType<typeof createWorld>;

export function createWorld({ clock, changed }: { readonly clock: Clock; readonly changed: () => void }) {
  const groups = new Map<string, EmulatedGroup>();
  const people = new Map<string, Person>();
  const byOpenId = new Map<string, Person>();
  const byWebhook = new Map<string, EmulatedGroup>();
  const closedWebhooks = new Set<string>();
  /** How a group looked until some moment: for reads that lag behind (inbound.md §3.3). */
  const past = new Map<string, { until: number; group: EmulatedGroup }[]>();

  const addPerson = (person: EmulatedPerson) => {
    const known = people.get(personKey(person.userid));
    const full: Person = {
      ...known,
      ...person,
      staff: person.staff ?? known?.staff ?? !isOpenId(person.userid),
    };
    people.set(personKey(person.userid), full);
    if (full.openUserid !== undefined) byOpenId.set(full.openUserid, full);
  };
  const find = (wanted: (group: EmulatedGroup) => boolean) => [...groups.values()].find(wanted);

  return {
    addPerson,
    person: (userid: string) => people.get(personKey(userid)),
    byOpenId: (openUserid: string) => byOpenId.get(openUserid),
    staff: () => [...people.values()].filter(({ staff }) => staff),
    groups: () => [...groups.values()],

    addGroup(spec: GroupSpec): EmulatedGroup {
      if (groups.has(spec.id))
        throw new Fault('emulator-group-exists', `there is already a group ${spec.id}`);
      if (spec.kind === 'customer' && (spec.aibot || spec.robot || spec.webhooks.length > 0))
        throw new Fault('emulator-bad-group', `customer group ${spec.id}: WeCom lets no robot or webhook in`);
      const group: EmulatedGroup = {
        ...spec,
        members: [...(spec.members ?? [])],
        memberVersion: newMemberVersion(),
        notice: '',
      };
      groups.set(group.id, group);
      for (const webhook of group.webhooks) byWebhook.set(webhook, group);
      for (const { userid, name, staff } of group.members) addPerson({ userid, name, staff });
      if (!people.has(personKey(group.owner))) addPerson({ userid: group.owner, name: group.owner });
      changed();
      return group;
    },
    group(id: string): EmulatedGroup {
      const group = groups.get(id);
      if (!group) throw new Fault('emulator-no-such-group', `there is no group ${id}`);
      return group;
    },
    member(group: EmulatedGroup, userid: string): EmulatedMember {
      const member = group.members.find((one) => samePerson(one.userid, userid));
      if (!member) throw new Fault('emulator-not-a-member', `${userid} is not in ${group.id}`);
      return member;
    },
    byWebhook: (id: string) => byWebhook.get(id),
    webhookClosed: (id: string) => closedWebhooks.has(id),
    byAppChat: (chatId: string) => find(({ app }) => app?.chatId === chatId),
    /** A chatid of another id space, such as an aibot's. */
    isForeignChat: (chatId: string) =>
      find(({ aibot, robot }) => aibot?.chatId === chatId || robot?.chatId === chatId) !== undefined,

    /** Makes a change; whoever reads with a lag goes on seeing what was. */
    change(group: EmulatedGroup, make: (group: EmulatedGroup) => void) {
      const before = past.get(group.id) ?? [];
      before.push({ until: clock.now(), group: { ...group, members: group.members.map((m) => ({ ...m })) } });
      past.set(group.id, before.slice(-20));
      make(group);
      changed();
    },
    asSeen: (group: EmulatedGroup, lagMs: number): EmulatedGroup =>
      past.get(group.id)?.find(({ until }) => until > clock.now() - lagMs)?.group ?? group,
    dismiss(group: EmulatedGroup) {
      groups.delete(group.id);
      for (const webhook of group.webhooks) {
        byWebhook.delete(webhook);
        closedWebhooks.add(webhook);
      }
      changed();
    },
  };
}
