import { renderLabel } from '../delivery/render/render.ts';
import { type Card, data, type Message, say } from '../domain/message.ts';

/** Button styles of outbound.md §3.4. */
const styles: Readonly<Record<Card['buttons'][number]['look'], number>> = {
  primary: 1,
  plain: 2,
  danger: 3,
  done: 4,
};
/** Soft display advice, in characters of three bytes: what is longer is cut off by the client. */
const TITLE_BYTES = 26 * 3;
const NOTE_BYTES = 112 * 3;
const LABEL_BYTES = 10 * 3;

/** The passive reply to a message: a stream that is finished at once, with the card under it when there is one. */
export const aibotReply = ({ card }: Message, streamId: string, content: string): object => {
  const stream = { id: streamId, finish: true, content };
  return card
    ? { msgtype: 'stream_with_template_card', stream, template_card: templateCard(card) }
    : { msgtype: 'stream', stream };
};

export const templateCard = ({ id, title, note, buttons }: Card): object => ({
  card_type: 'button_interaction',
  main_title: { title: shown(title, TITLE_BYTES) },
  ...(note !== undefined && { sub_title_text: shown(note, NOTE_BYTES) }),
  button_list: buttons.map(({ label, look, key }) => ({
    text: shown(label, LABEL_BYTES),
    style: styles[look],
    key,
  })),
  task_id: id,
});

/** A title may hold what a member called something; without any text on it WeCom would refuse the whole answer. */
const shown = (text: string, bytes: number): string => renderLabel(say(data(text)), bytes) || '…';
