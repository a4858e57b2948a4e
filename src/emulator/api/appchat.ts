import { randomBytes } from 'node:crypto';
import type { Clock } from '../../domain/clock.ts';
import type { EmulatedGroup } from '../types.ts';
import { createWindows } from '../window.ts';
import { samePerson, type World } from '../world.ts';
import { type Answer, accept, refuse } from './answer.ts';
import type { App, Endpoint } from './endpoint.ts';
import { stringAt, stringsAt } from './fields.ts';

/** Finds the app's own group, or says why not (outbound.md §4). */
export function ownChat(
  world: World,
  app: App,
  chatId: string | undefined,
): { readonly group: EmulatedGroup } | { readonly refusal: Answer } {
  if (!chatId) return { refusal: refuse(86201, 'chatid missing') };
  const group = world.byAppChat(chatId);
  if (!group)
    return {
      refusal: world.isForeignChat(chatId)
        ? refuse(86008, 'chat not created by this app')
        : refuse(86003, 'chat not exist'),
    };
  return group.kind === 'appchat' && group.app?.id === app.id
    ? { group }
    : { refusal: refuse(86008, 'chat not created by this app') };
}

/** Groups an app makes: create, update, get. Changes made here cause no callback. */
export function appchatEndpoints(deps: {
  readonly clock: Clock;
  readonly world: World;
  readonly limits: boolean;
}): readonly Endpoint[] {
  const { clock, world } = deps;
  const creations = createWindows(deps.limits, [{ max: 1000, ms: 86_400_000 }]);
  const changes = createWindows(deps.limits, [{ max: 1000, ms: 3_600_000 }]);
  const memberOf = (userid: string) => ({
    userid,
    name: world.person(userid)?.name ?? userid,
    nickname: '',
    staff: true,
    joinedAt: clock.now(),
  });
  const isStranger = (userid: string) => !world.person(userid)?.staff;
  const nameOf = (name: string | undefined) => [...(name ?? '')].slice(0, 50).join('');

  return [
    {
      type: 'token',
      path: '/cgi-bin/appchat/create',
      method: 'POST',
      handle: ({ app, body }) => {
        const users = stringsAt(body, 'userlist');
        const chatId = stringAt(body, 'chatid') ?? randomBytes(16).toString('hex');
        const owner = stringAt(body, 'owner') ?? users?.[0];
        if (!/^[0-9A-Za-z]{1,32}$/.test(chatId)) return refuse(86001, 'invalid chatid');
        if (!users || users.length < 2 || users.length > 2000 || owner === undefined)
          return refuse(86006, 'invalid chat member count');
        if (users.some(isStranger)) return refuse(86007, 'invalid chat member');
        if (!users.some((userid) => samePerson(userid, owner))) return refuse(86207, 'owner not in userlist');
        if (world.byAppChat(chatId)) return refuse(86215, 'chatid exist');
        if (!creations.take('corp', clock.now())) return refuse(45009, 'api freq out of limit');
        world.addGroup({
          id: chatId,
          name: nameOf(stringAt(body, 'name')) || '群聊',
          kind: 'appchat',
          app: { id: app.id, chatId },
          webhooks: [],
          owner,
          members: users.map(memberOf),
        });
        return accept({ chatid: chatId });
      },
    },
    {
      type: 'token',
      path: '/cgi-bin/appchat/update',
      method: 'POST',
      handle: ({ app, body }) => {
        const found = ownChat(world, app, stringAt(body, 'chatid'));
        if ('refusal' in found) return found.refusal;
        const { group } = found;
        const added = stringsAt(body, 'add_user_list') ?? [];
        const removed = stringsAt(body, 'del_user_list') ?? [];
        if (added.some(isStranger)) return refuse(86007, 'invalid chat member');
        const staying = group.members.filter((one) => !removed.some((gone) => samePerson(gone, one.userid)));
        const coming = added.filter((userid) => !staying.some((one) => samePerson(one.userid, userid)));
        const members = [...staying, ...coming.map(memberOf)];
        const owner = stringAt(body, 'owner') ?? group.owner;
        if (members.length < 2 || members.length > 2000) return refuse(86006, 'invalid chat member count');
        if (!members.some((one) => samePerson(one.userid, owner)))
          return refuse(86207, 'owner not in userlist');
        if (!changes.take('corp', clock.now())) return refuse(45009, 'api freq out of limit');
        world.change(group, (changing) => {
          changing.members = members;
          changing.owner = owner;
          changing.name = nameOf(stringAt(body, 'name')) || changing.name;
        });
        return accept();
      },
    },
    {
      type: 'token',
      path: '/cgi-bin/appchat/get',
      method: 'GET',
      handle: ({ app, query }) => {
        const found = ownChat(world, app, query.get('chatid') ?? undefined);
        if ('refusal' in found) return found.refusal;
        const { group } = found;
        const userlist = group.members.map(({ userid }) => userid);
        const chat = { chatid: group.app?.chatId, name: group.name, owner: group.owner, userlist };
        return accept({ chat_info: chat });
      },
    },
  ];
}
