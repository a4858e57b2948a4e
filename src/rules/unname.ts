import type { MemberRef } from '../domain/chat.ts';
import { data, type Message, type Part } from '../domain/message.ts';

/** A message without somebody's name; the same object where it does not stand in it. */
export type Unname = (message: Message) => Message;

const SOMEBODY = '一位成员';

/**
 * `isAbout`: whether what was said names them. Only names and words of members are looked at, never our own text; what
 * follows a name on its line – a remark, what they said – goes with it.
 */
export const unname =
  ({ id }: Pick<MemberRef, 'id'>, isAbout: (said: string) => boolean): Unname =>
  (message) => {
    const names = (part: Part): boolean =>
      part.type === 'mention' ? part.member.id === id : part.type === 'data' && isAbout(part.text);
    const mentioned = message.mentions?.some((member) => member.id === id) ?? false;
    if (!mentioned && !message.parts.some(names)) return message;
    let theirs = false;
    const parts = message.parts.map((part): Part => {
      if (names(part)) {
        theirs = true;
        return data(SOMEBODY);
      }
      if (part.type === 'line' || ('text' in part && part.text.includes('\n'))) theirs = false;
      return theirs && part.type === 'data' ? data('…') : part;
    });
    const { mentions, ...rest } = message;
    const others = mentions?.filter((member) => member.id !== id) ?? [];
    return { ...rest, parts, ...(others.length > 0 && { mentions: others }) };
  };
