import { randomUUID } from 'node:crypto';
import type { OutgoingHttpHeaders } from 'node:http';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { asGroupId, groupIdSchema } from '../domain/ids.ts';
import type { EmulatedGroup } from '../emulator/types.ts';
import type { SandboxDeps } from './deps.ts';
import { createLiveUpdates } from './live-updates.ts';
import { jumpTarget } from './next-morning.ts';
import { pageState, timezoneOf } from './page-state.ts';
import * as requests from './requests.ts';

/** The page's JSON API and live stream. Registered inside the guarded scope of `sandboxRoutes`. */
export const sandboxApi: FastifyPluginAsync<SandboxDeps> = async (
  app,
  { emulator, why, clock, community },
) => {
  const live = createLiveUpdates(emulator);
  app.addHook('preClose', async () => live.close());

  const time = () => ({ now: clock.now(), offset: clock.offset() });
  const groupOf = (id: string): EmulatedGroup => {
    const group = emulator.groups().find((group) => group.id === id);
    if (!group) throw new NotFound('没有这个群');
    return group;
  };
  const timezone = (group: string | undefined) => {
    const known =
      groupIdSchema.safeParse(group).success && group ? community().groups.get(asGroupId(group)) : undefined;
    return timezoneOf(known ?? [...community().groups.values()][0]);
  };

  // The server's own time-out is made for callbacks; here one waits for WeCom's three tries, or for news.
  const patient = async ({ socket }: FastifyRequest) => void socket.setTimeout(0);

  app.get('/state', async () => ({
    ...pageState(emulator, community()),
    clock: time(),
  }));
  app.get('/transcript', async (request) => {
    const { after } = requests.transcriptQuery.parse(request.query);
    return { entries: emulator.transcript(undefined, after) };
  });
  app.get('/live', { onRequest: patient }, (request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, {
      ...definedHeaders(reply.getHeaders()),
      'content-type': 'text/event-stream',
      // Ends with the stream, so that no idle socket holds up the stop of the server.
      connection: 'close',
      'cache-control': 'no-store',
    });
    const asked = requests.transcriptQuery.safeParse(request.query);
    const seen = Number(request.headers['last-event-id'] ?? (asked.success ? asked.data.after : 0));
    live.open(reply.raw, Number.isSafeInteger(seen) ? seen : 0);
  });
  app.get('/why', async (request) => {
    const { n } = requests.whyQuery.parse(request.query);
    const entry = emulator.transcript(undefined, n - 1).find((entry) => entry.n === n);
    if (!entry) throw new NotFound('没有这条消息');
    const asked = emulator.transcript(entry.chat).find(({ n }) => n === entry.replyTo);
    return { why: (await why(entry)) ?? (asked && (await why(asked))) ?? null };
  });

  app.post('/say', { onRequest: patient }, async (request) => {
    const { chat, userid, text, mentionBot, via } = requests.sayRequest.parse(request.body);
    if (!chat.startsWith('dm:'))
      return {
        answers: await emulator.say(groupOf(chat).id, userid, text, {
          mentionBot,
        }),
      };
    const to = via ?? pageState(emulator, community()).direct[0]?.via;
    if (!to) throw new NotFound('没有可以私聊的应用或机器人');
    return {
      answers: await emulator.sayDirect(to, chat.slice('dm:'.length), text),
    };
  });
  app.post('/press', { onRequest: patient }, async (request) => {
    const { n, userid, key } = requests.pressRequest.parse(request.body);
    const card = emulator.transcript(undefined, n - 1).find((entry) => entry.n === n)?.card;
    if (!card?.buttons.some((button) => button.key === key)) throw new NotFound('没有这个按钮');
    return { answers: await emulator.press(n, userid, key) };
  });
  app.post('/join', async (request) => {
    const { group, name } = requests.joinRequest.parse(request.body);
    const staff = groupOf(group).kind !== 'customer';
    const serial = randomUUID().replaceAll('-', '');
    // Customers have long case-sensitive ids that begin with wm; colleagues short ones.
    const userid = staff ? `new-${serial.slice(0, 8)}` : `wm${serial.slice(0, 30)}`;
    await emulator.join(group, { userid, name, staff });
    return { userid };
  });
  app.post('/leave', async (request) => {
    const { group, userid } = requests.leaveRequest.parse(request.body);
    await emulator.leave(groupOf(group).id, userid);
    return {};
  });
  app.post('/rename', async (request) => {
    const { group, userid, nickname } = requests.renameRequest.parse(request.body);
    await emulator.renameMember(groupOf(group).id, userid, nickname);
    return {};
  });
  app.post('/jump', async (request) => {
    const jump = requests.jumpRequest.parse(request.body);
    const zone = timezone('group' in jump ? jump.group : undefined);
    await clock.jumpTo(jumpTarget(jump, clock.now(), clock.offset(), zone));
    live.publish({ type: 'clock', ...time() });
    return time();
  });
};

const definedHeaders = (
  headers: Record<string, number | string | string[] | undefined>,
): OutgoingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));

/** The page asked for something that is not, or no longer, there. */
export class NotFound extends Error {
  readonly statusCode = 404;
}
