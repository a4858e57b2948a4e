import type { MemberRef } from '../domain/chat.ts';
import type { Group } from '../domain/community.ts';
import type { DecisionContext } from '../domain/context.ts';
import type { Outcome, PlannedEffect, RaisedEvent, TrailEntry } from '../domain/decision.ts';
import type { Origin } from '../domain/effects.ts';
import { isExternalUserId } from '../domain/ids.ts';
import { type Message, plainText } from '../domain/message.ts';
import { memberRows } from '../domain/people.ts';
import type { Write } from '../domain/state.ts';
import type { CompiledStep } from './compile-steps.ts';
import { appOf, notifyTarget } from './notify-target.ts';
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
      case 'dm':
      case 'notify':
      case 'log': {
        const said = step.speak(run);
        if (said.ok) say(step.type, said.message, run, origin, wanted);
        else wanted.trail.push({ by, outcome: 'refused', why: `模板渲染不出来:${said.why}` });
        break;
      }
      case 'emit': {
        const [member] = run.members;
        wanted.raise.push({ type: 'feature.event', name: step.name, fields: {}, ...(member && { member }) });
        break;
      }
      case 'webhook': {
        const made = step.body(run);
        if (made.ok)
          wanted.effects.push({ effect: { type: 'webhook', url: step.url, body: made.body, origin } });
        else wanted.trail.push({ by, outcome: 'refused', why: `模板渲染不出来:${made.why}` });
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
  how: 'reply' | 'send' | 'dm' | 'notify' | 'log',
  message: Message,
  { rule, context, group, members }: Run,
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
    case 'log': {
      const text = plainText(message);
      wanted.effects.push({ effect: { type: 'log', group: group.id, text, origin } });
      wanted.trail.push({ by, outcome: 'did', why: text });
      return;
    }
    case 'dm': {
      const app = appOf(context.community, group);
      const to = members.filter(reachable);
      if (app !== undefined && to.length > 0)
        wanted.effects.push({ effect: { type: 'dm', app, to: [...to], message, origin } });
      else wanted.trail.push({ by, outcome: 'refused', why: '应用只能私信企业内的成员' });
      return;
    }
    case 'notify': {
      const target = notifyTarget(context.community, group);
      if (target)
        wanted.effects.push({ effect: { type: 'dm', app: target.app, to: [...target.to], message, origin } });
      else wanted.trail.push({ by, outcome: 'refused', why: '没有可以提醒的人' });
      return;
    }
    default:
      how satisfies never;
  }
};

/** An app writes to people of the company: by userid, not to customers and not to a name. */
const reachable = ({ userid }: MemberRef): boolean => userid !== undefined && !isExternalUserId(userid);

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
      payload: member ? { ...payload, member, ...knownSince(context, member) } : payload,
    },
  }));
};

/** Since when they are in the roster: if they are not any more when the time comes, or anew, they were erased. */
const knownSince = ({ state }: DecisionContext, { id }: MemberRef): { readonly since?: number } => {
  const since = state.get(memberRows, id)?.firstSeen;
  return since === undefined ? {} : { since };
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
