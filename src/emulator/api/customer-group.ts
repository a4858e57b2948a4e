import type { EmulatedGroup } from '../types.ts';
import { samePerson, type World } from '../world.ts';
import { accept, refuse } from './answer.ts';
import type { Endpoint } from './endpoint.ts';
import { type Fields, numberAt, stringAt, stringsAt, under } from './fields.ts';

const seconds = (ms: number) => Math.floor(ms / 1000);

/** Customer groups: list and detail (outbound.md §6.1). `lagMs`: how far reads trail the events. */
export function customerGroupEndpoints(deps: {
  readonly world: World;
  readonly lagMs: number;
}): readonly Endpoint[] {
  const { world, lagMs } = deps;

  const detail = (group: EmulatedGroup, needName: boolean) => ({
    chat_id: group.app?.chatId,
    name: group.name,
    owner: group.owner,
    create_time: seconds(Math.min(...group.members.map(({ joinedAt }) => joinedAt), Date.UTC(2100, 0))),
    notice: group.notice,
    member_version: group.memberVersion,
    admin_list: [],
    member_list: group.members.map((member) => ({
      userid: member.userid,
      type: member.staff ? 1 : 2,
      join_time: seconds(member.joinedAt),
      join_scene: member.staff ? 1 : 3,
      ...(!samePerson(member.userid, group.owner) && { invitor: { userid: group.owner } }),
      group_nickname: member.nickname,
      ...(needName && { name: member.name }),
    })),
  });
  const list = (body: Fields) => {
    const limit = numberAt(body, 'limit');
    if (limit === undefined || !Number.isInteger(limit) || limit < 1 || limit > 1000)
      return refuse(40058, 'limit exceed range [1, 1000]. Invalid input');
    const owners = stringsAt(under(body, 'owner_filter'), 'userid_list');
    if (owners && owners.length > 100) return refuse(40032, 'invalid user list size');
    const wanted = world
      .groups()
      .filter(({ kind, app }) => kind === 'customer' && app)
      .filter(({ owner }) => !owners || owners.some((userid) => samePerson(userid, owner)))
      // Every emulated owner still works here, so the filters 1–3 find nobody.
      .filter(() => (numberAt(body, 'status_filter') ?? 0) === 0);
    const start = Number(stringAt(body, 'cursor') || 0);
    if (!Number.isInteger(start) || start < 0) return refuse(40058, 'cursor invalid. Invalid input');
    const end = start + limit;
    return accept({
      group_chat_list: wanted.slice(start, end).map(({ app }) => ({ chat_id: app?.chatId, status: 0 })),
      ...(end < wanted.length && { next_cursor: String(end) }),
    });
  };

  return [
    {
      type: 'token',
      path: '/cgi-bin/externalcontact/groupchat/list',
      method: 'POST',
      handle: ({ body }) => list(body),
    },
    {
      type: 'token',
      path: '/cgi-bin/externalcontact/groupchat/get',
      method: 'POST',
      handle: ({ body }) => {
        const chatId = stringAt(body, 'chat_id');
        if (!chatId) return refuse(40063, 'chat_id is empty');
        const group = world.byAppChat(chatId);
        if (!group)
          return world.isForeignChat(chatId)
            ? refuse(90501, 'not external chat')
            : refuse(40050, 'invalid chat_id');
        if (group.kind !== 'customer') return refuse(90501, 'not external chat');
        return accept({ group_chat: detail(world.asSeen(group, lagMs), body.need_name === 1) });
      },
    },
  ];
}
