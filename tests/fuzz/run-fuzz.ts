import { say } from '../../src/domain/message.ts';
import { type AnswerDeps, answerCallback, answerEcho } from '../../src/http/callbacks/answer-callback.ts';
import { outerBody, payload } from './forge-body.ts';
import { type Forge, unsigned, validlySigned, wrongToken } from './forge-envelope.ts';
import { createRandom } from './random.ts';
import { bodyOf, createGenuine, type Genuine, queryOf, type Shot } from './shot.ts';
import { createTargets, type Target } from './targets.ts';

/** What a callback is put through: the answering itself, or the whole HTTP server. */
export type Fire = (
  shot: Shot,
  how: 'GET' | 'POST',
) => Promise<{ readonly status: number; readonly body: string }>;

export type Connect = (
  targets: readonly Target[],
  deps: AnswerDeps,
) => Promise<{ readonly fire: Fire; readonly close: () => Promise<void> }>;

export interface Tally {
  readonly seed: number;
  /** Forged callbacks by what was done to them, and the statuses they got. */
  readonly kinds: Readonly<Record<string, number>>;
  readonly statuses: Readonly<Record<string, number>>;
  readonly genuine: number;
  /** Genuine ones sent again within the window: answered, without a second effect. */
  readonly repeats: number;
  readonly forged: number;
  /** By the wall clock; what took more than a second was tried three times, and the best counts. */
  readonly slowest: { readonly ms: number; readonly what: string };
  /** Each must stay empty. At most the first 20 are described. */
  readonly failures: readonly string[];
  readonly failureCount: number;
}

/** What a refusal may look like: nothing but a status. */
const refusals: ReadonlySet<number> = new Set([400, 403, 413]);
export const SLOW_MS = 1_000;
const T0 = 1_760_000_000_000;

const forges: Readonly<Record<string, Forge>> = {
  ...unsigned,
  ...validlySigned,
  ...wrongToken,
  ...outerBody,
  ...payload,
};
const kindNames = Object.keys(forges);
/** Where the envelope alone is wrong, the GET by which WeCom checks a URL must refuse it as well. */
const alsoEcho: ReadonlySet<string> = new Set(
  [unsigned, validlySigned, wrongToken].flatMap((some) => Object.keys(some)),
);

/**
 * Fires `count` forged callbacks, and genuine ones between them, at every kind of endpoint. Nothing forged may be
 * answered or handled, everything genuine must be, nothing may throw. The seed repeats a run.
 */
export async function runFuzz(count: number, seed: number, connect: Connect = direct): Promise<Tally> {
  const random = createRandom(seed);
  const targets = createTargets(random);
  let nowMs = T0;
  const handled = new Set<string>();
  let calls: string[] = [];
  const deps: AnswerDeps = {
    handle: async (event) => {
      calls.push(event.id);
      const duplicate = handled.has(event.id);
      handled.add(event.id);
      return { event: event.id, duplicate, trail: [], reply: say('收到') };
    },
    replyOf: async () => undefined,
    rememberResponseUrl: async () => undefined,
    machineNow: () => nowMs,
    sharedNow: () => nowMs,
    deadlineMs: 4_000,
    observe: () => undefined,
  };
  const { fire, close } = await connect(targets, deps);

  const kinds: Record<string, number> = {};
  const statuses: Record<string, number> = {};
  const failures: string[] = [];
  let failureCount = 0;
  let slowest = { ms: 0, what: '' };
  const fail = (what: string, shot: Shot) => {
    failureCount += 1;
    if (failures.length < 20) failures.push(`${what} (${shot.target.name}, seed ${seed})`);
  };
  const shoot = async (shot: Shot, how: 'GET' | 'POST', what: string) => {
    calls = [];
    nowMs = shot.nowMs;
    const timed = async () => {
      const begun = performance.now();
      const answer = await fire(shot, how);
      return { answer, ms: performance.now() - begun };
    };
    try {
      const first = await timed();
      const made = [...calls];
      let { ms } = first;
      // A busy machine can keep anything waiting; an input that is slow is slow every time.
      for (let times = 0; times < 2 && ms > SLOW_MS; times += 1) ms = Math.min(ms, (await timed()).ms);
      calls = made;
      if (ms > slowest.ms) slowest = { ms, what: `${how} ${what}, ${shot.target.name}` };
      return first.answer;
    } catch (error) {
      fail(`uncaught ${String(error)}`, shot);
      return undefined;
    }
  };

  const tally = { genuine: 0, repeats: 0, forged: 0 };
  const shootGenuine = async (genuine: Genuine) => {
    tally.genuine += 1;
    const before = handled.size;
    const answer = await shoot(genuine, 'POST', 'genuine');
    if (answer?.status !== 200 || answer.body === '' || calls.length !== 1 || handled.size !== before + 1)
      fail(`genuine message answered ${answer?.status}`, genuine);
    if (!random.chance(0.25)) return;
    tally.repeats += 1;
    const again = await shoot(genuine, 'POST', 'repeat');
    if (again?.status !== 200 || handled.size !== before + 1) fail('a repeat had a second effect', genuine);
    const echo = await shoot(genuine, 'GET', 'genuine');
    if (echo?.status !== 200 || echo.body !== genuine.plaintext) fail('genuine echo refused', genuine);
  };

  for (let n = 0; tally.forged < count; n += 1) {
    const target = random.pick(targets);
    // Bigger than 2^53 now and then, as WeCom's own are.
    const msgid = `4561${String(n).padStart(15, '0')}`;
    const genuine = createGenuine(target, msgid, T0 + n * 7, random);
    await shootGenuine(genuine);
    for (let shots = 0; shots < 6 && tally.forged < count; ) {
      const kind = kindNames[random.int(0, kindNames.length - 1)] ?? '';
      const forged = forges[kind]?.(genuine, random);
      if (!forged) continue;
      shots += 1;
      tally.forged += 1;
      kinds[kind] = (kinds[kind] ?? 0) + 1;
      const how = alsoEcho.has(kind) && random.chance(0.15) ? 'GET' : 'POST';
      const answer = await shoot(forged, how, kind);
      if (!answer) continue;
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
      if (!refusals.has(answer.status) || answer.body !== '' || calls.length > 0)
        fail(`${kind}: ${how} accepted with ${answer.status}`, forged);
    }
  }
  await close();
  return { seed, kinds, statuses, slowest, failures, failureCount, ...tally };
}

/** One level below HTTP: everything but Fastify. */
const direct: Connect = async (_targets, deps) => ({
  fire: async (shot, how) => {
    const { endpoint } = shot.target;
    const query = queryOf(shot);
    return how === 'GET'
      ? answerEcho(endpoint, { ...query, ...(shot.encrypt !== undefined && { echostr: shot.encrypt }) }, deps)
      : answerCallback(endpoint, query, bodyOf(shot), deps);
  },
  close: async () => undefined,
});
