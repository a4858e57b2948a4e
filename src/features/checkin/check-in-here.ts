import { dayNumber } from '../../calendar/dates.ts';
import type { CommandContext } from '../../commands/command.ts';
import type { Outcome } from '../../domain/decision.ts';
import { withoutCourtesy } from '../../text/courtesy.ts';
import { stripMention } from '../../text/strip-mention.ts';
import { checkIn } from './check-in.ts';
import { hasDay } from './day-set.ts';
import type { Desk } from './desk.ts';
import { noCampaign } from './no-campaign.ts';
import { byTitle, pickCampaign } from './pick.ts';
import { readTitled } from './sentences.ts';
import { texts } from './texts.ts';
import { doneDays } from './view.ts';

/** `打卡 [内容]`, also with the title before it: a check-in of today in the campaign that is meant. */
export function checkInHere(context: CommandContext, desk: Desk, said: string): Outcome {
  const { event } = context;
  // With nothing running, the one that ended last still answers for itself.
  const running = desk.running.length > 0 ? desk.running : desk.campaigns.slice(-1);
  const titled = said === '' ? titledIn(context) : undefined;
  const named = titled && byTitle(running, titled.title);
  // 公司打卡: of a campaign that there is not, so it is about something else.
  if (titled && !named) return {};
  const among = named ? [named.campaign] : running;
  const typed = titled ? titled.rest : said;
  const picked = pickCampaign(among, typed, event.at, desk.where, (campaign, span) =>
    hasDay(doneDays(desk.record(campaign, event.actor.id)), dayNumber(span.day)),
  );
  switch (picked.type) {
    case 'none':
      return { reply: noCampaign(context) };
    case 'which':
      return {
        reply: texts.which(
          picked.among.map(({ title }) => title),
          '打卡',
        ),
      };
    case 'campaign':
      return checkIn(
        context,
        desk,
        picked.campaign,
        picked.content,
        // Under an answer to a press nothing is quoted that would tell.
        among.length > 1 || event.pressed !== undefined ? picked.campaign.title : undefined,
      );
    default:
      return picked satisfies never;
  }
}

/** 晨读打卡 names its campaign first. */
const titledIn = ({ event, community }: CommandContext) => {
  const typed = stripMention(event.text, community.channels.aibots);
  return readTitled(typed) ?? readTitled(withoutCourtesy(typed));
};
