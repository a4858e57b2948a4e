import type { Group } from '../../domain/community.ts';
import type { DecisionContext } from '../../domain/context.ts';
import type { Outcome } from '../../domain/decision.ts';
import { say } from '../../domain/message.ts';
import { memberRows } from '../../domain/people.ts';
import { checkSelectors } from '../../rules/check-selectors.ts';
import { defineFeature } from '../feature.ts';
import { atDeadline } from './at-deadline.ts';
import { chainEvents, chainsByGroup, DEADLINE_TIMER, type Desk, openDesk } from './desk.ts';
import { type AtDesk, memberCommands } from './member-commands.ts';
import { operatorCommands } from './operator-commands.ts';
import { INDEX, indexRows } from './rows.ts';
import { type ChainsConfig, chainsSchema } from './schema.ts';
import { tellPromoted } from './sign-up.ts';

/** 接龙: sign-up chains with a capacity, a waiting list and a deadline. */
export const chainFeature = defineFeature<ChainsConfig>({
  id: 'chain',
  file: { name: 'chains.yaml', schema: chainsSchema },
  events: chainEvents,
  check: ({ chains }, community) =>
    chains.flatMap(({ groups }, n) =>
      checkSelectors(community, groups).map(({ index, severity, message, unknown }) => ({
        path: ['chains', n, 'groups', index],
        ...(unknown && { unknown }),
        severity,
        message,
      })),
    ),
  activate: (config, { community }) => {
    const configured = chainsByGroup(config?.chains ?? [], community);
    const withDesk = (context: DecisionContext, group: Group, run: (desk: Desk) => Outcome): Outcome => {
      const { desk, promoted } = openDesk(context, group, configured.get(group.id) ?? []);
      const outcome = run(desk);
      const told = [...promoted].map(([n, people]) => {
        const chain = desk.chain(n);
        return chain ? tellPromoted(context, group, chain, people) : {};
      });
      return merge(outcome, ...told, {
        writes: desk.draft.writes(),
        effects: desk.effects,
        raise: desk.raise,
      });
    };
    const atDesk: AtDesk = (run) => (context, args, typed) =>
      context.group
        ? withDesk(context, context.group, (desk) => run(context, desk, args, typed))
        : { reply: say('接龙要在群里用哦。') };
    return {
      id: 'chain',
      commands: [...memberCommands(atDesk), ...operatorCommands(atDesk)],
      react: (context) => {
        const { event, group } = context;
        if (event.type !== 'timer.fired' || event.timer !== DEADLINE_TIMER || !group) return undefined;
        return withDesk(context, group, (desk) => atDeadline({ ...context, event }, desk));
      },
      reads: (event) =>
        event.type === 'message.received' && /接龙|报名|我来|[+＋#]|份/.test(event.text)
          ? [
              { collection: indexRows.collection, row: INDEX },
              { collection: memberRows.collection, row: event.actor.id },
            ]
          : [],
    };
  },
});

const merge = (...outcomes: readonly Outcome[]): Outcome => {
  const reply = outcomes.find((outcome) => outcome.reply)?.reply;
  return {
    ...(reply && { reply }),
    writes: outcomes.flatMap(({ writes = [] }) => writes),
    effects: outcomes.flatMap(({ effects = [] }) => effects),
    raise: outcomes.flatMap(({ raise = [] }) => raise),
    trail: outcomes.flatMap(({ trail = [] }) => trail),
  };
};
