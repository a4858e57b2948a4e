import { bytesOf, type Fields, stringAt, under } from '../api/fields.ts';
import { parsedJson } from './envelope.ts';

/** Which callback is being answered: each allows its own replies (outbound.md §3.1). */
export type Answering =
  | { readonly type: 'message' }
  | { readonly type: 'poll'; readonly stream: string }
  | { readonly type: 'enter' }
  | { readonly type: 'event' };

export interface StreamShown {
  readonly id: string;
  readonly finish: boolean;
  readonly content: string;
}
export type AibotReply =
  | { readonly type: 'none' }
  | { readonly type: 'stream'; readonly stream: StreamShown; readonly card?: string }
  | { readonly type: 'text'; readonly content: string }
  | { readonly type: 'card'; readonly card: string }
  | { readonly type: 'problem'; readonly problem: string };

/** Reads the decrypted reply of an aibot callback. */
export function readAibotReply(plaintext: string | undefined, answering: Answering): AibotReply {
  if (plaintext === undefined) return { type: 'none' };
  const fields = parsedJson(plaintext);
  if (!fields) return problem('is not a JSON object');
  if (Object.keys(fields).length === 0) return { type: 'none' };
  const type = stringAt(fields, 'msgtype') ?? stringAt(fields, 'response_type') ?? '';
  if (!allowed[answering.type].includes(type))
    return problem(`msgtype "${type}" cannot answer this callback`);
  switch (type) {
    case 'stream':
      return readStream(fields, answering);
    case 'stream_with_template_card': {
      const read = readStream(fields, answering);
      return read.type === 'stream' ? { ...read, card: cardTitle(fields) } : read;
    }
    case 'text': {
      const content = stringAt(under(fields, 'text'), 'content') ?? '';
      return content === '' ? problem('text.content is empty') : { type: 'text', content };
    }
    default:
      return { type: 'card', card: cardTitle(fields) };
  }
}
const allowed: Readonly<Record<Answering['type'], readonly string[]>> = {
  message: ['stream', 'template_card', 'stream_with_template_card'],
  poll: ['stream', 'stream_with_template_card'],
  enter: ['text', 'template_card'],
  event: ['update_template_card'],
};
const problem = (text: string): AibotReply => ({ type: 'problem', problem: text });

function readStream(fields: Fields, answering: Answering): AibotReply {
  const stream = under(fields, 'stream');
  const id = stringAt(stream, 'id');
  const content = stringAt(stream, 'content') ?? '';
  if (!id) return problem('stream.id is missing');
  if (answering.type === 'poll' && id !== answering.stream)
    return problem('stream.id is not the one asked for');
  if (bytesOf(content) > 20480) return problem('stream.content is longer than 20480 bytes');
  return { type: 'stream', stream: { id, content, finish: stream.finish === true } };
}
const cardTitle = (fields: Fields): string => {
  const card = under(fields, 'template_card');
  return stringAt(under(card, 'main_title'), 'title') ?? stringAt(card, 'sub_title_text') ?? '';
};
