import type { Message } from '../../domain/message.ts';
import { aibotReply, templateCard } from '../../wecom/aibot-reply.ts';
import { openEcho } from '../../wecom/envelope/open-echo.ts';
import {
  createEnvelopeOpener,
  type EnvelopeFields,
  type EnvelopeSettings,
  type Opened,
} from '../../wecom/envelope/open-envelope.ts';
import { createEnvelopeSealer, sealedJson, sealedXml } from '../../wecom/envelope/seal-envelope.ts';
import type { AibotReader } from '../../wecom/inbound/aibot.ts';
import type { AppReader } from '../../wecom/inbound/app.ts';
import type { Heard } from '../../wecom/inbound/heard.ts';
import type { RobotReader } from '../../wecom/inbound/robot.ts';
import { type BodyForm, encryptedPart } from './encrypted-part.ts';

/** A message as each kind of endpoint says it in the callback's own response. */
export interface ReplyRenderers {
  readonly aibot: (message: Message) => string;
  readonly robot: (message: Message) => string;
  readonly app: (message: Message) => string;
}

interface Common {
  readonly id: string;
  readonly envelope: EnvelopeSettings;
}
export type EndpointSettings = Common &
  (
    | { readonly kind: 'aibot'; readonly reader: AibotReader }
    | { readonly kind: 'robot'; readonly reader: RobotReader }
    | { readonly kind: 'app'; readonly reader: AppReader }
  );

export interface ReplyTo {
  readonly form: BodyForm;
  /** The callback's nonce: an aibot's reply carries the same (inbound.md §1.3). */
  readonly nonce: string;
  /** Names the stream of an aibot's reply: the same for every delivery of one message. */
  readonly streamId: string;
  /** Whom an app answers. */
  readonly userid: string;
  readonly nowMs: number;
  /** An answer to a press: an aibot's card is replaced by the message's, and nothing else can be said. */
  readonly press?: boolean;
}
export interface CallbackEndpoint {
  readonly id: string;
  readonly kind: EndpointSettings['kind'];
  openEcho(fields: EnvelopeFields, nowMs: number): Opened;
  /** The decrypted payload of a POST. `fields` without `encrypt`, which stands in the body. */
  open(
    fields: Omit<EnvelopeFields, 'encrypt'>,
    body: string,
    nowMs: number,
  ): Opened & { readonly form: BodyForm };
  read(plaintext: string, receivedAt: number): Heard;
  /** The encrypted body of an answer. */
  seal(message: Message, to: ReplyTo): string;
}

/** One callback URL: how its envelope is opened, its payload read and its answer sealed. */
export function createCallbackEndpoint(
  settings: EndpointSettings,
  render: ReplyRenderers,
  freshNonce: () => string,
): CallbackEndpoint {
  const { id, kind, envelope, reader } = settings;
  const open = createEnvelopeOpener(envelope);
  const seal = createEnvelopeSealer(envelope);
  const seconds = (nowMs: number) => String(Math.floor(nowMs / 1000));

  const plainReply = (message: Message, { form, streamId, userid, nowMs, press }: ReplyTo): string => {
    switch (kind) {
      case 'aibot':
        return JSON.stringify(
          press && message.card
            ? { response_type: 'update_template_card', template_card: templateCard(message.card) }
            : aibotReply(message, streamId, render.aibot(message)),
        );
      case 'robot':
        return form === 'json'
          ? JSON.stringify({ msgtype: 'text', text: { content: render.robot(message) } })
          : `<xml><MsgType>text</MsgType><Text><Content>${cdata(render.robot(message))}</Content></Text></xml>`;
      case 'app':
        return (
          `<xml><ToUserName>${cdata(userid)}</ToUserName><FromUserName>${cdata(envelope.receiveId)}</FromUserName>` +
          `<CreateTime>${seconds(nowMs)}</CreateTime><MsgType><![CDATA[text]]></MsgType>` +
          `<Content>${cdata(render.app(message))}</Content></xml>`
        );
      default:
        return kind satisfies never;
    }
  };
  return {
    id,
    kind,
    openEcho: (fields, nowMs) => openEcho(open, fields, nowMs),
    open: (fields, body, nowMs) => {
      const { form, encrypt } = encryptedPart(kind, body);
      const { signature, timestamp, nonce } = fields;
      return Object.assign(open({ signature, timestamp, nonce, encrypt }, nowMs), { form });
    },
    read: (plaintext, receivedAt) => reader.read(plaintext, receivedAt),
    seal: (message, to) => {
      const sealed = seal(
        plainReply(message, to),
        kind === 'aibot' ? to.nonce : freshNonce(),
        seconds(to.nowMs),
      );
      return to.form === 'json' ? sealedJson(sealed) : sealedXml(sealed);
    },
  };
}

/** `]]>` ends a CDATA section wherever it stands: it is split over two. */
const cdata = (text: string): string => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
