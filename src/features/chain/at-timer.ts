import { z } from 'zod';
import { quietUntil } from '../../calendar/quiet-until.ts';
import type { DecisionContext } from '../../domain/context.ts';
import type { Outcome } from '../../domain/decision.ts';
import type { EventOf } from '../../domain/events.ts';
import { lines, type Message } from '../../domain/message.ts';
import { withChainCard } from './card.ts';
import { type Desk, nextDaily, timers } from './desk.ts';
import { operatorTexts } from './operator-texts.ts';
import { isFull } from './options.ts';
import { type Chain, postedRows } from './rows.ts';
import { showList } from './show-list.ts';

const by = 'feature:chain';
const payloadSchema = z.object({ chain: z.int().default(0), at: z.int().optional() });
type Fired = DecisionContext<EventOf<'timer.fired'>>;

const nothing = (why: string): Outcome => ({ trail: [{ by, outcome: 'not-matched', why }] });

/** What a chain has set its alarm for. A timer of something that has been changed since does nothing. */
export function atTimer(context: Fired, desk: Desk): Outcome {
  const payload = payloadSchema.safeParse(context.event.payload);
  if (!payload.success) return nothing('不认识的定时');
  const { chain: n, at } = payload.data;
  const chain = desk.chain(n);
  switch (context.event.timer) {
    case timers.look:
      return {};
    case timers.deadline:
      return atDeadline(context, desk, n, chain);
    case timers.promote: {
      if (chain?.state !== 'open') return nothing('接龙已结束');
      desk.letIn(n, chain, context.event.at);
      return { trail: [{ by, outcome: 'did', why: '接着补上候补' }] };
    }
    case timers.daily: {
      if (chain?.state !== 'open' || at === undefined || chain.post?.at !== at)
        return nothing('不再每天发名单');
      const again = nextDaily(context.now, at, desk.group.timezone);
      desk.effects.push({
        due: again,
        effect: { type: 'timer', group: desk.group.id, timer: timers.daily, payload: { chain: n, at } },
      });
      return postList(context, desk, n, chain);
    }
    case timers.post:
      return chain?.state === 'open' ? postList(context, desk, n, chain) : nothing('接龙已结束,名单已发');
    default:
      return nothing('不认识的定时');
  }
}

const atDeadline = (context: Fired, desk: Desk, n: number, chain: Chain | undefined): Outcome => {
  // By the time the timer was set for: a clock that has just been put right must not make it come too early.
  if (chain?.state !== 'open' || chain.deadline === undefined || context.event.at < chain.deadline)
    return nothing('接龙已结束或改了截止时间');
  const ended = desk.end(n, chain, 'ended');
  const list = showList(context, desk.draft, n, ended, { most: 100, final: true });
  return posted(context, desk, lines(operatorTexts.finalTitle, list));
};

/** Never in the quiet hours – then it is made anew when they end – and never when nothing has changed since. */
const postList = (context: Fired, desk: Desk, n: number, chain: Chain): Outcome => {
  const later = quietUntil(context.now, desk.group.quietHours, desk.group.timezone);
  if (later !== undefined) {
    desk.effects.push({
      due: later,
      effect: { type: 'timer', group: desk.group.id, timer: timers.post, payload: { chain: n } },
    });
    return { trail: [{ by, outcome: 'held', why: '安静时段,等结束后再发名单' }] };
  }
  if (desk.draft.get(postedRows, String(n))?.changes === chain.changes) return nothing('名单没有变化');
  desk.save(n, { ...chain, fresh: 0 });
  const list = showList(context, desk.draft, n, chain);
  const message = lines(isFull(chain) ? operatorTexts.fullTitle : operatorTexts.listTitle, list);
  // For groups where it comes under the next reply; a message push has no buttons.
  return posted(context, desk, withChainCard(context, { n, chain }, message));
};

const posted = (context: Fired, desk: Desk, message: Message): Outcome => {
  const origin = { source: by, event: context.event.id, version: context.version };
  const effect = { type: 'send' as const, group: desk.group.id, message, origin };
  desk.posts.push({ effect, by });
  return { trail: [{ by, outcome: 'did' }] };
};
