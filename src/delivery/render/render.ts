import type { Message } from '../../domain/message.ts';
import type { OutgoingText } from '../ports.ts';
import { cut, split } from './split.ts';
import { toUnits } from './units.ts';
import { pingableId } from './userid.ts';

/** UTF-8 bytes (outbound.md §2.1, §3.1, §4, §5.1). Over-long content is refused by WeCom, not cut. */
const STREAM_BYTES = 20_480;
const WEBHOOK_MARKDOWN_BYTES = 4_096;
const TEXT_BYTES = 2_048;
/** Stated nowhere for appchat; the smaller figure is the safe one. */
const APPCHAT_MARKDOWN_BYTES = 2_048;

const CUT_NOTE = '\n…（内容太长，后面的没能放下）';

/** One answer in an aibot stream, a response_url or a robot's markdown: cut with a note when it does not fit. */
export const renderMarkdown = (message: Message, limit = STREAM_BYTES): string =>
  cut(toUnits(message, { syntax: 'markdown', mentions: false }), limit, CUT_NOTE);

/** A few plain words, such as stand on a button: cut without a note. */
export const renderLabel = (message: Message, limit: number): string =>
  cut(toUnits(message, { syntax: 'plain', mentions: false }), limit, '…');

/** One passive answer of a robot or an app, as plain text: cut with a note when it does not fit. */
export const renderPlain = (message: Message, limit = TEXT_BYTES): string =>
  cut(toUnits(message, { syntax: 'plain', mentions: false }), limit, CUT_NOTE);

/** A post through a webhook, in order, each piece within its limit. Empty when there is nothing to show. */
export const renderWebhook = (message: Message): readonly OutgoingText[] =>
  renderPost(message, { markdownBytes: WEBHOOK_MARKDOWN_BYTES, mentions: true });

/** The same for an appchat. */
export const renderAppchat = (message: Message): readonly OutgoingText[] =>
  renderPost(message, { markdownBytes: APPCHAT_MARKDOWN_BYTES, mentions: true });

/** A push over a channel that reads markdown alone and cannot ping (aibot long connection). */
export const renderPush = (message: Message): readonly OutgoingText[] =>
  split(toUnits(message, { syntax: 'markdown', mentions: false }), STREAM_BYTES).map((content) => ({
    format: 'markdown',
    content,
    mentions: [],
    mentionAll: false,
  }));

/** The single post of a response_url: one use, so one piece. */
export const renderLateReply = (message: Message): OutgoingText => ({
  format: 'markdown',
  content: renderMarkdown(message),
  mentions: [],
  mentionAll: false,
});

/** A private message of an app to staff. */
export const renderDm = (message: Message): readonly OutgoingText[] =>
  split(toUnits(message, { syntax: 'plain', mentions: false }), TEXT_BYTES).map((content) =>
    plainPost(content),
  );

interface Post {
  readonly markdownBytes: number;
  readonly mentions: boolean;
}

/**
 * Text pings through a list beside the content and is the only format that can address everybody; markdown has the
 * looks and room. So: text when somebody must be pinged by list or when nothing is lost by it, else markdown.
 */
const renderPost = (message: Message, { markdownBytes, mentions }: Post): readonly OutgoingText[] => {
  const inline = new Set(
    message.parts.flatMap((part) => (part.type === 'mention' ? (pingableId(part.member) ?? []) : [])),
  );
  const listed = [...new Set((message.mentions ?? []).flatMap((member) => pingableId(member) ?? []))].filter(
    (id) => !inline.has(id),
  );
  const mentionAll = message.mentionAll === true;
  const mustBeText = listed.length > 0 || mentionAll;
  if (mustBeText || !isFormatted(message)) {
    const pieces = split(toUnits(message, { syntax: 'plain', mentions }), TEXT_BYTES);
    // Everybody is pinged once, with the first piece.
    if (mustBeText || pieces.length <= 1)
      return pieces.map((content, n) =>
        n === 0 ? plainPost(content, listed, mentionAll) : plainPost(content),
      );
  }
  return split(toUnits(message, { syntax: 'markdown', mentions }), markdownBytes).map((content) => ({
    format: 'markdown',
    content,
    mentions: [],
    mentionAll: false,
  }));
};

const isFormatted = (message: Message): boolean =>
  message.parts.some(({ type }) => type === 'markdown' || type === 'bold' || type === 'link');

const plainPost = (content: string, mentions: readonly string[] = [], mentionAll = false): OutgoingText => ({
  format: 'text',
  content,
  mentions,
  mentionAll,
});
