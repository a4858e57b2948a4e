import type { World } from '../world.ts';
import { accept, refuse } from './answer.ts';
import type { Endpoint } from './endpoint.ts';
import { stringsAt } from './fields.ts';
import type { Tokens } from './token.ts';

/** What belongs to the corp rather than to a chat: id conversion, callback addresses, temporary media. */
export const corpEndpoints = ({
  world,
  tokens,
}: {
  readonly world: World;
  readonly tokens: Tokens;
}): readonly Endpoint[] => [
  {
    // inbound.md §3.1.4: a plain userid counts as invalid.
    type: 'token',
    path: '/cgi-bin/batch/openuserid_to_userid',
    method: 'POST',
    handle: ({ body }) => {
      const wanted = stringsAt(body, 'open_userid_list');
      if (!wanted) return refuse(40035, 'invalid parameter');
      if (wanted.length > 1000) return refuse(40032, 'invalid user list size');
      const known = wanted.flatMap((open_userid) => {
        const person = world.byOpenId(open_userid);
        return person ? [{ open_userid, userid: person.userid }] : [];
      });
      const invalid = wanted.filter((id) => !world.byOpenId(id));
      return accept({ userid_list: known, invalid_open_userid_list: invalid });
    },
  },
  {
    type: 'token',
    path: '/cgi-bin/getcallbackip',
    method: 'GET',
    handle: () => accept({ ip_list: ['127.0.0.1'] }),
  },
  {
    type: 'upload',
    path: '/cgi-bin/media/upload',
    scope: (query) => {
      const allowed = tokens.check(query);
      return 'refusal' in allowed ? allowed : { scope: 'corp' };
    },
  },
];
