import { z } from 'zod';
import { memberRefSchema } from './chat.ts';

/**
 * What the bot says, before any channel's syntax. `text` and `markdown` are ours or the operator's; whatever a
 * member wrote travels as `data` and is neutralised by the renderer, so it can never become a mention, link or format.
 */
export const partSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string() }),
  /** Trusted markdown from a template or our own texts. */
  z.strictObject({ type: z.literal('markdown'), text: z.string() }),
  /** Something a member wrote: a name, a remark. Shown literally. */
  z.strictObject({ type: z.literal('data'), text: z.string() }),
  z.strictObject({ type: z.literal('bold'), text: z.string() }),
  z.strictObject({ type: z.literal('link'), text: z.string(), url: z.url() }),
  /** An @ where the channel can, else the name. */
  z.strictObject({ type: z.literal('mention'), member: memberRefSchema }),
  z.strictObject({ type: z.literal('line') }),
]);
export type Part = z.infer<typeof partSchema>;

/** Buttons beside the words, where the channel has them. Made by `withButtons`; plain text, shown as it stands. */
export const cardSchema = z.strictObject({
  id: z.string().regex(/^[0-9A-Za-z_@-]{1,128}$/),
  title: z.string().min(1),
  note: z.string().optional(),
  buttons: z
    .array(
      z.strictObject({
        label: z.string().min(1),
        look: z.enum(['primary', 'plain', 'danger', 'done']),
        /** Comes back when it is pressed. */
        key: z.string().min(1).max(256),
      }),
    )
    .min(1)
    .max(6),
});
export type Card = z.infer<typeof cardSchema>;

export const messageSchema = z.strictObject({
  parts: z.array(partSchema),
  card: cardSchema.optional(),
  /** Everybody who should be pinged even if not named in the text. */
  mentions: z.array(memberRefSchema).optional(),
  /** Needs its own permission; never set from member text. */
  mentionAll: z.boolean().optional(),
});
export type Message = z.infer<typeof messageSchema>;

export const text = (text: string): Part => ({ type: 'text', text });
export const markdown = (text: string): Part => ({ type: 'markdown', text });
export const data = (text: string): Part => ({ type: 'data', text });
export const bold = (text: string): Part => ({ type: 'bold', text });
export const line: Part = { type: 'line' };
export const mention = (member: z.infer<typeof memberRefSchema>): Part => ({
  type: 'mention',
  member,
});

/** `say('第 ', data(name), ' 位')`: plain strings are our own text. */
export const say = (...parts: (Part | string)[]): Message => ({
  parts: parts.map((part) => (typeof part === 'string' ? text(part) : part)),
});
/** Joins messages with a line break; what is undefined is left out. */
export const lines = (...messages: (Message | undefined)[]): Message => {
  const said = messages.filter((message) => message !== undefined);
  const card = said.find((message) => message.card)?.card;
  const mentions = said.flatMap((message) => message.mentions ?? []);
  const parts = said.flatMap((message, n) => (n === 0 ? message.parts : [line, ...message.parts]));
  return {
    parts,
    ...(card && { card }),
    ...(mentions.length > 0 && { mentions }),
    ...(said.some((m) => m.mentionAll) && { mentionAll: true }),
  };
};
/** For logs, tests and lists: the message without any syntax. */
export const plainText = (message: Message): string =>
  message.parts
    .map((part) => {
      switch (part.type) {
        case 'text':
        case 'markdown':
        case 'data':
        case 'bold':
          return part.text;
        case 'link':
          return `${part.text} ${part.url}`;
        case 'mention':
          return `@${part.member.name ?? part.member.userid ?? part.member.id}`;
        case 'line':
          return '\n';
        default:
          return part satisfies never;
      }
    })
    .join('');
