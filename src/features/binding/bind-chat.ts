import type { CommandContext } from '../../commands/command.ts';
import { may, type Power } from '../../commands/permission.ts';
import { type ChatAddress, chatKey } from '../../domain/chat.ts';
import { addressOf, type Community, type Group } from '../../domain/community.ts';
import type { Outcome } from '../../domain/decision.ts';
import type { Message } from '../../domain/message.ts';
import { fold } from '../../text/fold.ts';
import { shorten } from '../../text/graphemes.ts';
import { nearest } from '../../text/nearest.ts';
import type { BindingTexts } from './texts.ts';

export const bindPower = { power: 'binding.bind', minRole: 'admin' } as const satisfies Power;

const LISTED_AT_MOST = 12;

/**
 * `/绑定 newbie-01`: ties the chat it is typed in to a group. It takes an admin of the target, and of the group the
 * chat belonged to before; what `groups.yaml` binds stays as it is.
 */
export function bindChat(
  context: CommandContext,
  args: string,
  rawArgs: string,
  texts: BindingTexts,
): Outcome {
  const { community, event, group: current } = context;
  const { chat } = event;
  if (!chat) return refused(texts.noGroups, 'no chat');
  const key = chatKey(chat);
  const inFile = community.chats.has(key);
  const yours = groupsOf(context);
  const free = yours.filter((group) => fits(group, chat) && !hasChatOf(group, chat));
  if (args === '') {
    if (current) return { reply: texts.current(current, inFile) };
    const [first] = free;
    if (first) return { reply: texts.howTo(first.id, listOf(free)) };
    return { reply: yours.length > 0 ? texts.noneFree : texts.noGroups };
  }
  if (current && inFile) return refused(texts.boundInFile(current), 'bound in groups.yaml');
  const target = groupNamed(community, args);
  if (!target) {
    const near = nearest(
      args,
      yours.map(({ id }) => id),
    );
    const listed = free.length > 0 ? listOf(free) : undefined;
    return refused(texts.unknown(shorten(rawArgs, 20), near, listed), 'unknown group');
  }
  if (target.id === current?.id) return { reply: texts.already(target) };
  if (!yours.includes(target)) return refused(texts.notYours(target), 'not an admin of the target');
  if (current && !yours.includes(current))
    return refused(texts.notYours(current), 'not an admin of the bound group');
  if (!fits(target, chat)) return refused(texts.noBotThere(target), 'no robot can be in a customer group');
  if (hasChatOf(target, chat)) return refused(texts.targetTaken(target), 'target is bound in groups.yaml');
  return { reply: texts.bound(target), bind: { chatKey: key, group: target.id } };
}

const refused = (reply: Message, why: string): Outcome => ({
  reply,
  trail: [{ by: `command:${bindPower.power}`, outcome: 'refused', why }],
});

/** Grants given inside the chat's present group do not count for another one, hence the state without rows. */
const groupsOf = ({ community, event, group, state }: CommandContext): Group[] =>
  [...community.groups.values()].filter(
    (candidate) =>
      may(bindPower, event.actor.id, {
        community,
        group: candidate,
        state: candidate.id === group?.id ? state : noRows,
      }).type === 'allowed',
  );
const noRows: CommandContext['state'] = { get: () => undefined, all: () => new Map() };

const groupNamed = (community: Community, typed: string): Group | undefined =>
  [...community.groups.values()].find(({ id, name }) => id === typed || fold(name) === typed);

/** WeCom lets no robot into a customer group, so a robot's chat cannot be one. */
const fits = ({ kind }: Group, { channel }: ChatAddress): boolean => kind !== 'customer' || channel === 'app';

const hasChatOf = (group: Group, chat: ChatAddress): boolean =>
  group.bindings.some((binding) => {
    const address = addressOf(binding);
    return address?.channel === chat.channel && chatKey(address) !== chatKey(chat);
  });

function listOf(groups: readonly Group[]): string {
  const shown = groups.slice(0, LISTED_AT_MOST).map(({ id }) => id);
  return `${shown.join('、')}${groups.length > shown.length ? ` 等 ${groups.length} 个` : ''}`;
}
