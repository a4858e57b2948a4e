import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../../domain/clock.ts';
import type { Transcript } from '../transcript.ts';
import type { TenantSettings } from '../types.ts';
import { createWindows } from '../window.ts';
import type { World } from '../world.ts';
import { accept, refuse } from './answer.ts';
import type { App, Endpoint } from './endpoint.ts';
import { bytesOf, type Fields, numberAt, stringAt, under } from './fields.ts';
import type { Media } from './media.ts';
import type { Shown } from './webhook-content.ts';

/** The start of a text that fits in `max` bytes, cut between characters. */
export function cutToBytes(text: string, max: number): string {
  if (bytesOf(text) <= max) return text;
  let used = 0;
  let end = 0;
  for (const character of text) {
    used += bytesOf(character);
    if (used > max) break;
    end += character.length;
  }
  return text.slice(0, end);
}

/** Direct messages of an app to staff (outbound.md §5.1). */
export function messageSendEndpoint(deps: {
  readonly settings: TenantSettings;
  readonly clock: Clock;
  readonly world: World;
  readonly transcript: Transcript;
  readonly media: Media;
  readonly limits: boolean;
}): Endpoint {
  const { settings, clock, world, transcript, media } = deps;
  const perMember = createWindows(deps.limits, [
    { max: 30, ms: 60_000 },
    { max: 1000, ms: 3_600_000 },
  ]);
  const repeats = new Map<string, { readonly msgid: string; readonly until: number }>();

  const check = (body: Fields): { shown: Shown } | { refusal: ReturnType<typeof refuse> } => {
    const type = stringAt(body, 'msgtype') ?? '';
    const payload = under(body, type);
    const content = stringAt(payload, 'content') ?? '';
    switch (type) {
      case 'text':
        if (content === '') return { refusal: refuse(44004, 'empty content') };
        return { shown: { format: 'text', content: cutToBytes(content, 2048), mentions: [] } };
      case 'markdown':
        if (content === '') return { refusal: refuse(44004, 'empty content') };
        if (bytesOf(content) > 2048) return { refusal: refuse(45002, 'content size out of limit') };
        return { shown: { format: 'markdown', content, mentions: [] } };
      case 'image':
      case 'voice':
      case 'video':
      case 'file':
        return media.has('corp', stringAt(payload, 'media_id'))
          ? {
              shown: {
                format: 'text',
                content: `[${type}] ${media.nameOf(stringAt(payload, 'media_id'))}`.trim(),
                mentions: [],
              },
            }
          : { refusal: refuse(40007, 'invalid media_id') };
      default:
        return { refusal: refuse(40008, 'invalid message type') };
    }
  };
  const recipients = (touser: string) => {
    const wanted = touser === '@all' ? world.staff().map(({ userid }) => userid) : touser.split('|');
    const known = wanted.filter((userid) => world.person(userid)?.staff);
    return { known, unknown: wanted.filter((userid) => !known.includes(userid)) };
  };
  const repeated = (app: App, body: Fields): string | undefined => {
    if (body.enable_duplicate_check !== 1) return undefined;
    const now = clock.now();
    for (const [key, { until }] of repeats) if (until <= now) repeats.delete(key);
    return repeats.get(digest(app, body))?.msgid;
  };

  return {
    type: 'token',
    path: '/cgi-bin/message/send',
    method: 'POST',
    handle: ({ app, body }) => {
      const agentId = numberAt(body, 'agentid');
      if (agentId === undefined || !settings.apps.some((one) => one.agentId === agentId))
        return refuse(40056, 'invalid agentid');
      if (agentId !== app.agentId)
        return refuse(301002, 'not allow operate another agent with this accesstoken');
      const touser = stringAt(body, 'touser') ?? '';
      if (touser === '') return refuse(82001, 'touser, toparty and totag all empty');
      if (touser.split('|').length > 1000) return refuse(40032, 'invalid user list size');
      const checked = check(body);
      if ('refusal' in checked) return checked.refusal;
      const { known, unknown } = recipients(touser);
      if (known.length === 0) return refuse(81013, 'user & party & tag all invalid');
      const fields = { invaliduser: unknown.join('|'), invalidparty: '', invalidtag: '', unlicenseduser: '' };
      const before = repeated(app, body);
      if (before !== undefined) return accept({ ...fields, msgid: before });
      const msgid = randomBytes(24).toString('base64url');
      if (body.enable_duplicate_check === 1) {
        const seconds = Math.min(numberAt(body, 'duplicate_check_interval') ?? 1800, 14_400);
        repeats.set(digest(app, body), { msgid, until: clock.now() + seconds * 1000 });
      }
      for (const userid of known) {
        // Over the cap it is dropped without a word.
        if (!perMember.take(`${app.id}/${userid.toLowerCase()}`, clock.now())) continue;
        const chat = `dm:${world.person(userid)?.userid ?? userid}`;
        const from = { kind: 'bot' as const, id: app.id, name: '应用' };
        transcript.add({ chat, from, channel: 'message/send', ...checked.shown });
      }
      return accept({ ...fields, msgid });
    },
  };
}

const digest = (app: App, body: Fields): string => {
  const type = stringAt(body, 'msgtype') ?? '';
  return createHash('sha1')
    .update(JSON.stringify([app.id, body.touser, type, body[type]]))
    .digest('hex');
};
