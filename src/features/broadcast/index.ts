import { cronProblem, nextAfter } from '../../calendar/cron.ts';
import { quietUntil } from '../../calendar/quiet-until.ts';
import type { Community } from '../../domain/community.ts';
import { selectGroups } from '../../domain/community.ts';
import type { DecisionContext } from '../../domain/context.ts';
import type { Outcome } from '../../domain/decision.ts';
import type { EventOf } from '../../domain/events.ts';
import { planUnasked } from '../../rules/plan-unasked.ts';
import { type ConfigProblem, defineFeature } from '../feature.ts';
import { type Broadcast, type BroadcastsFile, broadcastsFileSchema } from './schema.ts';

/** Scheduled posts: the schedule runner raises one `broadcast.due` per occurrence and group, this turns it into a send. */
export const broadcastFeature = defineFeature<BroadcastsFile>({
  id: 'broadcast',
  file: { name: 'broadcasts.yaml', schema: broadcastsFileSchema },
  check,
  activate: (config, { community }) => {
    const broadcasts = new Map(broadcastsOf(config, community).map((broadcast) => [broadcast.id, broadcast]));
    return {
      id: 'broadcast',
      commands: [],
      react: (context) => {
        const { event } = context;
        if (event.type !== 'broadcast.due') return undefined;
        return post({ ...context, event }, broadcasts.get(event.broadcast));
      },
    };
  },
});

/** The broadcasts of one configuration version with their groups worked out. */
export const broadcastsOf = (config: BroadcastsFile | undefined, community: Community): Broadcast[] =>
  (config?.broadcasts ?? []).map((broadcast) => ({
    ...broadcast,
    targets: selectGroups(community, broadcast.to === 'all' ? ['all'] : broadcast.to).map(({ id }) => id),
  }));
