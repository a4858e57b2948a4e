import { dateOfDay, dayNumber } from '../../calendar/dates.ts';
import { listenerIn } from '../../domain/community.ts';
import type { Outcome } from '../../domain/decision.ts';
import { put } from '../../domain/state.ts';
import { nextSpan, openSpan } from './asked-days.ts';
import { armAll } from './at-moment.ts';
import type { Campaign } from './campaign.ts';
import { withCheckinCard } from './card.ts';
import type { Desk } from './desk.ts';
import { CAMPAIGNS_MAX, campaignRows, INDEX } from './rows.ts';
import { showHours, showSpan } from './show-campaign.ts';

const by = 'action:open-checkin';

/**
 * `open-checkin: morning`: tells the group that it can check in. In a group the file does not name, the campaign opens
 * here, from today on and for as many days as the file gives it.
 */
export function openCheckin(desk: Desk, campaign: Campaign): Outcome {
  const { context, group, running } = desk;
  const here = running.find(({ key }) => key === campaign.key);
  if (here) return { ...announce(desk, here), trail: [{ by, outcome: 'did', why: here.title }] };
  const rows = context.state.get(campaignRows, INDEX) ?? { last: 0, list: [] };
  const others = rows.list.filter(({ key }) => key !== campaign.key);
  if (others.length >= CAMPAIGNS_MAX)
    return { trail: [{ by, outcome: 'refused', why: `${group.name} 的打卡已经很多了` }] };
  const opened = fromToday(desk, campaign);
  const said = announce(desk, opened);
  return {
    writes: [put(campaignRows, INDEX, { ...rows, list: [...others, opened] })],
    effects: [...(said.effects ?? []), ...armAll(desk, opened)],
    trail: [{ by, outcome: 'did', why: opened.title }],
  };
}

/** As long as in the file, counted from today. */
const fromToday = (desk: Desk, campaign: Campaign): Campaign => {
  const { start, end, ...rest } = campaign;
  const { today } = desk.view(campaign);
  const length = start !== undefined && end !== undefined ? dayNumber(end) - dayNumber(start) : undefined;
  return {
    ...rest,
    start: today,
    ...(length !== undefined && { end: dateOfDay(dayNumber(today) + length) }),
  };
};

function announce(desk: Desk, campaign: Campaign): Outcome {
  const { at, context, group, texts, where, view } = desk;
  const { today } = view(campaign);
  const next = openSpan(campaign, at, where) ? undefined : nextSpan(campaign, today, at, where);
  const message = withCheckinCard(
    desk,
    campaign,
    texts.announce(
      campaign.title,
      showHours(campaign),
      next && showSpan(campaign, next, today, where),
      listenerIn(context.community, group),
    ),
  );
  const origin = { source: 'feature:checkin', event: context.event.id, version: context.version };
  return { effects: [{ effect: { type: 'send', group: group.id, message, origin } }] };
}
