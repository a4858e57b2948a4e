import type { GroupEvent } from '../../domain/events.ts';
import type { Handled, HandleEvent } from '../../domain/handled.ts';
import { type EventId, eventIdSchema } from '../../domain/ids.ts';
import type { Message } from '../../domain/message.ts';
import type { EnvelopeRefusal } from '../../wecom/envelope/open-envelope.ts';
import type { CallbackEndpoint } from './callback-endpoint.ts';
import type { BodyForm } from './encrypted-part.ts';

/** The query of a callback as parsed: a repeated key is a list, and refused. */
export type CallbackQuery = {
  readonly msg_signature?: unknown;
  readonly timestamp?: unknown;
  readonly nonce?: unknown;
  readonly echostr?: unknown;
};

export interface Answer {
  readonly status: 200 | 400 | 403 | 503;
  readonly body: string;
  readonly contentType?: string;
}
export interface AnswerDeps {
  readonly handle: HandleEvent;
  /** What was answered to an event before, for polls of a stream that another process began. */
  readonly replyOf: (event: Pick<GroupEvent, 'id' | 'chat'>) => Promise<Message | undefined>;
  /** Keeps the one-use URL by which an event can be answered later. */
  readonly rememberResponseUrl: (event: EventId, url: string) => Promise<void>;
  /** The machine's clock, epoch ms: the envelope's window does not follow the shared one. */
  readonly machineNow: () => number;
  /** The shared clock, epoch ms: when we received something that brings no time of its own. */
  readonly sharedNow: () => number;
  /** WeCom hangs up after 5 s; what is not durable by then is answered 503 so that it comes again. */
  readonly deadlineMs: number;
  readonly observe: (what: CallbackOutcome) => void;
}
export interface CallbackOutcome {
  readonly channel: CallbackEndpoint['kind'];
  readonly outcome: 'answered' | 'acknowledged' | 'ignored' | 'refused' | 'malformed' | 'failed';
  readonly reason: EnvelopeRefusal | string;
  readonly error?: unknown;
}

const empty = (status: Answer['status']): Answer => ({ status, body: '' });
const STREAM_PREFIX = 's.';

/** GET: proves to WeCom that the URL is ours by answering the decrypted `echostr`, bare. */
export function answerEcho(endpoint: CallbackEndpoint, query: CallbackQuery, deps: AnswerDeps): Answer {
  const fields = { ...fieldsOf(query), encrypt: query.echostr };
  const opened = endpoint.openEcho(fields, deps.machineNow());
  if (opened.ok) return { status: 200, body: opened.plaintext, contentType: 'text/plain; charset=utf-8' };
  deps.observe({ channel: endpoint.kind, outcome: 'refused', reason: opened.reason });
  return empty(opened.status);
}

/**
 * POST: open → read → handle → reply. Answers only once the event is durable, or says 503 so that it comes again. Between
 * the steps it stands aside (`await undefined`), so that callbacks which came together take each step side by side.
 */
export async function answerCallback(
  endpoint: CallbackEndpoint,
  query: CallbackQuery,
  body: string,
  deps: AnswerDeps,
): Promise<Answer> {
  const channel = endpoint.kind;
  const opened = endpoint.open(fieldsOf(query), body, deps.machineNow());
  if (!opened.ok) {
    deps.observe({ channel, outcome: 'refused', reason: opened.reason });
    return empty(opened.status);
  }
  const { nonce, form } = opened;
  await undefined;
  const heard = endpoint.read(opened.plaintext, deps.sharedNow());
  await undefined;
  switch (heard.type) {
    case 'malformed':
      deps.observe({ channel, outcome: 'malformed', reason: heard.why });
      return empty(400);
    case 'ignored':
      deps.observe({ channel, outcome: 'ignored', reason: heard.what });
      return empty(200);
    case 'stream-poll': {
      // We finish every stream at once, so a poll means that our answer got lost: say it again, or end the polling.
      const id = eventIdSchema.safeParse(heard.streamId.slice(STREAM_PREFIX.length));
      const known = id.success
        ? await withinDeadline(deps.replyOf({ id: id.data, chat: heard.chat }), deps.deadlineMs).catch(
            () => undefined,
          )
        : undefined;
      const text: Message = known ?? { parts: [{ type: 'text', text: '这条没有处理完,请再发一次' }] };
      const to = { form, nonce, streamId: heard.streamId, userid: '', nowMs: deps.machineNow() };
      return sealed(endpoint, text, to, form);
    }
    case 'event': {
      const { event, responseUrl } = heard;
      let handled: Handled;
      try {
        const durable =
          responseUrl !== undefined && event.type === 'card.clicked'
            ? deps.rememberResponseUrl(event.id, responseUrl).then(() => deps.handle(event))
            : deps.handle(event);
        handled = await withinDeadline(durable, deps.deadlineMs);
      } catch (error) {
        deps.observe({ channel, outcome: 'failed', reason: 'not durable', error });
        return empty(503);
      }
      // Only to messages can a text be said in the response; events take cards or nothing (inbound.md §3.1.3).
      const press =
        event.type === 'card.clicked' && endpoint.kind === 'aibot' && handled.reply?.card !== undefined;
      if (!handled.reply || (event.type !== 'message.received' && !press)) {
        deps.observe({ channel, outcome: 'acknowledged', reason: event.type });
        return empty(200);
      }
      deps.observe({ channel, outcome: 'answered', reason: event.type });
      const streamId = `${STREAM_PREFIX}${event.id}`;
      const userid = event.actor.userid ?? event.actor.id;
      await undefined;
      return sealed(
        endpoint,
        handled.reply,
        { form, nonce, streamId, userid, nowMs: deps.machineNow(), press },
        form,
      );
    }
    default:
      return heard satisfies never;
  }
}

const sealed = (
  endpoint: CallbackEndpoint,
  message: Message,
  to: Parameters<CallbackEndpoint['seal']>[1],
  form: BodyForm,
): Answer => ({
  status: 200,
  body: endpoint.seal(message, to),
  // The official plugin answers JSON as plain text too (inbound.md §1.3).
  contentType: form === 'json' ? 'text/plain; charset=utf-8' : 'application/xml; charset=utf-8',
});

const fieldsOf = (query: CallbackQuery) => ({
  signature: query.msg_signature,
  timestamp: query.timestamp,
  nonce: query.nonce,
});

function withinDeadline<T>(work: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`not finished within ${ms} ms`)), ms);
    work.then(
      (result) => {
        clearTimeout(timer);
        resolve(result);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}
