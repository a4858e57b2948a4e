import type { MemberRef } from '../../domain/chat.ts';
import { listenerIn } from '../../domain/community.ts';
import type { DecisionContext } from '../../domain/context.ts';
import type { Outcome } from '../../domain/decision.ts';
import { lines, mention } from '../../domain/message.ts';
import { displayName, memberRows, peopleIn } from '../../domain/people.ts';
import type { NicknameFormat } from './compile-format.ts';
import { cardFits } from './fits.ts';
import type { NicknameTexts } from './texts.ts';

/** Newcomers who get a line of their own; the rest are counted. */
const MAX_LINES = 8;

/** Asks those whose card or nickname does not fit yet, each with an example made from their own name. */
export function askNicknames(
  context: DecisionContext,
  format: NicknameFormat | undefined,
  by: string,
  texts: NicknameTexts,
): Outcome {
  const { event, group, state } = context;
  if (!group) return { trail: [{ by, outcome: 'refused', why: '不在群里,没法问名片' }] };
  const asked = peopleIn(context.event).flatMap((member) => {
    const row = state.get(memberRows, member.id);
    const shown = row?.card ?? row?.nickname;
    if (cardFits(row, format) || row?.left !== undefined) return [];
    const name = shown ?? row?.name ?? member.name;
    return [
      { member: named(member, displayName({ ...row, name: row?.name ?? member.name }, member.id)), name },
    ];
  });
  if (asked.length === 0) return { trail: [{ by, outcome: 'not-matched', why: '名片都已符合' }] };
  const listener = listenerIn(context.community, group);
  const message = lines(
    format ? texts.askFormat(format.shape, listener) : texts.askFree(listener),
    ...asked
      .slice(0, MAX_LINES)
      .map(({ member, name }) =>
        texts.askLine(mention(member), format ? format.example(name) : (name ?? '小王')),
      ),
    asked.length > MAX_LINES ? texts.askMore(asked.length) : undefined,
  );
  const rest = asked.slice(MAX_LINES).map(({ member }) => member);
  const effect = {
    type: 'send' as const,
    group: group.id,
    message: { ...message, ...(rest.length > 0 && { mentions: rest }) },
    origin: { source: by, event: event.id, version: context.version },
  };
  return { effects: [{ effect }], trail: [{ by, outcome: 'did' }] };
}

const named = (member: MemberRef, name: string): MemberRef => ({ ...member, name: member.name ?? name });
