import { createHash } from 'node:crypto';
import { type Answer, refuse } from './answer.ts';
import { bytesOf, type Fields, isFields, stringAt, under } from './fields.ts';
import { mentionsIn, mentionsInline } from './mentions.ts';

/** What people see of a message. */
export interface Shown {
  readonly format: 'text' | 'markdown';
  readonly content: string;
  readonly mentions: readonly string[];
}
type Checked = { readonly shown: Shown } | { readonly refusal: Answer };

const refused = (code: number, reason: string): Checked => ({ refusal: refuse(code, reason) });

/** Checks a webhook message as WeCom does: outbound.md §2.1–2.4. */
export function checkWebhookMessage(body: Fields, hasMedia: (id: string | undefined) => boolean): Checked {
  const type = stringAt(body, 'msgtype') ?? '';
  const payload = under(body, type);
  switch (type) {
    case 'text':
      return written(payload, 'text', 2048);
    case 'markdown':
    case 'markdown_v2':
      return written(payload, type, 4096);
    case 'image':
      return image(payload);
    case 'news':
      return news(payload);
    case 'file':
    case 'voice':
      return hasMedia(stringAt(payload, 'media_id'))
        ? shown(`[${type === 'file' ? '文件' : '语音'}]`)
        : refused(40007, 'invalid media_id');
    case 'template_card':
      return card(payload);
    default:
      return refused(40008, 'invalid message type');
  }
}

const shown = (content: string): Checked => ({ shown: { format: 'text', content, mentions: [] } });

function written(payload: Fields, type: 'text' | 'markdown' | 'markdown_v2', max: number): Checked {
  const content = stringAt(payload, 'content');
  if (content === undefined || content === '') return refused(44004, 'empty content');
  if (bytesOf(content) > max)
    return refused(40058, `${type}.content exceed max length ${max}. Invalid input`);
  const mentions =
    type === 'text' ? mentionsIn(payload, content) : type === 'markdown' ? mentionsInline(content) : [];
  return { shown: { format: type === 'text' ? 'text' : 'markdown', content, mentions } };
}

function image(payload: Fields): Checked {
  const raw = Buffer.from(stringAt(payload, 'base64') ?? '', 'base64');
  if (raw.length === 0) return refused(44001, 'empty media data');
  if (raw.length > 2 * 1024 * 1024) return refused(40009, 'invalid image size');
  const md5 = createHash('md5').update(raw).digest('hex');
  return md5 === stringAt(payload, 'md5')?.toLowerCase()
    ? shown('[图片]')
    : refused(301019, 'media md5 not match');
}

function news(payload: Fields): Checked {
  const articles = Array.isArray(payload.articles) ? payload.articles.filter(isFields) : [];
  if (articles.length === 0) return refused(44004, 'empty content');
  if (articles.length > 8) return refused(45008, 'article size out of limit');
  if (articles.some((article) => !stringAt(article, 'title') || !stringAt(article, 'url')))
    return refused(40063, 'some parameters are empty');
  return shown(articles.map((article) => `[图文] ${stringAt(article, 'title')}`).join('\n'));
}

function card(payload: Fields): Checked {
  const type = stringAt(payload, 'card_type');
  if (type !== 'text_notice' && type !== 'news_notice') return refused(42031, 'invalid card_type');
  const action = under(payload, 'card_action');
  if (action.type !== 1 && action.type !== 2) return refused(42045, 'invalid card_action');
  const title = stringAt(under(payload, 'main_title'), 'title') ?? stringAt(payload, 'sub_title_text');
  return title ? shown(`[卡片] ${title}`) : refused(42033, 'invalid title');
}
