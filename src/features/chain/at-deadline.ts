import type { DecisionContext } from '../../domain/context.ts';
import type { Outcome } from '../../domain/decision.ts';
import type { EventOf } from '../../domain/events.ts';
import { lines } from '../../domain/message.ts';
import { planUnasked } from '../../rules/plan-unasked.ts';
import type { Desk } from './desk.ts';
import { chainList } from './list.ts';
import { canPost } from './sign-up.ts';
import { texts } from './texts.ts';

const by = 'feature:chain';

/** The deadline has come: the chain ends and its list is posted. A timer of a deadline that was moved does nothing. */
export function atDeadline(context: DecisionContext<EventOf<'timer.fired'>>, desk: Desk): Outcome {
  const { event, version } = context;
  const { chain: n } = event.payload;
  const chain = typeof n === 'number' ? desk.chain(n) : undefined;
  if (
    typeof n !== 'number' ||
    chain?.state !== 'open' ||
    chain.deadline === undefined ||
    // By the time the timer was set for: a clock that has just been put right must not make it come too early.
    event.at < chain.deadline
  )
    return { trail: [{ by, outcome: 'not-matched', why: '接龙已结束或改了截止时间' }] };
  const ended = desk.end(n, chain, 'ended');
  if (!canPost(desk.group))
    return { trail: [{ by, outcome: 'did', why: '接龙到点结束;本群没有能主动发消息的通道,名单等人来问' }] };
  const message = lines(texts.finalTitle, chainList(context, n, ended));
  const effect = {
    type: 'send' as const,
    group: desk.group.id,
    message,
    origin: { source: by, event: event.id, version },
  };
  const planned = planUnasked(context, desk.group, [{ effect, by }]);
  return { ...planned, trail: [{ by, outcome: 'did' }, ...(planned.trail ?? [])] };
}
