import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { asError, Fault } from '../domain/fault.ts';
import type { Aside } from './api/server.ts';
import type { EmulatedWecom } from './types.ts';

const id = z.string().min(1);
const groupMember = z.strictObject({
  userid: id,
  name: id,
  nickname: z.string().default(''),
  staff: z.boolean(),
  joinedAt: z.int(),
});
const place = z.strictObject({ id, chatId: id });

/** The control API's POSTs: a schema and what it does. The answer is JSON. */
function actions(emulator: EmulatedWecom) {
  return new Map<string, (body: unknown) => unknown>([
    action('say', sayBody, async ({ group, userid, text, ...options }) => ({
      entries: await emulator.say(group, userid, text, options),
    })),
    action('press', pressBody, async ({ n, userid, key }) => ({
      entries: await emulator.press(n, userid, key),
    })),
    action('say-direct', directBody, async ({ via, userid, text }) => ({
      entries: await emulator.sayDirect(via, userid, text),
    })),
    action('enter', z.strictObject({ via: id, userid: id }), async ({ via, userid }) => ({
      entries: await emulator.enterChat(via, userid),
    })),
    action('join', joinBody, ({ group, ...member }) => emulator.join(group, member)),
    action('leave', z.strictObject({ group: id, userid: id }), ({ group, userid }) =>
      emulator.leave(group, userid),
    ),
    action('rename', renameBody, ({ group, userid, nickname }) =>
      emulator.renameMember(group, userid, nickname),
    ),
    action('change', changeBody, ({ group, ...change }) => emulator.changeGroup(group, change)),
    action('group', groupBody, (group) => ({ group: emulator.addGroup(group) })),
    action('announce', z.strictObject({ group: id }), ({ group }) => emulator.announceGroup(group)),
    action('person', personBody, (person) => emulator.addPerson(person)),
    action('fault', faultBody, (fault) => emulator.addFault(fault)),
    action('clear', z.strictObject({}), () => emulator.clearFaults()),
    action('revoke', z.strictObject({}), () => emulator.revokeTokens()),
    action('clock', z.strictObject({ offsetMs: z.int() }), ({ offsetMs }) => {
      emulator.setClockOffset(offsetMs);
      return { now: emulator.clock.now() };
    }),
    action('verify', z.strictObject({}), async () => ({ callbacks: await emulator.verifyCallbacks() })),
    action('settled', z.strictObject({}), () => emulator.settled()),
  ]);
}
const sayBody = z.strictObject({
  group: id,
  userid: id,
  text: z.string(),
  mentionBot: z.boolean().exactOptional(),
  quote: z.string().exactOptional(),
  copies: z.int().min(1).max(50).exactOptional(),
  to: z.enum(['aibot', 'robot']).exactOptional(),
});
const pressBody = z.strictObject({ n: z.int(), userid: id, key: id });
const directBody = z.strictObject({ via: id, userid: id, text: z.string() });
const joinBody = z.strictObject({
  group: id,
  userid: id,
  name: id,
  staff: z.boolean().exactOptional(),
  nickname: z.string().exactOptional(),
});
const renameBody = z.strictObject({ group: id, userid: id, nickname: z.string() });
const changeBody = z.strictObject({
  group: id,
  name: z.string().exactOptional(),
  notice: z.string().exactOptional(),
  owner: z.string().exactOptional(),
  dismiss: z.boolean().exactOptional(),
});
const groupBody = z.strictObject({
  id,
  name: id,
  kind: z.enum(['internal', 'customer', 'appchat']),
  aibot: place.exactOptional(),
  robot: place.exactOptional(),
  app: place.exactOptional(),
  webhooks: z.array(id).default([]),
  owner: id,
  members: z.array(groupMember).exactOptional(),
});
const personBody = z.strictObject({
  userid: id,
  name: id,
  openUserid: id.exactOptional(),
  staff: z.boolean().exactOptional(),
});
const faultBody = z.strictObject({
  on: id,
  kind: z.enum(['errcode', 'delay', 'drop-before', 'drop-after', 'http-500', 'duplicate', 'reorder']),
  value: z.int().exactOptional(),
  times: z.int().min(1).exactOptional(),
});

function action<T>(
  name: string,
  schema: z.ZodType<T>,
  run: (body: T) => unknown,
): [string, (body: unknown) => unknown] {
  return [
    name,
    (body) => {
      const parsed = schema.safeParse(body);
      if (!parsed.success) throw new Fault('bad-request', z.prettifyError(parsed.error));
      return run(parsed.data);
    },
  ];
}

/** `/emulator/…`: the emulator over HTTP, for tests, the sandbox page and the command line. */
export function createControl(deps: {
  readonly emulator: EmulatedWecom;
  readonly log: (line: string) => void;
}): Aside {
  const { emulator } = deps;
  const posts = actions(emulator);
  const gets = new Map<string, (query: URLSearchParams) => unknown>([
    ['groups', () => ({ groups: emulator.groups() })],
    [
      'transcript',
      (query) => ({
        entries: emulator.transcript(query.get('chat') ?? undefined, Number(query.get('after') ?? 0)),
      }),
    ],
    ['visible', (query) => ({ visible: emulator.visible(query.get('chat') ?? '') })],
    ['calls', () => ({ calls: emulator.calls() })],
    ['clock', () => ({ now: emulator.clock.now() })],
  ]);

  const answer = async (request: IncomingMessage, response: ServerResponse, url: URL) => {
    const name = url.pathname.slice('/emulator/'.length);
    if (!isLocal(request.headers.host)) return send(response, 403, { error: 'loopback only' });
    if (request.method === 'GET') {
      const get = gets.get(name);
      return get
        ? send(response, 200, get(url.searchParams))
        : send(response, 404, { error: 'no such path' });
    }
    const post = posts.get(name);
    if (!post) return send(response, 404, { error: 'no such path' });
    // A page of another origin cannot send this type without asking first.
    if (!request.headers['content-type']?.startsWith('application/json'))
      return send(response, 415, { error: 'send application/json' });
    const done = await post(await bodyOf(request));
    return send(response, 200, done ?? { ok: true });
  };

  return (request, response) => {
    // Asked of every API request too, so it must cost nothing.
    if (!request.url?.startsWith('/emulator/')) return false;
    const url = new URL(request.url, 'http://127.0.0.1');
    answer(request, response, url).catch((thrown: unknown) => {
      const error = asError(thrown);
      if (!(error instanceof Fault)) deps.log(`control API failed: ${error.message}`);
      send(response, error instanceof Fault ? 400 : 500, { error: error.message });
    });
    return true;
  };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}
/** Keeps pages out that reach loopback by a name of their own. */
const isLocal = (host: string | undefined) =>
  /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/.test(host ?? '');

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > 1024 * 1024) throw new Fault('bad-request', 'the body is over 1 MiB');
    chunks.push(bytes);
  }
  try {
    const text = Buffer.concat(chunks).toString('utf8');
    return text === '' ? {} : JSON.parse(text);
  } catch (cause) {
    throw new Fault('bad-request', 'the body is not JSON', { cause });
  }
}
