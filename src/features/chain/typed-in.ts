import type { CommandContext } from '../../commands/command.ts';
import { stripMention } from '../../text/strip-mention.ts';

/** What was typed, without the bot's name around it. */
export const typedIn = ({ event, community }: CommandContext): string =>
  stripMention(event.text, community.channels.aibots);
