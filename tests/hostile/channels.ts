import {
  renderAppchat,
  renderDm,
  renderLateReply,
  renderMarkdown,
  renderPlain,
  renderPush,
  renderWebhook,
} from '../../src/delivery/render/render.ts';
import type { Message } from '../../src/domain/message.ts';
import { templateCard } from '../../src/wecom/aibot-reply.ts';

/** What reaches WeCom: how it is read there, and what it may weigh (outbound.md §2.1, §3.1, §3.4, §4, §5.1). */
export interface Sent {
  readonly syntax: 'plain' | 'markdown';
  readonly content: string;
  readonly bytes: number;
  readonly mentions: readonly string[];
  readonly mentionAll: boolean;
}
export interface Channel {
  readonly name: string;
  readonly render: (message: Message) => readonly Sent[];
  /** Whether `<@userid>` is written there; undefined where nothing is one message in pieces. */
  readonly mentions: boolean | undefined;
}

const alone = (syntax: Sent['syntax'], content: string, bytes: number): readonly Sent[] => [
  { syntax, content, bytes, mentions: [], mentionAll: false },
];
const posts =
  (render: typeof renderWebhook, most: { readonly text: number; readonly markdown: number }) =>
  (message: Message): readonly Sent[] =>
    render(message).map(({ format, ...post }) => ({
      ...post,
      syntax: format === 'text' ? 'plain' : 'markdown',
      bytes: most[format],
    }));

export const channels: readonly Channel[] = [
  {
    name: 'aibot stream',
    mentions: false,
    render: (message) => alone('markdown', renderMarkdown(message), 20_480),
  },
  { name: 'passive text', mentions: false, render: (message) => alone('plain', renderPlain(message), 2_048) },
  { name: 'webhook', mentions: true, render: posts(renderWebhook, { text: 2_048, markdown: 4_096 }) },
  { name: 'appchat', mentions: true, render: posts(renderAppchat, { text: 2_048, markdown: 2_048 }) },
  { name: 'push', mentions: false, render: posts(renderPush, { text: 20_480, markdown: 20_480 }) },
  { name: 'message/send', mentions: false, render: posts(renderDm, { text: 2_048, markdown: 2_048 }) },
  {
    name: 'response_url',
    mentions: false,
    render: (message) => posts((one) => [renderLateReply(one)], { text: 20_480, markdown: 20_480 })(message),
  },
  { name: 'card', mentions: undefined, render: (message) => cardTexts(message) },
];

/** Everything of a card that is shown. */
function cardTexts({ card }: Message): readonly Sent[] {
  if (!card) return [];
  const shown: [string, number][] = [];
  const walk = (value: unknown, key: string) => {
    if (typeof value === 'string') {
      const bytes = { title: 26 * 3, sub_title_text: 112 * 3, text: 10 * 3 }[key];
      if (bytes !== undefined) shown.push([value, bytes]);
    } else if (typeof value === 'object' && value !== null)
      for (const [name, inner] of Object.entries(value)) walk(inner, name);
  };
  walk(JSON.parse(JSON.stringify(templateCard(card))), '');
  return shown.flatMap(([content, bytes]) => alone('plain', content, bytes));
}
