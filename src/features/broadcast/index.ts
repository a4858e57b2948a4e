import { cronProblem, nextAfter } from '../../calendar/cron.ts';
import { parseDuration } from '../../calendar/duration.ts';
import { quietUntil } from '../../calendar/quiet-until.ts';
import { type Community, selectGroups } from '../../domain/community.ts';
import type { DecisionContext } from '../../domain/context.ts';
import type { Outcome } from '../../domain/decision.ts';
import type { EventOf } from '../../domain/events.ts';
import { checkSelectors } from '../../rules/check-selectors.ts';
import { planUnasked } from '../../rules/plan-unasked.ts';
import { type ConfigProblem, defineFeature } from '../feature.ts';
import { type Broadcast, type BroadcastsFile, broadcastsFileSchema } from './schema.ts';

/** Scheduled posts: the schedule runner raises one `broadcast.due` per occurrence and group, this turns it into a send. */
export const broadcastFeature = defineFeature<BroadcastsFile>({
  id: 'broadcast',
  file: { name: 'broadcasts.yaml', schema: broadcastsFileSchema },
  check: checkBroadcasts,
  activate: (config, { community }) => {
    const broadcasts = new Map(broadcastsOf(config, community).map((broadcast) => [broadcast.id, broadcast]));
    return {
      id: 'broadcast',
      commands: [],
      react: (context) => {
        const { event } = context;
        if (event.type !== 'broadcast.due') return undefined;
        return post({ ...context, event }, broadcasts.get(event.broadcast));
      },
    };
  },
});

/** The broadcasts of one configuration version with their groups worked out. */
export const broadcastsOf = (config: BroadcastsFile | undefined, community: Community): Broadcast[] =>
  (config?.broadcasts ?? []).map((broadcast) => ({
    ...broadcast,
    targets: targetsOf(broadcast, community),
  }));

const targetsOf = ({ to }: BroadcastsFile['broadcasts'][number], community: Community) =>
  selectGroups(community, to === 'all' ? ['all'] : to).map(({ id }) => id);

/** `broadcast` is undefined when the file was edited after the occurrence began: it still goes out as it was. */
function post(
  context: DecisionContext<EventOf<'broadcast.due'>>,
  broadcast: Broadcast | undefined,
): Outcome | undefined {
  const { event, group, version } = context;
  const by = `broadcast:${event.broadcast}`;
  if (!group) return { trail: [{ by, outcome: 'dropped', why: '这个群已经不在配置里' }] };
  const quiet = broadcast?.quiet ?? 'send';
  if (quiet === 'skip' && quietUntil(context.now, group.quietHours, group.timezone) !== undefined) {
    return { trail: [{ by, outcome: 'dropped', why: '安静时段,quiet: skip' }] };
  }
  const origin = { source: by, event: event.id, version };
  const effect = { type: 'send' as const, group: group.id, message: event.message, origin };
  const planned = planUnasked(context, group, [{ effect, by }], {
    quiet: quiet === 'hold' ? 'hold' : 'send',
    limit: 'count',
  });
  return { ...planned, trail: [{ by, outcome: 'did' }, ...(planned.trail ?? [])] };
}

/** One message of a push channel holds this much. */
const maxBytes = 4096;

function checkBroadcasts({ broadcasts }: BroadcastsFile, community: Community): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const seen = new Set<string>();
  for (const [n, broadcast] of broadcasts.entries()) {
    const at = (...path: PropertyKey[]) => ['broadcasts', n, ...path];
    const add = (path: PropertyKey[], message: string, severity: 'error' | 'warning' = 'error') =>
      problems.push({ path: at(...path), message, severity });
    if (seen.has(broadcast.id)) add(['id'], `id「${broadcast.id}」用了两次,请换一个`);
    seen.add(broadcast.id);
    if (parseDuration(broadcast.grace) === undefined) add(['grace'], '要写成 30m 或 2h');
    if ('cron' in broadcast.schedule) {
      const { cron } = broadcast.schedule;
      const wrong = cronProblem(cron);
      if (wrong) add(['schedule', 'cron'], wrong);
      else if (nextAfter(cron, 'UTC', 0) === undefined)
        add(['schedule', 'cron'], '这个 cron 永远不会到点,请检查日期');
    }
    const [[how, words = ''] = ['text']] = Object.entries(broadcast.content);
    const bytes = Buffer.byteLength(words);
    if (bytes > maxBytes)
      add(['content', how], `内容有 ${bytes} 字节,超过一条消息的 ${maxBytes} 字节,请写短一点`);
    const to = broadcast.to === 'all' ? ['all'] : broadcast.to;
    for (const { index, severity, message, unknown } of checkSelectors(community, to))
      problems.push({ path: at('to', index), severity, message, ...(unknown && { unknown }) });
    const targets = selectGroups(community, to);
    const mute = targets.filter(({ capabilities }) => !capabilities.says.has('text'));
    const named = mute.filter(({ id }) => to.includes(id));
    const closed = named.filter(({ kind }) => kind === 'customer');
    const push = '没有能主动发消息的通道,内容会附在下一次回复后面;想准时发就绑定 webhook';
    if (closed.length > 0)
      add(
        ['to'],
        `群 ${closed.map(({ id }) => id).join('、')} 是客户群,企业微信不让机器人在里面发言,这条发不出去`,
        'warning',
      );
    else if (named.length > 0) add(['to'], `群 ${named.map(({ id }) => id).join('、')} ${push}`, 'warning');
    else if (mute.length > 0)
      add(
        ['to'],
        `${mute.length} 个群${push}(${mute
          .slice(0, 3)
          .map(({ id }) => id)
          .join('、')}…)`,
        'warning',
      );
  }
  return problems;
}
