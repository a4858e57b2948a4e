import type { MemberRef } from '../../domain/chat.ts';

/** The id to ping somebody by, in its original spelling; undefined for who is known by name alone. */
export const pingableId = ({ userid }: MemberRef): string | undefined =>
  userid !== undefined && /^[A-Za-z0-9][A-Za-z0-9_.@-]{0,127}$/.test(userid) && userid.toLowerCase() !== 'all'
    ? userid
    : undefined;

/** What to call somebody who cannot be pinged here. Written by the member: to be neutralised. */
export const shownName = ({ name, userid, id }: MemberRef): string =>
  name ?? userid ?? id.replace(/^name:/, '');
