import { z } from 'zod';
import type { DecisionContext } from '../domain/context.ts';
import type { Outcome, PlannedEffect } from '../domain/decision.ts';
import { type EffectOf, originSchema } from '../domain/effects.ts';
import type { GroupId } from '../domain/ids.ts';
import { lines, messageSchema, say } from '../domain/message.ts';
import { defineRows, drop, put, type StateView, type Write } from '../domain/state.ts';
import type { Unname } from './unname.ts';

/** Name of the timers at which what waited over the quiet hours goes out. */
export const heldTimer = 'rules.held';
/** So much is still read in the morning; the rest is dropped. */
const MOST = 20;

/** Posts that wait for the same moment, in order; the row is that moment (epoch ms). */
const heldRows = defineRows(
  'held-posts',
  z.object({ posts: z.array(z.object({ message: messageSchema, origin: originSchema })) }),
);
const payloadSchema = z.object({ until: z.int() });
type Waiting = z.infer<typeof heldRows.schema>['posts'];

/** What one decision adds to the posts that wait. */
export interface Held {
  /** Whether something waits for that moment already: what joins it is no post of its own. */
  readonly waits: (until: number) => boolean;
  /** False when too much waits already. */
  readonly add: (until: number, post: EffectOf<'send'>) => boolean;
  readonly effects: () => PlannedEffect[];
  readonly writes: () => Write[];
}

export function holdPosts(state: StateView, group: GroupId): Held {
  const waiting = new Map<number, { readonly posts: Waiting; readonly fresh: boolean }>();
  const at = (until: number) => {
    const known = waiting.get(until);
    if (known) return known;
    const posts = state.get(heldRows, String(until))?.posts ?? [];
    const found = { posts: [...posts], fresh: posts.length === 0 };
    waiting.set(until, found);
    return found;
  };
  const used = () => [...waiting].filter(([, { posts }]) => posts.length > 0);
  return {
    waits: (until) => at(until).posts.length > 0,
    add: (until, { message, origin }) => {
      const { posts } = at(until);
      if (posts.length >= MOST) return false;
      posts.push({ message, origin });
      return true;
    },
    effects: () =>
      used().flatMap(([until, { fresh }]) =>
        fresh ? [{ due: until, effect: { type: 'timer', group, timer: heldTimer, payload: { until } } }] : [],
      ),
    writes: () => used().map(([until, { posts }]) => put(heldRows, String(until), { posts })),
  };
}

/** Posts that wait, with somebody's name taken out of them. */
export const forgetHeld = (state: StateView, unnamed: Unname): Write[] =>
  [...state.all(heldRows)].flatMap(([until, { posts }]) => {
    const left = posts.map(({ message, origin }) => ({ message: unnamed(message), origin }));
    return left.some(({ message }, n) => message !== posts[n]?.message)
      ? [put(heldRows, until, { posts: left })]
      : [];
  });

/** The quiet hours are over: everything that waited goes out as one message. */
export function releaseHeld(payload: unknown, { state }: DecisionContext, group: GroupId): Outcome {
  const parsed = payloadSchema.safeParse(payload);
  const row = parsed.success ? state.get(heldRows, String(parsed.data.until)) : undefined;
  const [first] = row?.posts ?? [];
  if (!parsed.success || !row || !first) return {};
  const messages = row.posts.flatMap(({ message }, n) => (n === 0 ? [message] : [say(''), message]));
  const sources = [...new Set(row.posts.map(({ origin }) => origin.source))];
  return {
    writes: [drop(heldRows, String(parsed.data.until))],
    effects: [{ effect: { type: 'send', group, message: lines(...messages), origin: first.origin } }],
    trail: sources.map((by) => ({ by, outcome: 'did', why: '安静时段已过,合并成一条发出' })),
  };
}
