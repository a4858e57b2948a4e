import { type Community, type Group, grantsFor } from '../domain/community.ts';
import { memberId } from '../domain/ids.ts';
import type { EmulatedGroup, Emulator } from '../emulator/types.ts';

/** What the page needs to draw itself, apart from what was said. */
export interface PageState {
  readonly groups: readonly PageGroup[];
  /** Whose private chats are shown: duty staff and operators. */
  readonly staff: readonly {
    readonly userid: string;
    readonly name: string;
    readonly duty: boolean;
  }[];
  /** Who can be written to 1:1: `app/<id>` and `aibot/<id>`. */
  readonly direct: readonly { readonly via: string; readonly name: string }[];
}
export interface PageGroup {
  readonly id: string;
  readonly name: string;
  readonly kind: EmulatedGroup['kind'];
  readonly timezone: string;
  /** The name to type after @; absent where no robot hears messages. */
  readonly bot?: string;
  readonly members: readonly PageMember[];
}
export interface PageMember {
  readonly userid: string;
  readonly name: string;
  readonly nickname: string;
  readonly staff: boolean;
  readonly operator: boolean;
}

const defaultTimezone = 'Asia/Shanghai';

/** The emulated groups seen together with what the bot's configuration says about them. */
export function pageState(emulator: Pick<Emulator, 'groups'>, community: Community): PageState {
  const known = new Map<string, Group>([...community.groups.values()].map((group) => [group.id, group]));
  const groups = emulator.groups();
  const names = new Map(groups.flatMap(({ members }) => members.map(({ userid, name }) => [userid, name])));
  const duty = [...known.values()].flatMap(({ dutyStaff }) => dutyStaff);
  const onDuty = new Set(duty.map(({ id }) => id));
  const operators = community.operators.map(({ member }) => member);
  const staff = new Map([...duty, ...operators].map((member) => [member.id, member]));
  return {
    groups: groups.map((group) => pageGroup(group, known.get(group.id), community)),
    staff: [...staff.values()].map(({ id, userid = id, name }) => ({
      userid,
      name: names.get(userid) ?? name ?? userid,
      duty: onDuty.has(id),
    })),
    direct: [
      ...community.channels.apps.map(({ id }) => ({
        via: `app/${id}`,
        name: id,
      })),
      ...community.channels.aibots.map(({ id, name }) => ({
        via: `aibot/${id}`,
        name,
      })),
    ],
  };
}

function pageGroup(emulated: EmulatedGroup, group: Group | undefined, community: Community): PageGroup {
  const { id, name, kind } = emulated;
  const bot = botName(emulated, community);
  return {
    id,
    name,
    kind,
    timezone: timezoneOf(group),
    ...(bot !== undefined && { bot }),
    members: emulated.members.map(({ userid, name, nickname, staff }) => ({
      userid,
      name,
      nickname,
      staff,
      operator: grantsFor(community, memberId(userid), group).length > 0,
    })),
  };
}

function botName({ aibot, robot }: EmulatedGroup, { channels }: Community): string | undefined {
  if (aibot) return channels.aibots.find(({ id }) => id === aibot.id)?.name ?? aibot.id;
  return robot ? '机器人' : undefined;
}

export const timezoneOf = (group: Pick<Group, 'timezone'> | undefined): string =>
  group?.timezone ?? defaultTimezone;
