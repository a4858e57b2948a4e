import { showMoment } from '../../calendar/show-moment.ts';
import type { Command, CommandContext } from '../../commands/command.ts';
import type { Outcome } from '../../domain/decision.ts';
import { lines } from '../../domain/message.ts';
import { fold } from '../../text/fold.ts';
import { type Said, saidRows } from './rows.ts';
import type { WhyTexts } from './texts.ts';

export const WHY_POWER = 'why.show';
const STEPS_SHOWN = 6;
/** As much of a message as tells it from others. */
const ENOUGH = 4;

/** `/为什么`: what the bot said – the quoted message, or its last one – and who decided so, and why. */
export function explain(context: CommandContext, texts: WhyTexts): Outcome {
  const { event, group, state } = context;
  const newest = [...state.all(saidRows).values()].sort((a, b) => b.at - a.at);
  const { quote } = event;
  // Who asks twice wants to know about the same message, not about the explanation.
  const said =
    quote === undefined
      ? newest.find(({ trail }) => !trail.some(({ by }) => by === `command:${WHY_POWER}`))
      : newest.find(({ text }) => isQuoted(text, quote));
  if (!said) return { reply: quote === undefined ? texts.nothing : texts.notFound(quote) };
  const who = (by: string) => nameOf(by, context.commands ?? [], texts);
  const [first] = said.trail.filter(({ outcome }) => outcome === 'matched' || outcome === 'did');
  const steps = said.trail.map(({ by, outcome, why }) => texts.step(who(by), outcome, why));
  return {
    reply: lines(
      texts.said(said, showMoment(said.at, group?.timezone ?? 'Asia/Shanghai')),
      texts.by(who(said.source ?? first?.by ?? ''), said.version.slice(0, 7)),
      texts.cause(causeOf(said, texts)),
      texts.trail([...new Set(steps)].slice(0, STEPS_SHOWN)),
    ),
  };
}

/** WeCom gives quotes back without syntax, sometimes cut short. */
function isQuoted(text: string, quote: string): boolean {
  const [one, other] = [bare(text), bare(quote)];
  if (one === '' || other === '') return false;
  if (one === other) return true;
  const shorter = Math.min([...one].length, [...other].length);
  return shorter >= ENOUGH && (one.includes(other) || other.includes(one));
}
const bare = (text: string) => fold(text).replace(/[^\p{L}\p{N}]/gu, '');

function nameOf(by: string, commands: readonly Command[], texts: WhyTexts): string {
  const [kind = '', id = ''] = by.split(/:(.*)/s, 2);
  switch (kind) {
    case 'rule':
      return texts.who.rule(id);
    case 'command':
      return texts.who.command(commands.find(({ power }) => power === id)?.name);
    case 'broadcast':
      return texts.who.broadcast(id);
    default:
      return by === 'feature:alerts' ? texts.who.alerts : texts.who.other;
  }
}

/** From the name of the event, which tells where it came from. */
function causeOf({ event, state }: Said, texts: WhyTexts): string {
  const root = event.replace(/\.r\d+$/, '');
  if (/@\d+$/.test(root)) return texts.causes.scheduled;
  if (root.endsWith('.t')) return texts.causes.timer;
  return state === 'answered' ? texts.causes.heard : texts.causes.happened;
}
