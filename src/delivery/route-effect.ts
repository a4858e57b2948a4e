import type { Binding, Community, Group } from '../domain/community.ts';
import type { EffectOf } from '../domain/effects.ts';
import type { EventId, GroupId } from '../domain/ids.ts';
import type { Message } from '../domain/message.ts';
import type { SpokenEffect } from './deliver.ts';
import type {
  LateReplies,
  OutgoingFile,
  OutgoingText,
  Outlet,
  SendOutcome,
  StaffMessenger,
} from './ports.ts';
import { renderAppchat, renderDm, renderLateReply, renderWebhook } from './render/render.ts';
import type { Route } from './route.ts';

export interface RouteDeps {
  readonly community: () => Community;
  readonly outletOf: (binding: Binding, group: Group) => Outlet | undefined;
  readonly choose: (
    group: Group,
    needs: { readonly mention: boolean },
    outletOf: (binding: Binding) => Outlet | undefined,
  ) =>
    | { readonly type: 'outlets'; readonly outlets: readonly [Outlet, ...Outlet[]] }
    | { readonly type: 'none'; readonly reason: string };
  readonly sendPieces: (
    pieces: readonly OutgoingText[],
    send: (piece: OutgoingText) => Promise<SendOutcome>,
  ) => Promise<SendOutcome>;
  readonly staff: StaffMessenger;
  readonly late: LateReplies;
  /** Makes the file of a table; undefined when there is no such table or group any more. */
  readonly fileOf: (effect: EffectOf<'export'>) => Promise<OutgoingFile | undefined>;
  /** The one-use URL of an event, while it is kept. */
  readonly responseUrl: (event: EventId) => Promise<string | undefined>;
}

/** Staff are written to one by one at most so often: WeCom drops what is over 30 a minute without a word (§5.1). */
const STAFF_LIMITS = [{ max: 28, windowMs: 60_000 }];

/** How an effect leaves: which outlet by what the group's channels can do, rendered within that channel's limits. */
export function createRouteEffect(deps: RouteDeps): (effect: SpokenEffect) => Promise<Route> {
  const post = (group: GroupId, message: Message): Route => {
    const known = deps.community().groups.get(group);
    if (!known) return { type: 'impossible', reason: `群 ${group} 已经不在 groups.yaml 里` };
    const mention =
      message.mentionAll === true ||
      (message.mentions ?? []).length > 0 ||
      message.parts.some(({ type }) => type === 'mention');
    const choice = deps.choose(known, { mention }, (binding) => deps.outletOf(binding, known));
    if (choice.type === 'none') return { type: 'impossible', reason: choice.reason };
    const [outlet] = choice.outlets;
    const pieces = outlet.destination.startsWith('appchat/')
      ? renderAppchat(message)
      : renderWebhook(message);
    return {
      type: 'way',
      via: outlet.destination,
      limits: outlet.limits,
      requests: pieces.length,
      send: () => deps.sendPieces(pieces, outlet.send),
    };
  };

  return async (effect) => {
    switch (effect.type) {
      case 'send':
        return post(effect.group, effect.message);
      case 'dm': {
        const pieces = renderDm(effect.message);
        return {
          type: 'way',
          requests: pieces.length,
          via: staffVia(effect),
          limits: STAFF_LIMITS,
          send: () => deps.sendPieces(pieces, (piece) => deps.staff.dm(effect.app, effect.to, piece)),
        };
      }
      case 'export': {
        const file = await deps.fileOf(effect);
        if (!file) return { type: 'impossible', reason: `「${effect.table}」这张表已经没有了` };
        return {
          type: 'way',
          requests: 1,
          via: staffVia(effect),
          limits: STAFF_LIMITS,
          send: () => deps.staff.file(effect.app, effect.to, file),
        };
      }
      case 'late-reply': {
        const url = await deps.responseUrl(effect.event);
        if (url === undefined) return { type: 'impossible', reason: '回复的时限(1 小时)已过' };
        return {
          type: 'way',
          via: 'response_url',
          limits: [],
          requests: 1,
          send: () => deps.late.reply(url, renderLateReply(effect.message)),
        };
      }
      default:
        return effect satisfies never;
    }
  };
}

const staffVia = ({ app, to }: EffectOf<'dm' | 'export'>): string =>
  `staff/${app}/${to.map(({ id }) => id).join('|')}`.slice(0, 120);
