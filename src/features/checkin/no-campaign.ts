import type { CommandContext } from '../../commands/command.ts';
import { grantsFor } from '../../domain/community.ts';
import { lines, type Message } from '../../domain/message.ts';
import { texts } from './texts.ts';

/** What is said where no campaign runs, with what whoever asked can do about it. */
export const noCampaign = ({ community, event, group }: CommandContext): Message =>
  lines(
    texts.none,
    grantsFor(community, event.actor.id, group).length > 0 ? texts.noneForOperator : texts.noneForMember,
  );
