import { decideCommand } from '../../../../src/commands/dispatch.ts';
import { createRegistry } from '../../../../src/commands/registry.ts';
import type { Community } from '../../../../src/domain/community.ts';
import type { GroupEvent } from '../../../../src/domain/events.ts';
import { asEventId, asGroupId } from '../../../../src/domain/ids.ts';
import { plainText } from '../../../../src/domain/message.ts';
import { checkinFeature } from '../../../../src/features/checkin/index.ts';
import { CHECKIN_TIMER } from '../../../../src/features/checkin/moments.ts';
import type { ActiveFeature } from '../../../../src/features/feature.ts';
import { communityFor, contextFor, contextOf, groupFor, stateOf } from '../../../support/decide.ts';
import { activate } from '../../support.ts';
import type { Seen } from './brute-force.ts';
import type { History, Setting, Step } from './history.ts';

interface World {
  readonly community: Community;
  readonly feature: ActiveFeature;
  readonly registry: ReturnType<typeof createRegistry>;
}
const worldOf = ({ rules, dayStartsAt }: Setting, { quota, back, restores }: History): World => {
  const community = communityFor({ groups: [groupFor({ dayStartsAt })] });
  const campaign = {
    id: 'm',
    title: '晨读',
    groups: ['newbie-01'],
    ...rules,
    makeup: { quota, per: 'month', back: `${back}d`, restoresStreak: restores },
  };
  const feature = activate(checkinFeature, { checkins: [campaign] }, community);
  return { community, feature, registry: createRegistry(feature.commands) };
};

/** The program itself, spoken to as a member and operators would; configuration edits keep the state. */
export function createBot(history: History) {
  const state = stateOf({ members: { u1: { firstSeen: 0, userid: 'u1' } } });
  let world = worldOf(history.first, history);
  let count = 0;
  const says = (who: string, text: string, at: number): string => {
    count += 1;
    const context = contextFor({
      text,
      from: who,
      id: `m-${count}`,
      community: world.community,
      state,
      now: at,
    });
    const done = decideCommand(world.registry, context);
    if (!done.handled) throw new Error(`not understood: ${text}`);
    state.apply(done.outcome.writes);
    return done.outcome.reply ? plainText(done.outcome.reply) : '';
  };
  const happens = (event: GroupEvent) => {
    const outcome = world.feature.react?.(contextOf(event, { community: world.community, state }));
    state.apply(outcome?.writes);
  };
  const base = (at: number) => {
    count += 1;
    return { id: asEventId(`e-${count}`), at, group: asGroupId('newbie-01') };
  };
  // A day closes now: what a rule change must leave alone is noted.
  const close = (at: number) =>
    happens({
      ...base(at),
      type: 'timer.fired',
      timer: CHECKIN_TIMER,
      payload: { campaign: 'm', what: 'close', minutes: 0 },
    });
  close(history.steps[0]?.at ?? 0);

  return (step: Step): Seen | undefined => {
    switch (step.do) {
      case 'check-in':
        says('u1', '打卡', step.at);
        return undefined;
      case 'undo':
        says('u1', '打卡 撤销', step.at);
        return undefined;
      case 'make-up':
        says('u1', `补卡 ${step.date}`, step.at);
        return undefined;
      case 'fill-in':
        says('zhangsan', `/打卡 补录 @u1 ${step.date}`, step.at);
        return undefined;
      case 'take-out':
        says('zhangsan', `/打卡 撤销 @u1 ${step.date}`, step.at);
        return undefined;
      case 'pause':
        says('u1', step.days === undefined ? '打卡 暂停' : `打卡 暂停 ${step.days}天`, step.at);
        return undefined;
      case 'resume':
        says('u1', '打卡 恢复', step.at);
        return undefined;
      case 'outage':
        happens({ ...base(step.at), type: 'bot.away', from: step.from, to: step.at });
        return undefined;
      case 'change':
        world = worldOf(step.setting, history);
        close(step.at);
        return undefined;
      case 'look':
        return seenIn(says('u1', '我的打卡', step.at));
      default:
        return step satisfies never;
    }
  };
}

const seenIn = (reply: string): Seen => {
  const found = /连续 (\d+) (天|周) · 最长 (\d+) (?:天|周) · 共 (\d+) 天/.exec(reply);
  if (!found) return { streak: 0, longest: 0, total: 0, unit: '天' };
  const unit = found[2] === '周' ? '周' : '天';
  return { streak: Number(found[1]), longest: Number(found[3]), total: Number(found[4]), unit };
};
