import type { CommandContext } from '../../commands/command.ts';
import type { Outcome } from '../../domain/decision.ts';
import { lines, type Message } from '../../domain/message.ts';
import { type MemberRow, memberRows } from '../../domain/people.ts';
import { put, type Write } from '../../domain/state.ts';
import { stripEnd } from '../../text/strip-end.ts';
import { adoptNamed } from '../roster/adopt-named.ts';
import { CARD_MAX, cleanCard, lengthOf } from './clean-card.ts';
import type { NicknameFormat } from './compile-format.ts';
import { cardFits } from './fits.ts';
import type { NicknameTexts } from './texts.ts';

/** `改名片 …`: keeps the card, or says the first problem with something that would be accepted. */
export function rename(
  context: CommandContext,
  typed: string,
  format: NicknameFormat | undefined,
  texts: NicknameTexts,
): Outcome {
  const row = rowOf(context);
  if (cleanCard(typed) === '') return { reply: howTo(context, row, format, texts) };
  const read = format ? format.read(typed) : readFree(typed, texts);
  if ('refusal' in read) return { reply: read.refusal };
  if (!read.ok)
    return {
      reply: lines(
        texts.refused(read.problem, format?.separator ?? '-', format?.shape ?? ''),
        read.suggestion ? texts.tryThis(read.suggestion, read.complete) : undefined,
      ),
    };
  if (lengthOf(read.card) > CARD_MAX) return { reply: texts.tooLong };
  if (row.card === read.card) return { reply: texts.unchanged(read.card) };
  // The operator may have welcomed this person by name only: whoever registers that name was it.
  const named = adoptNamed(context.state, [
    read.card,
    ...('fields' in read ? Object.values(read.fields) : []),
  ]);
  const firstSeen = Math.min(row.firstSeen, named.firstSeen ?? row.firstSeen);
  const { actor } = context.event;
  const fixed = {
    type: 'feature.event',
    name: 'nickname.fixed',
    member: actor,
    fields: { card: read.card },
  } as const;
  return {
    reply: texts.saved(read.card),
    ...(!cardFits(row, format) && { raise: [fixed] }),
    writes: [...named.writes, save(context, { ...row, card: read.card, firstSeen })],
  };
}

/** `我的名片`. */
export function showCard(
  context: CommandContext,
  format: NicknameFormat | undefined,
  texts: NicknameTexts,
): Outcome {
  const row = rowOf(context);
  if (!row.card) return { reply: lines(texts.none, howTo(context, row, format, texts)) };
  const fits = !format || format.read(row.card).ok;
  return {
    reply: fits
      ? texts.mine(row.card)
      : lines(texts.mine(row.card), texts.mineUnfit, howTo(context, row, format, texts)),
  };
}

/** `我叫 …`: the answer to "how shall we call you" where no card is asked for. */
export function callMe(context: CommandContext, typed: string, texts: NicknameTexts): Outcome {
  // 我叫 小王 啊: what stands apart is how it was said.
  const name = stripEnd(cleanCard(typed)).replace(/[\s,，]+[啊呀哦喔哈吧啦呢]+$/u, '');
  if (lengthOf(name) > CARD_MAX) return { reply: texts.nameTooLong };
  if (name === '') return { reply: texts.callMe };
  const row = rowOf(context);
  return {
    reply: row.card ? texts.calledWithCard(name, row.card) : texts.called(name),
    writes: [save(context, { ...row, name })],
  };
}

const readFree = (typed: string, texts: NicknameTexts): { ok: true; card: string } | { refusal: Message } => {
  const card = cleanCard(typed);
  if (!/[\p{L}\p{N}]/u.test(card)) return { refusal: texts.empty };
  return lengthOf(card) > CARD_MAX ? { refusal: texts.tooLong } : { ok: true, card };
};
const howTo = (
  { event }: CommandContext,
  row: MemberRow,
  format: NicknameFormat | undefined,
  texts: NicknameTexts,
) => {
  const name = row.nickname ?? row.name ?? event.actor.name;
  return texts.howTo(format?.shape, format ? format.example(row.card ?? name) : (name ?? '小王'));
};
const rowOf = ({ event, state }: CommandContext): MemberRow =>
  state.get(memberRows, event.actor.id) ?? {
    firstSeen: event.at,
    ...(event.actor.name !== undefined && { name: event.actor.name }),
    ...(event.actor.userid !== undefined && { userid: event.actor.userid }),
  };
const save = ({ event }: CommandContext, row: MemberRow): Write => put(memberRows, event.actor.id, row);
