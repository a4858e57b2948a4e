import type { MemberRef } from '../domain/chat.ts';
import type { Group } from '../domain/community.ts';
import type { DecisionContext } from '../domain/context.ts';
import type { Outcome, PlannedEffect, RaisedEvent, TrailEntry } from '../domain/decision.ts';
import type { Origin } from '../domain/effects.ts';
import type { Message } from '../domain/message.ts';
import type { Write } from '../domain/state.ts';
import type { CompiledStep } from './compile-steps.ts';
import type { NotifyTarget } from './notify-target.ts';
import type { Post } from './plan-unasked.ts';

/** Name of the timers that continue a rule. */
export const afterTimer = 'rules.after';

/** One rule at work on one event. */
export interface Run {
  readonly rule: string;
  readonly context: DecisionContext;
  readonly group: Group;
  /** Those the rule is about: the speaker, or the newcomers that its conditions let through. */
  readonly members: readonly MemberRef[];
  readonly text: string | undefined;
  /** Worked out only when somebody is to be told. */
  readonly notify: () => NotifyTarget | undefined;
}
/** What the steps of one rule want. Posts are apart from other effects because the attention budget decides on them. */
export interface Wanted {
  reply: Message | undefined;
  readonly posts: Post[];
  readonly effects: PlannedEffect[];
  readonly writes: Write[];
  readonly raise: RaisedEvent[];
  readonly trail: TrailEntry[];
}

/** Runs steps in order. `path` is where they stand in the rule, for the timers of `after`. */
export function runSteps(steps: readonly CompiledStep[], run: Run, path: readonly number[] = []): Wanted {
  const wanted: Wanted = { reply: undefined, posts: [], effects: [], writes: [], raise: [], trail: [] };
  const by = `rule:${run.rule}`;
  const origin: Origin = { source: by, event: run.context.event.id, version: run.context.version };
  for (const [n, step] of steps.entries()) {
    switch (step.type) {
      case 'reply':
      case 'send':
      case 'notify': {
        const said = step.speak(run);
        if (said.ok) say(step.type, said.message, run, origin, wanted);
        else wanted.trail.push({ by, outcome: 'refused', why: `模板渲染不出来:${said.why}` });
        break;
      }
      case 'after':
        wanted.effects.push(...timers(run, step.ms, [...path, n]));
        break;
      case 'feature':
        absorb(wanted, step.run(run.context, step.argument), by);
        break;
      default:
        step satisfies never;
    }
  }
  return wanted;
}

const say = (
  how: 'reply' | 'send' | 'notify',
  message: Message,
  { rule, group, notify }: Run,
  origin: Origin,
  wanted: Wanted,
): void => {
  const by = `rule:${rule}`;
  switch (how) {
    case 'reply':
      wanted.reply ??= message;
      return;
    case 'send':
      wanted.posts.push({ by, effect: { type: 'send', group: group.id, message, origin } });
      return;
    case 'notify': {
      const target = notify();
      if (target)
        wanted.effects.push({ effect: { type: 'dm', app: target.app, to: [...target.to], message, origin } });
      else wanted.trail.push({ by, outcome: 'refused', why: '没有可以提醒的人' });
      return;
    }
    default:
      how satisfies never;
  }
};

/** One timer for each newcomer, so that each is looked at again when the time has come. */
const timers = (
  { rule, context, group, members }: Run,
  ms: number,
  path: readonly number[],
): PlannedEffect[] => {
  const payload = { rule, path: path.join('.') };
  const each =
    members.length > 0
      ? members.map(({ id, userid, name }) => ({
          id,
          ...(userid !== undefined && { userid }),
          ...(name !== undefined && { name }),
        }))
      : [undefined];
  return each.map((member) => ({
    due: context.now + ms,
    effect: {
      type: 'timer',
      group: group.id,
      timer: afterTimer,
      payload: member ? { ...payload, member } : payload,
    },
  }));
};

/** Takes over what a feature's action wants; its posts are the rule's posts. */
const absorb = (wanted: Wanted, outcome: Outcome, by: string): void => {
  wanted.reply ??= outcome.reply;
  for (const planned of outcome.effects ?? []) {
    const { effect, due } = planned;
    if (effect.type === 'send') wanted.posts.push({ by, effect, ...(due !== undefined && { due }) });
    else wanted.effects.push(planned);
  }
  wanted.writes.push(...(outcome.writes ?? []));
  wanted.raise.push(...(outcome.raise ?? []));
  wanted.trail.push(...(outcome.trail ?? []));
};
