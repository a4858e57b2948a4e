import { bytesOf, type Fields, stringAt, under } from '../api/fields.ts';
import type { ShownCard } from '../types.ts';
import { parsedJson } from './envelope.ts';
import { readCard } from './read-card.ts';

/** Which callback is being answered: each allows its own replies (outbound.md §3.1). */
export type Answering =
  | { readonly type: 'message' }
  | { readonly type: 'poll'; readonly stream: string }
  | { readonly type: 'enter' }
  | { readonly type: 'press'; readonly taskId: string };

export interface StreamShown {
  readonly id: string;
  readonly finish: boolean;
  readonly content: string;
}
export type AibotReply =
  | { readonly type: 'none' }
  | { readonly type: 'stream'; readonly stream: StreamShown; readonly card?: ShownCard }
  | { readonly type: 'text'; readonly content: string }
  | { readonly type: 'card'; readonly card: ShownCard }
  | { readonly type: 'problem'; readonly problem: string };

/** Reads the decrypted reply of an aibot callback. */
export function readAibotReply(
  plaintext: string | undefined,
  answering: Answering,
  /** Task ids that were used before: each is good once. */
  taken: ReadonlySet<string> = new Set(),
): AibotReply {
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
      const card = readCard(fields, taken);
      if ('problem' in card) return problem(card.problem);
      return read.type === 'stream' ? { ...read, card } : read;
    }
    case 'text': {
      const content = stringAt(under(fields, 'text'), 'content') ?? '';
      return content === '' ? problem('text.content is empty') : { type: 'text', content };
    }
    default: {
      const card = readCard(fields, taken);
      if ('problem' in card) return problem(card.problem);
      if (answering.type === 'press' && card.taskId !== answering.taskId)
        return problem('task_id is not that of the card pressed');
      return { type: 'card', card };
    }
  }
}
const allowed: Readonly<Record<Answering['type'], readonly string[]>> = {
  message: ['stream', 'template_card', 'stream_with_template_card'],
  poll: ['stream', 'stream_with_template_card'],
  enter: ['text', 'template_card'],
  press: ['update_template_card'],
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
