import { plainText } from '../../src/domain/message.ts';
import {
  type CallbackEndpoint,
  createCallbackEndpoint,
  type EndpointSettings,
} from '../../src/http/callbacks/callback-endpoint.ts';
import type { EnvelopeSettings } from '../../src/wecom/envelope/open-envelope.ts';
import { createAibotReader } from '../../src/wecom/inbound/aibot.ts';
import { createAppReader } from '../../src/wecom/inbound/app.ts';
import { createRobotReader } from '../../src/wecom/inbound/robot.ts';
import type { Random } from './random.ts';

/** One callback URL under fire: its endpoint, what it is configured with, and how its payloads are written. */
export interface Target {
  readonly name: string;
  readonly endpoint: CallbackEndpoint;
  readonly envelope: EnvelopeSettings;
  readonly form: 'xml' | 'json';
  /** A genuine payload: a message with this id and text. */
  readonly payload: (msgid: string, text: string) => string;
}

const corp = 'wx5823bf96d3bd56c7';
const render = { aibot: plainText, robot: plainText, app: plainText };

/** receiveid '' and corp, each in XML and in JSON; every endpoint has a token and a key of its own. */
export function createTargets(random: Random): readonly [Target, ...Target[]] {
  const envelope = (receiveId: string): EnvelopeSettings => ({
    token: random.word(random.int(3, 32)),
    // The last of the 43 characters carries only four bits of the key.
    encodingAESKey: `${random.word(42)}${random.pick(['A', 'E', 'I', 'M', 'Q', 'U', 'Y', 'c', 'g', 'k'])}`,
    receiveId,
  });
  const target = (
    name: string,
    form: Target['form'],
    settings: EndpointSettings,
    payload: Target['payload'],
  ) => ({
    name,
    form,
    envelope: settings.envelope,
    endpoint: createCallbackEndpoint(settings, render, () => random.word(16)),
    payload,
  });
  const aibot = (id: string, receiveId: string): Target => {
    const reader = createAibotReader({ via: id, name: 'Helper' });
    return target(id, 'json', { id, kind: 'aibot', envelope: envelope(receiveId), reader }, aibotText);
  };
  const robot = (id: string, form: Target['form']): Target => {
    const reader = createRobotReader({ via: id });
    const payload = form === 'json' ? robotJson : robotXml;
    return target(id, form, { id, kind: 'robot', envelope: envelope(''), reader }, payload);
  };
  const app: EndpointSettings = {
    id: 'app-corp-xml',
    kind: 'app',
    envelope: envelope(corp),
    reader: createAppReader({ via: 'app-corp-xml' }),
  };
  return [
    aibot('aibot-none-json', ''),
    aibot('aibot-corp-json', corp),
    robot('robot-none-xml', 'xml'),
    robot('robot-none-json', 'json'),
    target('app-corp-xml', 'xml', app, appText),
  ];
}

const aibotText = (msgid: string, text: string): string =>
  JSON.stringify({
    msgid,
    aibotid: 'B1',
    chatid: 'wrCHAT',
    chattype: 'group',
    from: { userid: 'zhangsan' },
    response_url: 'https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=RC',
    msgtype: 'text',
    text: { content: `@Helper ${text}` },
  });
const robotJson = (msgid: string, text: string): string =>
  JSON.stringify({
    webhook_url: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=K',
    msgid,
    chatid: 'wrX',
    chattype: 'group',
    from: { userid: 'zhangsan', name: '张三', alias: 'zs' },
    msgtype: 'text',
    text: { content: `@RobotA ${text}` },
  });
const robotXml = (msgid: string, text: string): string =>
  `<xml><WebhookUrl><![CDATA[https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=K]]></WebhookUrl><MsgId>${msgid}</MsgId>` +
  '<ChatId><![CDATA[wrX]]></ChatId><ChatType>group</ChatType><From><UserId>zhangsan</UserId>' +
  '<Name><![CDATA[张三]]></Name><Alias><![CDATA[zs]]></Alias></From><MsgType>text</MsgType>' +
  `<Text><Content><![CDATA[@RobotA ${text}]]></Content></Text></xml>`;
const appText = (msgid: string, text: string): string =>
  `<xml><ToUserName><![CDATA[${corp}]]></ToUserName><FromUserName><![CDATA[zhangsan]]></FromUserName>` +
  '<CreateTime>1700000000</CreateTime><MsgType><![CDATA[text]]></MsgType>' +
  `<Content><![CDATA[${text}]]></Content><MsgId>${msgid}</MsgId><AgentID>1</AgentID></xml>`;
