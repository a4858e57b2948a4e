import { dateOfDay, dayNumber, shortDate } from '../../calendar/dates.ts';
import type { CommandContext } from '../../commands/command.ts';
import { findMember } from '../../commands/find-member.ts';
import type { MemberRef } from '../../domain/chat.ts';
import type { Outcome } from '../../domain/decision.ts';
import { data, lines, type Message } from '../../domain/message.ts';
import { put } from '../../domain/state.ts';
import { clawBack } from '../points/award.ts';
import { isScheduled } from './asked-days.ts';
import { dayRef, rewardsFor } from './awards.ts';
import type { Campaign } from './campaign.ts';
import { hasDay } from './day-set.ts';
import type { Desk } from './desk.ts';
import { withMadeUp, withoutDay } from './edit-record.ts';
import { leadingDay } from './parse-day.ts';
import { byTitle } from './pick.ts';
import { recordRows } from './rows.ts';
import { unitOf } from './show-campaign.ts';
import { texts } from './texts.ts';
import { doneDays, madeUpDays } from './view.ts';

interface Target {
  readonly campaign: Campaign;
  readonly member: MemberRef;
  readonly day: number;
}
type Read = { readonly target: Target } | { readonly problem: Message };

/**
 * `[标题] @某人 日期`, the title only where there are several campaigns. The day may stand before or after the name, and
 * the title at the end.
 */
function read(desk: Desk, context: CommandContext, typed: string, verb: '补录' | '撤销'): Read {
  const campaigns = desk.campaigns;
  const named = byTitle(campaigns, typed) ?? titledLast(campaigns, typed);
  const among = desk.running.length > 0 ? desk.running : campaigns;
  const [only, other] = among;
  const campaign = named?.campaign ?? (other ? undefined : only);
  if (!campaign)
    return {
      problem: only
        ? texts.whichOf(
            among.map(({ title }) => title),
            verb,
            typed === '' ? '@小王 昨天' : typed,
          )
        : texts.none,
    };
  const said = (named ? named.content : typed).normalize('NFKC').trim();
  const { today } = desk.view(campaign);
  const words = said.split(/\s+/);
  const at = words.findIndex((word) => leadingDay(word, today)?.rest === '');
  const day = at < 0 ? undefined : leadingDay(words[at] ?? '', today)?.day;
  const name = words.filter((_, n) => n !== at).join(' ');
  if (day === undefined || name === '') return { problem: texts.whomAndWhen(verb) };
  const found = findMember(context.state, name);
  if (found.type === 'none') return { problem: texts.nobody(name) };
  if (found.type === 'several')
    return {
      problem: texts.several(found.candidates.slice(0, 5).map(({ userid, id }) => data(userid ?? id))),
    };
  return { target: { campaign, member: found.member, day: dayNumber(day) } };
}
/** `@小王 昨天 晨读`. */
function titledLast(campaigns: readonly Campaign[], typed: string): ReturnType<typeof byTitle> {
  const clean = typed.normalize('NFKC').trim();
  const at = clean.lastIndexOf(' ');
  const found = at < 0 ? undefined : byTitle(campaigns, clean.slice(at + 1));
  return found?.content === '' ? { ...found, content: clean.slice(0, at) } : undefined;
}
const refused = (reply: Message): Outcome => ({
  reply,
  trail: [{ by: 'feature:checkin', outcome: 'refused' }],
});

/** `/打卡 补录 @小王 11-18`: a day that counts like any other, whatever the make-up rules say. */
export function fillIn(context: CommandContext, desk: Desk, typed: string): Outcome {
  const asked = read(desk, context, typed, '补录');
  if ('problem' in asked) return refused(asked.problem);
  const { campaign, member, day } = asked.target;
  const view = desk.view(campaign);
  const name = member.name ?? member.id;
  const shown = shortDate(dateOfDay(day));
  if (day > dayNumber(view.today)) return refused(texts.makeUpFuture);
  if (!view.day(day).asked && !isScheduled(campaign, dateOfDay(day), desk.where.own))
    return refused(texts.makeUpNotAsked(shown));
  const before = desk.record(campaign, member.id);
  if (hasDay(doneDays(before), day)) return refused(texts.fillInDone(name, shown));
  const after = withMadeUp(before, day, true);
  const streak = view.standing(after).streak;
  const rewards = rewardsFor(desk, campaign, member, {
    ref: `${dayRef(campaign, day)}/o`,
    points: campaign.points?.each ?? 0,
    before: view.standing(before).streak,
    after: streak,
  });
  return {
    reply: lines(
      texts.filledIn(name, shown, streak, unitOf(campaign)),
      texts.rewards(rewards.points, rewards.badges),
    ),
    writes: [...view.writes, put(recordRows(campaign.key), member.id, after)],
    raise: rewards.raise,
  };
}

/** `/打卡 撤销 @小王 11-18`: the day is gone, and all it ever brought. */
export function takeOut(context: CommandContext, desk: Desk, typed: string): Outcome {
  const asked = read(desk, context, typed, '撤销');
  if ('problem' in asked) return refused(asked.problem);
  const { campaign, member, day } = asked.target;
  const view = desk.view(campaign);
  const before = desk.record(campaign, member.id);
  const name = member.name ?? member.id;
  const shown = shortDate(dateOfDay(day));
  if (!before || !(hasDay(doneDays(before), day) || hasDay(madeUpDays(before), day)))
    return refused(texts.takeOutNone(name, shown));
  const after = withoutDay(before, day);
  return {
    reply: texts.takenOut(name, shown, view.standing(after).streak, unitOf(campaign)),
    writes: [...view.writes, put(recordRows(campaign.key), member.id, after)],
    raise: [clawBack(member, { reason: `撤销打卡 ${campaign.title}`, ref: dayRef(campaign, day) })],
  };
}
