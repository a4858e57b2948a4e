import type { Clock } from '../../domain/clock.ts';
import type { ResponseUrls } from '../api/aibot-response.ts';
import type { Transcript } from '../transcript.ts';
import type { CallbackOutcome, ShownCard, TranscriptEntry } from '../types.ts';
import type { Person } from '../world.ts';
import { type Answering, readAibotReply } from './aibot-reply.ts';
import { answerLine, botOf, chooseReply, type Heard, noteDelivery, noteProblem } from './conversation.ts';
import type { Courier, Timing } from './courier.ts';
import type { Deliver } from './deliver.ts';
import { newMsgId } from './ids.ts';
import type { Target } from './target.ts';

/** Callbacks of aibots in URL mode (inbound.md §3.1) and what becomes of their replies. */
export function createAibotCaller(deps: {
  readonly deliver: Deliver;
  readonly courier: Courier;
  readonly timing: Timing;
  readonly clock: Clock;
  readonly transcript: Transcript;
  readonly responses: ResponseUrls;
  /** Base URL of the emulated API. */
  readonly url: () => string;
  /** Keeps work that goes on after an answer from being forgotten. */
  readonly track: (work: Promise<unknown>) => void;
  readonly limits: boolean;
}) {
  const { deliver, courier, timing, clock, transcript } = deps;
  /** Unfinished streams per bot and person: WeCom allows three (§2). */
  const streaming = new Map<string, number>();
  const countStream = (key: string, by: number) => streaming.set(key, (streaming.get(key) ?? 0) + by);

  /** Task ids each bot has used: good once, for ever (outbound.md §3.4). */
  const tasks = new Map<string, Set<string>>();
  const tasksOf = (target: Target): Set<string> => {
    const known = tasks.get(target.via) ?? new Set<string>();
    tasks.set(target.via, known);
    return known;
  };

  /** What is the same in every callback of one conversation. */
  const head = (target: Target, heard: Pick<Heard, 'person' | 'chatId'>, msgid: string) => ({
    msgid,
    aibotid: target.id,
    ...(heard.chatId === undefined ? { chattype: 'single' } : { chatid: heard.chatId, chattype: 'group' }),
    from: { userid: heard.person.openUserid ?? heard.person.userid },
  });

  const poll = async (target: Target, heard: Heard, stream: string, shown: TranscriptEntry) => {
    const key = `${target.via} ${heard.person.userid}`;
    const started = clock.now();
    countStream(key, 1);
    try {
      while (!courier.closed) {
        await courier.pause(timing.pollMs);
        if (courier.closed) return;
        if (clock.now() - started > timing.streamMs) {
          noteProblem(transcript, heard.chat, heard.entry.n, 'stream was not finished in time');
          return;
        }
        const ask = { ...head(target, heard, newMsgId()), msgtype: 'stream', stream: { id: stream } };
        const [outcome] = await deliver(target, JSON.stringify(ask), { tries: 1 });
        const reply = readAibotReply(outcome?.reply, { type: 'poll', stream });
        const problem = outcome?.problem ?? (reply.type === 'problem' ? reply.problem : undefined);
        if (problem !== undefined) noteProblem(transcript, heard.chat, heard.entry.n, problem);
        if (reply.type !== 'stream') continue;
        transcript.update(shown.n, { content: reply.stream.content });
        if (reply.stream.finish) return;
      }
    } finally {
      countStream(key, -1);
    }
  };

  const show = (
    target: Target,
    heard: Heard,
    outcomes: readonly CallbackOutcome[],
    answering: Answering,
  ): readonly TranscriptEntry[] => {
    const { reply, problems } = chooseReply(outcomes, saidBy);
    for (const problem of problems) noteProblem(transcript, heard.chat, heard.entry.n, problem);
    const read = readAibotReply(reply, answering, tasksOf(target));
    const add = (format: 'text' | 'markdown', content: string, card?: ShownCard) =>
      transcript.add({
        ...answerLine(target, heard, { format, content, mentions: [] }),
        channel: 'aibot',
        ...(card && { card }),
      });
    const addCard = (card: ShownCard) => {
      if (card.taskId !== '') tasksOf(target).add(card.taskId);
      return add('text', `[卡片] ${card.title}`, card);
    };
    switch (read.type) {
      case 'none':
        return [];
      case 'problem':
        noteProblem(transcript, heard.chat, heard.entry.n, read.problem);
        return [];
      case 'text':
        return [add('text', read.content)];
      case 'card':
        return [addCard(read.card)];
      case 'stream': {
        const { id, finish, content } = read.stream;
        const entries = content === '' && finish ? [] : [add('markdown', content)];
        if (read.card !== undefined) entries.push(addCard(read.card));
        const [entry] = entries;
        if (!finish && entry) deps.track(poll(target, heard, id, entry));
        return entries;
      }
      default:
        return read satisfies never;
    }
  };

  return {
    /** False when WeCom's client would refuse to send, with three answers still being written. */
    mayAsk: (target: Target, person: Person): boolean =>
      !deps.limits || (streaming.get(`${target.via} ${person.userid}`) ?? 0) < 3,

    message: async (target: Target, heard: Heard): Promise<readonly TranscriptEntry[]> => {
      const query = deps.responses.issue({
        chat: heard.chat,
        group: heard.chatId !== undefined,
        bot: botOf(target),
        replyTo: heard.entry.n,
      });
      const payload = {
        ...head(target, heard, heard.msgid),
        response_url: `${deps.url()}/cgi-bin/aibot/response?${query}`,
        msgtype: 'text',
        text: { content: heard.chatId === undefined ? heard.text : `@${target.name} ${heard.text}` },
        ...(heard.quote !== undefined && {
          quote: { msgtype: 'text', text: { content: heard.quote } },
        }),
      };
      const outcomes = await deliver(target, JSON.stringify(payload), { copies: heard.copies });
      noteDelivery(transcript, heard.entry.n, outcomes);
      return show(target, heard, outcomes, { type: 'message' });
    },

    /** template_card_event: once, no retry; the answer may replace the card and nothing else (outbound.md §3.3). */
    press: async (
      target: Target,
      heard: Heard,
      pressed: { readonly n: number; readonly card: ShownCard; readonly key: string },
    ): Promise<readonly TranscriptEntry[]> => {
      const query = deps.responses.issue({
        chat: heard.chat,
        group: heard.chatId !== undefined,
        bot: botOf(target),
        replyTo: heard.entry.n,
      });
      const { card, key, n } = pressed;
      const payload = {
        ...head(target, heard, heard.msgid),
        create_time: Math.floor(clock.now() / 1000),
        response_url: `${deps.url()}/cgi-bin/aibot/response?${query}`,
        msgtype: 'event',
        event: {
          eventtype: 'template_card_event',
          template_card_event: { card_type: card.type, event_key: key, task_id: card.taskId },
        },
      };
      const outcomes = await deliver(target, JSON.stringify(payload), { tries: 1 });
      noteDelivery(transcript, heard.entry.n, outcomes);
      const read = readAibotReply(outcomes[0]?.reply, { type: 'press', taskId: card.taskId });
      const problem = outcomes[0]?.problem ?? (read.type === 'problem' ? read.problem : undefined);
      if (problem !== undefined) noteProblem(transcript, heard.chat, heard.entry.n, problem);
      if (read.type !== 'card') return [];
      const updated = transcript.update(n, { card: read.card, content: `[卡片] ${read.card.title}` });
      return updated ? [updated] : [];
    },

    /** enter_chat: once, no retry, and the doc sample has no chattype (§3.1.3). */
    enter: async (target: Target, heard: Heard): Promise<readonly TranscriptEntry[]> => {
      const payload = {
        msgid: heard.msgid,
        create_time: Math.floor(clock.now() / 1000),
        aibotid: target.id,
        from: { userid: heard.person.openUserid ?? heard.person.userid },
        msgtype: 'event',
        event: { eventtype: 'enter_chat' },
      };
      const outcomes = await deliver(target, JSON.stringify(payload), { tries: 1 });
      noteDelivery(transcript, heard.entry.n, outcomes);
      return show(target, heard, outcomes, { type: 'enter' });
    },
  };
}
export type AibotCaller = ReturnType<typeof createAibotCaller>;

/** What a reply says, without the stream id, which may differ between copies. */
const saidBy = (reply: string): string => {
  const read = readAibotReply(reply, { type: 'message' });
  return read.type === 'stream'
    ? `${read.stream.finish} ${read.stream.content} ${JSON.stringify(read.card ?? '')}`
    : reply;
};
