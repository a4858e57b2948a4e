import { addDays, type DateString } from '../../calendar/dates.ts';
import { logicalDay } from '../../calendar/logical-day.ts';
import { spanOf } from '../../calendar/windows.ts';
import type { CommandContext } from '../../commands/command.ts';
import { comparable } from '../../commands/spelling.ts';
import type { Group } from '../../domain/community.ts';
import type { Outcome } from '../../domain/decision.ts';
import { lines } from '../../domain/message.ts';
import { put } from '../../domain/state.ts';
import { askConfirm } from '../confirm/ask-confirm.ts';
import { type Campaign, campaignDataSchema, nextSpan, windowsOf } from './campaign.ts';
import { type Plan, parsePlan } from './parse-plan.ts';
import { byTitle } from './pick.ts';
import { CAMPAIGNS_MAX, campaignRows, INDEX } from './rows.ts';
import { planParts, showSpan } from './show-campaign.ts';
import { texts } from './texts.ts';

export const planSchema = campaignDataSchema.omit({ key: true });

/** `/打卡 新建 …`: echoes what was understood and waits for 确认. */
export function planCampaign(
  context: CommandContext,
  group: Group,
  running: readonly Campaign[],
  typed: string,
): Outcome {
  const { at } = context.event;
  const today = logicalDay(at, group.timezone, group.dayStartsAt);
  const read = parsePlan(typed, today);
  if (!read.ok) {
    switch (read.reason) {
      case 'no-title':
        return { reply: texts.planTitle };
      case 'long-title':
        return { reply: texts.planLong };
      case 'unknown':
        return { reply: texts.planUnknown(read.field) };
      default:
        return read.reason satisfies never;
    }
  }
  // A campaign whose window has shut for today begins tomorrow, so that nobody starts with a missed day.
  const tomorrow = isOver(read.plan, today, at, group) ? parsePlan(typed, addDays(today, 1)) : read;
  const plan = tomorrow.ok ? tomorrow.plan : read.plan;
  if (running.some(({ title }) => comparable(title) === comparable(plan.title)))
    return { reply: texts.sameTitle(plan.title) };
  return askConfirm(
    context,
    'checkin.new',
    plan,
    texts.planEcho(plan.title, planParts({ ...plan, key: '' })),
  );
}
const isOver = (plan: Plan, today: DateString, at: number, group: Group) =>
  plan.start === today &&
  windowsOf({ ...plan, key: '' }, group).every((window, n) => spanOf(window, n, today, group).closes <= at);

export function startCampaign(
  { event, state }: CommandContext,
  group: Group,
  running: readonly Campaign[],
  plan: Plan,
): Outcome {
  const rows = state.get(campaignRows, INDEX) ?? { last: 0, list: [] };
  const today = logicalDay(event.at, group.timezone, group.dayStartsAt);
  if (running.some(({ title }) => comparable(title) === comparable(plan.title)))
    return { reply: texts.sameTitle(plan.title) };
  // Those that ended longest ago make room; their records stay.
  const ended = rows.list.filter(({ end }) => end !== undefined && end < today);
  const kept =
    rows.list.length < CAMPAIGNS_MAX ? rows.list : rows.list.filter((campaign) => campaign !== ended[0]);
  if (kept.length >= CAMPAIGNS_MAX) return { reply: texts.tooMany };
  const campaign = { ...plan, key: `~${rows.last + 1}`, opener: event.actor };
  const next = nextSpan(campaign, today, event.at, group);
  return {
    reply: texts.opened(plan.title, next && showSpan(campaign, next, today, group)),
    writes: [put(campaignRows, INDEX, { last: rows.last + 1, list: [...kept, campaign] })],
  };
}

/** `/打卡 结束 晨读`: only those made in the chat; a file is changed in the file. */
export function planEnd(context: CommandContext, running: readonly Campaign[], typed: string): Outcome {
  const named = typed === '' ? undefined : byTitle(running, typed)?.campaign;
  const [only, other] = running;
  const campaign = named ?? (typed === '' && only && !other ? only : undefined);
  if (!campaign) {
    if (running.length === 0) return { reply: texts.none };
    return { reply: lines(typed === '' ? undefined : texts.noSuch(typed), texts.help) };
  }
  if (!campaign.key.startsWith('~')) return { reply: texts.fromFile(campaign.title) };
  return askConfirm(context, 'checkin.end', { key: campaign.key }, texts.endEcho(campaign.title));
}
export function endCampaign({ event, state }: CommandContext, group: Group, key: string): Outcome {
  const rows = state.get(campaignRows, INDEX);
  const campaign = rows?.list.find((other) => other.key === key);
  if (!rows || !campaign) return { reply: texts.none };
  const end = addDays(logicalDay(event.at, group.timezone, group.dayStartsAt), -1);
  const list = rows.list.map((other) => (other.key === key ? { ...other, end } : other));
  return { reply: texts.endedNow(campaign.title), writes: [put(campaignRows, INDEX, { ...rows, list })] };
}
