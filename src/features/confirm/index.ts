import type { z } from 'zod';
import { type AuditOutcome, auditWrites } from '../../commands/audit.ts';
import type { Command, CommandContext } from '../../commands/command.ts';
import { resultOf } from '../../commands/dispatch.ts';
import { may } from '../../commands/permission.ts';
import { closedCard } from '../../domain/card.ts';
import type { DecisionContext } from '../../domain/context.ts';
import type { Outcome } from '../../domain/decision.ts';
import type { Message } from '../../domain/message.ts';
import { drop, type Write } from '../../domain/state.ts';
import { isAbout, type Leaving, namesOf } from '../about-member.ts';
import { defineFeature } from '../feature.ts';
import { createWord } from '../wording.ts';
import { CONFIRM_MS, pendingRows, type pendingSchema } from './ask-confirm.ts';
import { type ConfirmTexts, confirmTextKeys, createTexts } from './texts.ts';

/** 确认 and 取消, for every command that echoes a plan first. */
export const confirmFeature = defineFeature({
  id: 'confirm',
  texts: confirmTextKeys,
  activate: (_, around) => {
    const texts = createTexts(createWord(confirmTextKeys, around.texts));
    const shared = {
      minRole: 'member',
      places: ['group'],
      section: '其他',
      exact: true,
      urgent: true,
    } as const;
    return {
      id: 'confirm',
      erase,
      commands: [
        {
          ...shared,
          power: 'confirm.yes',
          name: '确认',
          aliases: ['确定', 'qr'],
          summary: '确认我刚复述的计划',
          examples: ['确认'],
          run: (context) => confirm(context, texts),
        },
        {
          ...shared,
          power: 'confirm.no',
          name: '取消',
          aliases: ['qx'],
          summary: '放弃我刚复述的计划',
          examples: ['取消'],
          run: (context) => cancel(context, texts),
        },
      ],
    };
  },
});

/** The member's own plan, and those of others that name the member: carried out, they would write them down again. */
function erase({ state }: DecisionContext, member: Leaving): readonly Write[] {
  const names = namesOf(state, member);
  return [...state.all(pendingRows)].flatMap(([whose, { plan }]) =>
    whose === member.id || isAbout(names, plan) ? [drop(pendingRows, whose)] : [],
  );
}

function confirm(context: CommandContext, texts: ConfirmTexts): Outcome {
  const { commands = [], event, state } = context;
  const pending = state.get(pendingRows, event.actor.id);
  if (!pending) return { reply: texts.nothing };
  if (isStale(event, pending)) return { reply: texts.stale };
  const done = drop(pendingRows, event.actor.id);
  const command = commands.find(({ power }) => power === pending.power);
  const note = (outcome: AuditOutcome) => noted(context, command, outcome);
  if (event.at > pending.at + CONFIRM_MS) return { reply: texts.expired, writes: [done, ...note('expired')] };
  if (!command?.confirmed) return { reply: texts.gone, writes: [done] };
  // Two minutes are long enough for a role to be taken away.
  if (may(command, event.actor.id, context).type !== 'allowed')
    return {
      reply: texts.denied,
      writes: [done, ...note('denied')],
      trail: [{ by: `command:${command.power}`, outcome: 'refused', why: 'the role is gone' }],
    };
  const outcome = command.confirmed(context, pending.plan);
  return {
    ...outcome,
    ...(outcome.reply && { reply: closing(event, outcome.reply, texts.cardTitle, texts.confirmed) }),
    writes: [done, ...(outcome.writes ?? []), ...note(resultOf(outcome))],
  };
}

function cancel(context: CommandContext, texts: ConfirmTexts): Outcome {
  const { commands = [], event, state } = context;
  const pending = state.get(pendingRows, event.actor.id);
  if (!pending) return { reply: texts.nothingToDrop };
  if (isStale(event, pending)) return { reply: texts.stale };
  const command = commands.find(({ power }) => power === pending.power);
  return {
    reply: closing(event, texts.dropped, texts.cardTitle, texts.cancelled),
    writes: [drop(pendingRows, event.actor.id), ...noted(context, command, 'cancelled')],
  };
}

type Said = CommandContext['event'];
/** Pressed on a card that asked about something else than what waits now. */
const isStale = ({ pressed }: Said, { card }: z.infer<typeof pendingSchema>): boolean =>
  pressed !== undefined && pressed !== card;

/** Whoever still sees the card sees what came of it: the buttons of what it began, else that it is done. */
const closing = ({ pressed }: Said, message: Message, title: string, label: string): Message =>
  pressed === undefined || message.card?.id === pressed
    ? message
    : { ...message, card: closedCard(pressed, title, label) };

/** What operators were asked to confirm, and what came of it, is in the log of what operators do. */
const noted = (
  context: CommandContext,
  command: Command | undefined,
  outcome: AuditOutcome,
): readonly Write[] =>
  command && command.minRole !== 'member' ? auditWrites(context, command.power, outcome) : [];
