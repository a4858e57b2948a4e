import type { CommandContext } from '../../commands/command.ts';
import type { Binding, Community, Group } from '../../domain/community.ts';
import type { Outcome } from '../../domain/decision.ts';
import type { LiveStatus } from '../../domain/live-status.ts';
import { lines, type Message } from '../../domain/message.ts';
import { postsToday } from '../../rules/plan-unasked.ts';
import { shorten } from '../../text/graphemes.ts';
import type { StatusTexts } from './texts.ts';

const ERRORS_AT_MOST = 2;

/** `/状态`: what this group can and cannot do and why, and how the bot is doing. At most a dozen lines. */
export function status(context: CommandContext, live: LiveStatus, texts: StatusTexts): Outcome {
  const { community, group, event, version } = context;
  const here = group
    ? aboutGroup(context, group, texts)
    : [event.chat?.type === 'single' ? texts.everywhere(community.groups.size) : texts.unbound];
  const running = texts.running(version, live.queueDepth, withoutDetails(live.redis));
  return { reply: lines(...here, running, ...files(live, texts), ...errors(context, live, texts)) };
}

function aboutGroup(
  { community, state, now }: CommandContext,
  group: Group,
  texts: StatusTexts,
): (Message | undefined)[] {
  // The command was heard and will be answered here, also where the chat is bound by /绑定 and not in groups.yaml.
  const hears = new Set([...group.capabilities.hears, 'mention' as const]);
  const says = new Set([...group.capabilities.says, 'reply' as const]);
  const { quietHours, dailyLimit, kind } = group;
  const quiet = quietHours && `${clock(quietHours.from)}-${clock(quietHours.to)}`;
  return [
    texts.group(group),
    texts.channels(group.bindings.map((binding) => nameOf(community, binding))),
    texts.hears(hears),
    texts.deaf(kind, hears),
    texts.says(kind, says),
    // Posts are counted only where there is a limit.
    dailyLimit === undefined
      ? texts.unlimited(quiet)
      : texts.budget(postsToday(state, group, now), dailyLimit, quiet),
  ];
}

/** Only what is out of the ordinary. */
const files = ({ configuration }: LiveStatus, texts: StatusTexts): (Message | undefined)[] => [
  configuration && configuration.problems.length > 0 ? texts.wrongFiles(configuration.problems) : undefined,
  configuration?.source === 'rolled-back' ? texts.rolledBack : undefined,
  configuration?.needsRestart ? texts.needsRestart : undefined,
];

function errors(
  { group, now }: CommandContext,
  { recentErrors, configuration }: LiveStatus,
  texts: StatusTexts,
): Message[] {
  const mended = configuration?.problems.length === 0;
  const relevant = recentErrors.filter(
    ({ group: where, about }) =>
      (where === undefined || where === group?.id) && !(mended && about === 'files'),
  );
  if (relevant.length === 0) return [texts.noErrors];
  return relevant
    .slice(0, ERRORS_AT_MOST)
    .map(({ at, text }) => texts.error(ago(now - at), shorten(text.replace(/\s+/g, ' '), 80)));
}

function nameOf({ channels }: Community, binding: Binding): string {
  switch (binding.type) {
    case 'aibot':
      return `智能机器人 ${channels.aibots.find(({ id }) => id === binding.aibot)?.name ?? binding.aibot}`;
    case 'robot':
      return `群机器人 ${binding.robot}`;
    case 'app':
      return `应用 ${binding.app}`;
    case 'webhook':
      return `消息推送 ${binding.webhook}`;
    default:
      return binding satisfies never;
  }
}

/** Paths and persistence are for the log and `/ops/status`, not for a group to read. */
const withoutDetails = (redis: string) => redis.replace(/[(（].*$/s, '').trim();

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

function ago(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return '刚刚';
  if (minutes < 60) return `${minutes} 分钟前`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} 小时前` : `${Math.floor(minutes / 1_440)} 天前`;
}
