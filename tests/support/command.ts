import type { Command } from '../../src/commands/command.ts';
import { say } from '../../src/domain/message.ts';

/** A command that answers with its own name and what it was given. */
export const commandFor = (name: string, more: Partial<Command> = {}): Command => ({
  power: `test.${name}`,
  name,
  aliases: [],
  minRole: 'member',
  places: ['group'],
  summary: `做${name}`,
  examples: [name],
  section: '测试',
  run: (_, args) => ({ reply: say(`${name}(${args})`) }),
  ...more,
});
