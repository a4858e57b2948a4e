import type { Outcome } from '../domain/decision.ts';
import { withoutCourtesy } from '../text/courtesy.ts';
import { shorten } from '../text/graphemes.ts';
import { stripMention } from '../text/strip-mention.ts';
import { findAmid } from './amid.ts';
import { type AuditOutcome, auditWrites } from './audit.ts';
import type { Command, CommandContext } from './command.ts';
import { deny } from './deny.ts';
import { guess } from './guess.ts';
import { may } from './permission.ts';
import type { Found, Place, Registry } from './registry.ts';

export type Dispatched =
  /** `hush`: nothing is to be said about it, by anybody. */
  | { readonly handled: true; readonly outcome: Outcome; readonly hush?: boolean }
  /** `suggestion` is for when nothing else answers, and worked out only when asked for. */
  | {
      readonly handled: false;
      readonly suggestion?: () => Outcome | undefined;
      /** The name after the slash, where somebody called a command that there is not. */
      readonly unknown?: string;
    };

/** What comes of a button pressed too late. */
export const cardExpired = ({ texts }: Registry): Outcome => ({
  reply: texts.cardExpired,
  trail: [{ by: 'command', outcome: 'refused', why: 'the card is out of date' }],
});

export const placeOf = ({ event, group }: Pick<CommandContext, 'event' | 'group'>): Place => {
  if (event.chat?.type === 'single') return 'single';
  return group ? 'group' : 'unbound';
};

/** Finds the command in what was said, checks that this person may run it here, runs it and leaves a trail. */
export function decideCommand(registry: Registry, context: CommandContext): Dispatched {
  const { event, community } = context;
  const said = stripMention(event.text, community.channels.aibots);
  const place = placeOf(context);
  const found = findPolite(registry, said, place);
  switch (found.type) {
    case 'call': {
      const held = found.command.urgent ? undefined : tooFast(registry, context);
      if (held) return { handled: true, outcome: held, hush: true };
      const { all: commands, overrides } = registry;
      const outcome = run(registry, found, { ...context, commands, overrides }, () =>
        spokenName(registry, said, place),
      );
      // It looked like a phrase of the command, which then found that it was about something else.
      return (found.command.match ?? found.command.also) && isNothing(outcome)
        ? decideAmid(registry, said, context, place)
        : { handled: true, outcome };
    }
    case 'elsewhere': {
      const { command } = found;
      const allowed = may(command, event.actor.id, context).type === 'allowed';
      if (!allowed) return { handled: false };
      const trail = [{ by: `command:${command.power}`, outcome: 'refused', why: `not in ${place}` }] as const;
      return { handled: true, outcome: { reply: registry.texts.elsewhere[place](command.name), trail } };
    }
    case 'slash-unknown':
      return {
        handled: false,
        unknown: found.typed,
        suggestion: () =>
          tooFast(registry, context) ?? unknownCommand(registry, found.typed, mayRunHere(context, place)),
      };
    case 'none':
      return decideAmid(registry, said, context, place);
    default:
      return found satisfies never;
  }
}

/** A command that is one clause among others, where nothing else was understood. */
function decideAmid(registry: Registry, said: string, context: CommandContext, place: Place): Dispatched {
  const amid = findAmid(registry, said, place);
  if (amid?.sure) {
    const held = amid.call.command.urgent ? undefined : tooFast(registry, context);
    if (held) return { handled: true, outcome: held, hush: true };
    const { all: commands, overrides } = registry;
    const outcome = run(registry, amid.call, { ...context, commands, overrides }, () => undefined);
    if (!isNothing(outcome)) return { handled: true, outcome };
  }
  return {
    handled: false,
    suggestion: () =>
      amid
        ? (tooFast(registry, context) ?? didYouMean(registry, amid.call.command.name))
        : nearMissInTime(registry, said, context, place),
  };
}
const didYouMean = ({ texts }: Registry, written: string): Outcome => ({
  reply: texts.didYouMean(written),
  trail: [{ by: 'command', outcome: 'not-matched', why: `near ${written}` }],
});

const mayRunHere =
  (context: CommandContext, place: Place) =>
  (command: Command): boolean =>
    command.places.includes(place) && may(command, context.event.actor.id, context).type === 'allowed';

/** What comes of a command that is one too many: a hint, then nothing; undefined while it may go. */
function tooFast({ texts }: Registry, { pace }: CommandContext): Outcome | undefined {
  const verdict = pace?.() ?? 'go';
  if (verdict === 'go') return undefined;
  const trail = [{ by: 'command', outcome: 'held', why: 'too many commands in a short time' }] as const;
  return verdict === 'hint' ? { reply: texts.tooFast, trail } : { trail };
}

type Allowed = (command: Command) => boolean;

function unknownCommand(registry: Registry, typed: string, allowed: Allowed): Outcome {
  const near = registry.suggest(`/${typed}`, allowed) ?? registry.suggest(typed, allowed);
  return {
    reply: registry.texts.unknownCommand(shorten(typed, 20), near),
    trail: [{ by: 'command', outcome: 'not-matched', why: 'unknown slash command' }],
  };
}

const isNothing = ({ reply, writes = [], effects = [], raise = [] }: Outcome): boolean =>
  !reply && writes.length + effects.length + raise.length === 0;

function nearMissInTime(
  registry: Registry,
  said: string,
  context: CommandContext,
  place: Place,
): Outcome | undefined {
  const near = nearMiss(registry, said, place, mayRunHere(context, place));
  return near && (tooFast(registry, context) ?? near);
}

/** Plain talk is answered only when it is a slip away from a command, or asks about one. */
function nearMiss(registry: Registry, said: string, place: Place, allowed: Allowed): Outcome | undefined {
  const meant = guess(registry, said, place, allowed);
  if (meant === undefined) return undefined;
  if (meant.type === 'spelling') return didYouMean(registry, meant.written);
  return {
    reply: registry.texts.howTo(meant.about),
    trail: [{ by: 'command', outcome: 'not-matched', why: `near ${meant.about}` }],
  };
}

/** The text as it stands, else without the polite words around it; those never reach what operators do. */
function findPolite(registry: Registry, said: string, place: Place): Found {
  const found = registry.find(said, place);
  // A phrase takes in whatever looks like it: without the polite words it may turn out to be something plainer.
  if (found.type !== 'none' && !(found.type === 'call' && found.command.match)) return found;
  const plain = withoutCourtesy(said);
  if (plain === said) return found;
  const again = registry.find(plain, place, true);
  return again.type === 'call' && again.command.minRole === 'member' && !again.command.exact ? again : found;
}

/** What members type for the same thing, for somebody who put a slash before it. */
function spokenName(registry: Registry, said: string, place: Place): string | undefined {
  const plain = registry.find(said.replace(/^\s*[/／]\s*/, ''), place);
  return plain.type === 'call' && plain.args === '' && plain.command.minRole === 'member'
    ? plain.command.name
    : undefined;
}

function run(
  { texts }: Registry,
  { command, args, rawArgs }: Extract<Found, { type: 'call' }>,
  context: CommandContext,
  spoken: () => string | undefined,
): Outcome {
  const permission = may(command, context.event.actor.id, context);
  if (permission.type === 'denied') return deny(texts, command, permission, context, spoken());
  const outcome = command.run(context, args, rawArgs);
  const by = `command:${command.power}`;
  const result = resultOf(outcome);
  const trail = [...(outcome.trail ?? []), ...(result === 'did' ? [{ by, outcome: 'did' as const }] : [])];
  // What members do is kept by the features themselves; what operators do is kept here.
  if (command.minRole === 'member') return { ...outcome, trail };
  const audit = auditWrites(context, command.power, result, rawArgs);
  return { ...outcome, trail, writes: [...(outcome.writes ?? []), ...audit] };
}

/** As the command's own trail tells it: `held` is a plan that waits for its 确认. */
export function resultOf({ trail = [] }: Outcome): Extract<AuditOutcome, 'did' | 'asked' | 'refused'> {
  if (trail.some(({ outcome }) => outcome === 'refused')) return 'refused';
  return trail.some(({ outcome }) => outcome === 'held') ? 'asked' : 'did';
}
