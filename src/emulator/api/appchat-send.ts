import type { Clock } from '../../domain/clock.ts';
import type { Transcript } from '../transcript.ts';
import { createWindows } from '../window.ts';
import { personKey, type World } from '../world.ts';
import { type Answer, accept, refuse } from './answer.ts';
import { ownChat } from './appchat.ts';
import type { Endpoint } from './endpoint.ts';
import { bytesOf, type Fields, stringAt, under } from './fields.ts';
import type { Media } from './media.ts';
import { mentionsIn, mentionsInline } from './mentions.ts';
import type { Shown } from './webhook-content.ts';

/** Posts into an app's own group (outbound.md §4). No message id comes back. */
export function appchatSendEndpoint(deps: {
  readonly clock: Clock;
  readonly world: World;
  readonly transcript: Transcript;
  readonly media: Media;
  readonly limits: boolean;
}): Endpoint {
  const { clock, world, transcript, media } = deps;
  const perCorp = createWindows(deps.limits, [{ max: 20_000, ms: 60_000 }]);
  const perMember = createWindows(deps.limits, [
    { max: 200, ms: 60_000 },
    { max: 10_000, ms: 86_400_000 },
  ]);

  const check = (body: Fields): { shown: Shown } | { refusal: Answer } => {
    const type = stringAt(body, 'msgtype') ?? '';
    const payload = under(body, type);
    const content = stringAt(payload, 'content') ?? '';
    switch (type) {
      case 'text':
      case 'markdown': {
        if (content === '') return { refusal: refuse(44004, 'empty content') };
        if (bytesOf(content) > 2048) return { refusal: refuse(45002, 'content size out of limit') };
        const mentions = type === 'text' ? mentionsIn(payload, content) : mentionsInline(content);
        return { shown: { format: type, content, mentions } };
      }
      case 'image':
      case 'voice':
      case 'video':
      case 'file':
        return media.has('corp', stringAt(payload, 'media_id'))
          ? { shown: { format: 'text', content: `[${type}]`, mentions: [] } }
          : { refusal: refuse(40007, 'invalid media_id') };
      default:
        return { refusal: refuse(40008, 'invalid message type') };
    }
  };

  return {
    type: 'token',
    path: '/cgi-bin/appchat/send',
    method: 'POST',
    handle: ({ app, body }) => {
      const found = ownChat(world, app, stringAt(body, 'chatid'));
      if ('refusal' in found) return found.refusal;
      const checked = check(body);
      if ('refusal' in checked) return checked.refusal;
      const now = clock.now();
      const { group } = found;
      if (!perCorp.take('corp', now, group.members.length)) return refuse(45009, 'api freq out of limit');
      const missedBy = group.members
        .map(({ userid }) => userid)
        .filter((userid) => !perMember.take(`${app.id}/${personKey(userid)}`, now));
      transcript.add({
        chat: group.id,
        from: { kind: 'bot', id: app.id, name: '应用' },
        channel: 'appchat',
        ...checked.shown,
        ...(missedBy.length > 0 && { missedBy }),
      });
      return accept();
    },
  };
}
