import { addDays, type DateString, dayNumber } from '../../calendar/dates.ts';
import { spanOf } from '../../calendar/windows.ts';
import type { CommandContext } from '../../commands/command.ts';
import { comparable } from '../../commands/spelling.ts';
import type { Outcome } from '../../domain/decision.ts';
import { lines } from '../../domain/message.ts';
import { put } from '../../domain/state.ts';
import { askConfirm } from '../confirm/ask-confirm.ts';
import { nextSpan, todayAt, type Where, windowsOf } from './asked-days.ts';
import { armAll } from './at-moment.ts';
import { type Campaign, campaignDataSchema } from './campaign.ts';
import { withCheckinCard } from './card.ts';
import type { Desk } from './desk.ts';
import { type Plan, parsePlan } from './parse-plan.ts';
import { byTitle } from './pick.ts';
import { CAMPAIGNS_MAX, campaignRows, FOREVER, INDEX, metaRows } from './rows.ts';
import { planParts, showSpan } from './show-campaign.ts';
import { texts } from './texts.ts';
import { within } from './view.ts';

export const planSchema = campaignDataSchema.omit({ key: true });

/** `/打卡 新建 …`: echoes what was understood and waits for 确认. */
export function planCampaign(context: CommandContext, { at, where, running }: Desk, typed: string): Outcome {
  const today = todayAt(at, where);
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
  const tomorrow = isOver(read.plan, today, at, where) ? parsePlan(typed, addDays(today, 1)) : read;
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
const isOver = (plan: Plan, today: DateString, at: number, where: Where) =>
  plan.start === today &&
  windowsOf(plan, where).every((window, n) => spanOf(window, n, today, where).closes <= at);

export function startCampaign({ event, state }: CommandContext, desk: Desk, plan: Plan): Outcome {
  const { running, where } = desk;
  const rows = state.get(campaignRows, INDEX) ?? { last: 0, list: [] };
  const today = todayAt(event.at, where);
  if (running.some(({ title }) => comparable(title) === comparable(plan.title)))
    return { reply: texts.sameTitle(plan.title) };
  // Those that ended longest ago make room; their records stay.
  const ended = rows.list.filter(({ end }) => end !== undefined && end < today);
  const kept =
    rows.list.length < CAMPAIGNS_MAX ? rows.list : rows.list.filter((campaign) => campaign !== ended[0]);
  if (kept.length >= CAMPAIGNS_MAX) return { reply: texts.tooMany };
  const campaign = { ...plan, key: `~${rows.last + 1}`, opener: event.actor };
  const next = nextSpan(campaign, today, event.at, where);
  const opened = texts.opened(plan.title, next && showSpan(campaign, next, today, where));
  return {
    reply: withCheckinCard(desk, campaign, opened),
    writes: [put(campaignRows, INDEX, { last: rows.last + 1, list: [...kept, campaign] })],
    effects: armAll(desk, campaign),
  };
}

/** The running campaign an operator names, or the only one. */
export function namedCampaign(
  running: readonly Campaign[],
  typed: string,
  verb: string,
): { readonly campaign: Campaign } | { readonly problem: Outcome } {
  const named = typed === '' ? undefined : byTitle(running, typed)?.campaign;
  const [only, other] = running;
  const campaign = named ?? (typed === '' && only && !other ? only : undefined);
  if (campaign) return { campaign };
  if (running.length === 0) return { problem: { reply: texts.none } };
  const which = texts.whichOf(
    running.map(({ title }) => title),
    verb,
    '',
  );
  return { problem: { reply: typed === '' ? which : lines(texts.noSuch(typed), which) } };
}

/** `/打卡 结束 晨读`: only those made in the chat; a file is changed in the file. */
export function planEnd(context: CommandContext, { running }: Desk, typed: string): Outcome {
  const found = namedCampaign(running, typed, '结束');
  if ('problem' in found) return found.problem;
  const { campaign } = found;
  const own = context.state.get(campaignRows, INDEX)?.list.some(({ key }) => key === campaign.key);
  if (!own) return { reply: texts.fromFile(campaign.title) };
  return askConfirm(context, 'checkin.end', { key: campaign.key }, texts.endEcho(campaign.title));
}
export function endCampaign({ event, state }: CommandContext, { where }: Desk, key: string): Outcome {
  const rows = state.get(campaignRows, INDEX);
  const campaign = rows?.list.find((other) => other.key === key);
  if (!rows || !campaign) return { reply: texts.none };
  const end = addDays(todayAt(event.at, where), -1);
  const list = rows.list.map((other) => (other.key === key ? { ...other, end } : other));
  return { reply: texts.endedNow(campaign.title), writes: [put(campaignRows, INDEX, { ...rows, list })] };
}

/** `/打卡 暂停`: from today on nobody is asked, until `/打卡 恢复`. Days on which it rests neither count nor break. */
export function pauseCampaign(desk: Desk, campaign: Campaign): Outcome {
  const { meta, today } = desk.view(campaign);
  const day = dayNumber(today);
  if (within(meta.pz, day)) return { reply: texts.campaignPausedAlready(campaign.title) };
  const pz = [...(meta.pz ?? []), [day, FOREVER] satisfies [number, number]];
  return {
    reply: texts.campaignPausedNow(campaign.title),
    writes: [put(metaRows, campaign.key, { ...meta, pz })],
  };
}
export function resumeCampaign(desk: Desk, campaign: Campaign): Outcome {
  const { meta, today } = desk.view(campaign);
  const day = dayNumber(today);
  if (!within(meta.pz, day)) return { reply: texts.campaignNotPaused(campaign.title) };
  const pz = (meta.pz ?? []).flatMap(([from, to]): [number, number][] =>
    to < day ? [[from, to]] : from < day ? [[from, day - 1]] : [],
  );
  const { pz: _, ...rest } = meta;
  return {
    reply: texts.campaignResumed(campaign.title),
    writes: [put(metaRows, campaign.key, { ...rest, ...(pz.length > 0 && { pz }) })],
  };
}
