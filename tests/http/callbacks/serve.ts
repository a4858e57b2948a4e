import type { InjectOptions } from 'fastify';
import type { GroupEvent } from '../../../src/domain/events.ts';
import type { Handled } from '../../../src/domain/handled.ts';
import { plainText, say } from '../../../src/domain/message.ts';
import type { AnswerDeps, CallbackOutcome } from '../../../src/http/callbacks/answer-callback.ts';
import {
  createCallbackEndpoint,
  type EndpointSettings,
} from '../../../src/http/callbacks/callback-endpoint.ts';
import { callbackRoutes } from '../../../src/http/callbacks/callback-routes.ts';
import { createServer } from '../../../src/http/server.ts';
import { createEnvelopeOpener, type EnvelopeSettings } from '../../../src/wecom/envelope/open-envelope.ts';
import { createEnvelopeSealer, type Sealed } from '../../../src/wecom/envelope/seal-envelope.ts';
import { createAibotReader } from '../../../src/wecom/inbound/aibot.ts';
import { createAppReader } from '../../../src/wecom/inbound/app.ts';
import { createRobotReader } from '../../../src/wecom/inbound/robot.ts';
import { parseXml } from '../../../src/wecom/xml/parse-xml.ts';

export type Kind = 'aibot' | 'robot' | 'app';
export const nowMs = 1_700_000_000_000;
export const corp = 'wwCORP';

const key = (letter: string) => `${letter}${'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2A'.slice(1)}`;
export const envelopes: Readonly<Record<Kind, EnvelopeSettings>> = {
  aibot: { token: 'tokenA', encodingAESKey: key('A'), receiveId: '' },
  robot: { token: 'tokenB', encodingAESKey: key('B'), receiveId: '' },
  app: { token: 'tokenC', encodingAESKey: key('C'), receiveId: corp },
};
export const urls: Readonly<Record<Kind, string>> = {
  aibot: '/wecom/aibot/helper',
  robot: '/wecom/robot/duty',
  app: '/wecom/app/main',
};
const endpoints: readonly EndpointSettings[] = [
  {
    id: 'helper',
    kind: 'aibot',
    envelope: envelopes.aibot,
    reader: createAibotReader({ via: 'helper', name: 'Helper' }),
  },
  { id: 'duty', kind: 'robot', envelope: envelopes.robot, reader: createRobotReader({ via: 'duty' }) },
  { id: 'main', kind: 'app', envelope: envelopes.app, reader: createAppReader({ via: 'main' }) },
];

/** The real server with one endpoint of each kind; the engine behind it answers the first time and remembers. */
export async function serve(change: Partial<AnswerDeps> = {}) {
  const events: GroupEvent[] = [];
  const outcomes: CallbackOutcome[] = [];
  const errors: Error[] = [];
  const responseUrls: [string, string][] = [];
  const committed = new Map<string, Handled>();
  let nonces = 0;

  const deps: AnswerDeps = {
    handle: async (event) => {
      const before = committed.get(event.id);
      if (before) return { ...before, duplicate: true };
      events.push(event);
      const handled: Handled = {
        event: event.id,
        duplicate: false,
        reply: say(`收到第 ${events.length} 条`),
        trail: [],
      };
      committed.set(event.id, handled);
      return handled;
    },
    replyOf: async ({ id }) => committed.get(id)?.reply,
    rememberResponseUrl: async (event, url) => {
      responseUrls.push([event, url]);
    },
    machineNow: () => nowMs,
    sharedNow: () => nowMs + 7,
    deadlineMs: 60_000,
    observe: (what) => {
      outcomes.push(what);
    },
    ...change,
  };
  const render = { aibot: plainText, robot: plainText, app: plainText };
  const known = new Map(
    endpoints.map((one) => [
      `${one.kind}/${one.id}`,
      createCallbackEndpoint(one, render, () => `fresh${++nonces}`),
    ]),
  );
  const server = createServer({ onError: (error) => errors.push(error) });
  await server.register(callbackRoutes, { ...deps, endpoint: (kind, id) => known.get(`${kind}/${id}`) });

  const inject = (options: InjectOptions) => server.inject(options);
  return {
    inject,
    post: (kind: Kind, plaintext: string, more: Partial<PostOptions> = {}) =>
      inject(postOf(kind, plaintext, more)),
    close: () => server.close(),
    events,
    outcomes,
    errors,
    responseUrls,
  };
}

export interface PostOptions {
  readonly nonce: string;
  readonly form: 'json' | 'xml';
  readonly contentType: string;
}
export const seal = (kind: Kind, plaintext: string, nonce = 'nonce123'): Sealed =>
  createEnvelopeSealer(envelopes[kind])(plaintext, nonce, String(nowMs / 1000));
export const queryOf = ({ signature, timestamp, nonce }: Omit<Sealed, 'encrypt'>) =>
  new URLSearchParams({ msg_signature: signature, timestamp, nonce });

/** A callback as WeCom sends it. */
export function postOf(kind: Kind, plaintext: string, more: Partial<PostOptions> = {}) {
  const sealed = seal(kind, plaintext, more.nonce);
  const form = more.form ?? (kind === 'aibot' ? 'json' : 'xml');
  const head = kind === 'app' ? `<ToUserName><![CDATA[${corp}]]></ToUserName><AgentID>1</AgentID>` : '';
  return {
    method: 'POST' as const,
    url: `${urls[kind]}?${queryOf(sealed)}`,
    headers: { 'content-type': more.contentType ?? (form === 'json' ? 'application/json' : 'text/xml') },
    payload:
      form === 'json'
        ? JSON.stringify({ encrypt: sealed.encrypt })
        : `<xml>${head}<Encrypt><![CDATA[${sealed.encrypt}]]></Encrypt></xml>`,
  };
}

/** An answer as WeCom reads it: the plaintext and the nonce it was signed with. Throws when WeCom would not take it. */
export function openAnswer(kind: Kind, body: string): { readonly plaintext: string; readonly nonce: string } {
  const fields = body.startsWith('{') ? jsonFields(body) : xmlFields(body);
  const opened = createEnvelopeOpener(envelopes[kind])(fields, nowMs);
  if (!opened.ok) throw new Error(`answer refused: ${opened.reason}`);
  return { plaintext: opened.plaintext, nonce: opened.nonce };
}
const jsonFields = (body: string) => {
  const { encrypt, msgsignature, timestamp, nonce } = JSON.parse(body);
  if (typeof timestamp !== 'number') throw new Error('the timestamp of a JSON answer is a number');
  return { encrypt, signature: msgsignature, timestamp: String(timestamp), nonce };
};
const xmlFields = (body: string) => {
  const value = parseXml(body)?.value;
  if (typeof value !== 'object') throw new Error(`no XML: ${body}`);
  return {
    encrypt: value.Encrypt,
    signature: value.MsgSignature,
    timestamp: value.TimeStamp,
    nonce: value.Nonce,
  };
};

export const text = {
  aibot: (msgid: string, content = '@Helper hi') =>
    JSON.stringify({
      msgid,
      aibotid: 'B1',
      chatid: 'wrCHAT',
      chattype: 'group',
      from: { userid: 'ZhangSan' },
      response_url: 'https://ww.example/response?response_code=RC',
      msgtype: 'text',
      text: { content },
    }),
  robot: (msgid: string) =>
    `<xml><MsgId>${msgid}</MsgId><ChatId>wrX</ChatId><ChatType>group</ChatType><From><UserId>ZhangSan</UserId></From>` +
    '<MsgType>text</MsgType><Text><Content><![CDATA[@RobotA hi]]></Content></Text></xml>',
  app: (msgid: string) =>
    `<xml><ToUserName>${corp}</ToUserName><FromUserName>ZhangSan</FromUserName><CreateTime>1700000000</CreateTime>` +
    `<MsgType>text</MsgType><Content>hi</Content><MsgId>${msgid}</MsgId><AgentID>1</AgentID></xml>`,
} as const satisfies Record<Kind, (msgid: string) => string>;
