import { isVisible, type LedgerEntry } from '../../src/delivery/ports.ts';
import { groupScope } from '../../src/domain/chat.ts';
import { asEventId, asGroupId, effectId } from '../../src/domain/ids.ts';
import { plainText } from '../../src/domain/message.ts';
import { memberRows } from '../../src/domain/people.ts';
import { put } from '../../src/domain/state.ts';
import type { Lane, Utterance } from '../../src/simulator/lane.ts';
import { newcomer, type Person } from '../../src/simulator/people.ts';
import { messageEventId } from '../../src/wecom/inbound/heard.ts';
import type { Stage } from '../support/stage.ts';
import { until } from '../support/until.ts';

const MANY = 10_000;
const NEVER = 8.64e15;
/** Who says `/迎新` where WeCom tells nobody of a join. */
const OPERATOR = 'lisi';

/** A running bot on the emulator as a place to play one test in, from `start` on; time goes from one due moment to the next. */
export async function botLane(stage: Stage, home: string, start: number): Promise<Lane> {
  const { emulator, stores, clock } = stage;
  const scope = groupScope(asGroupId(home));
  const said: Utterance[] = [];
  const matched: string[] = [];
  const bare = { scope, expects: [], writes: [], effects: [], reply: { trail: [] }, keepMs: 1 };
  let probes = 0;
  const known = new Set((await stores.outbox.recent(scope, MANY)).map(({ id }) => id));

  /** When the next effect or occurrence is due. */
  const nextDue = async (): Promise<number> => {
    const { due } = await stores.outbox.sweep([scope], NEVER, 0, MANY);
    const planned = await stores.schedules.next();
    return Math.min(planned ?? NEVER, ...due.map((row) => row.due));
  };
  /** A request that failed on a busy machine is made again a moment later: not a timer to be jumped over. */
  const isRetrying = async (): Promise<boolean> =>
    (await stores.outbox.recent(scope, MANY)).some(
      ({ state, attempt, outgoing }) => state === 'queued' && attempt > 0 && isVisible(outgoing),
    );
  /** Waits until everything due has left: nothing due is queued, nothing is in anybody's hands. */
  const settle = async (): Promise<void> => {
    await until('an idle bot', async () => {
      const { due } = await stores.outbox.sweep([scope], NEVER, 0, MANY);
      const depth = await stores.outbox.depth([scope]);
      const idle = depth === due.length && (await nextDue()) > clock.now();
      return idle && !(await isRetrying());
    });
    const news = (await stores.outbox.recent(scope, MANY)).filter(
      ({ id, state }) => state === 'sent' && !known.has(id),
    );
    for (const entry of news.reverse()) note(entry);
  };
  const note = ({ id, at, outgoing: { effect } }: LedgerEntry) => {
    known.add(id);
    if (effect.type !== 'send' && effect.type !== 'dm') return;
    const to = effect.type === 'dm' ? effect.to.map((member) => member.id) : [];
    const how = effect.type === 'dm' ? 'private' : 'send';
    said.push({ at, group: home, how, to, text: plainText(effect.message) });
    if (effect.origin.source.startsWith('rule:')) matched.push(effect.origin.source.slice(5));
  };
  /**
   * Moves everybody's time. A bot asks for it once a second, so a timer nobody cares about is left for that moment:
   * when it is gone, the bot has noticed.
   */
  const jumpTo = async (at: number): Promise<void> => {
    if (at > clock.now()) {
      probes += 1;
      const event = asEventId(`probe-${home}-${probes}`);
      const probe = { type: 'timer' as const, group: asGroupId(home), timer: 'probe', payload: {} };
      const effects = [{ id: effectId(event, 0), due: at, effect: probe }];
      await stores.events.commit({ ...bare, event, effects });
      await clock.jump(at - clock.now());
    }
    await settle();
  };
  const advanceTo = async (end: number): Promise<void> => {
    await settle();
    for (let next = await nextDue(); next <= end; next = await nextDue()) {
      await jumpTo(next);
    }
    await jumpTo(end);
  };
  /** Says something and learns from the store what was decided. */
  const speak = async (group: string, userid: string, text: string) => {
    await emulator.say(group, userid, text);
    const entry = emulator.transcript(group).findLast(({ from }) => from.kind === 'member');
    const stored = entry?.msgid && (await stores.events.reply(scope, messageEventId(entry.msgid)));
    if (!stored) return undefined;
    for (const { by, outcome } of stored.trail)
      if (outcome === 'matched' && by.startsWith('rule:')) matched.push(by.slice(5));
    return stored.message;
  };
  const enter = async (group: string, person: Person) => {
    const there = emulator.groups().find(({ id }) => id === group);
    if (there?.members.some(({ userid }) => userid === person.id)) return;
    await emulator.join(group, { userid: person.id, name: person.name ?? person.id });
  };
  const isCustomer = (group: string) => emulator.groups().find(({ id }) => id === group)?.kind === 'customer';

  await advanceTo(start);
  said.length = 0;
  matched.length = 0;
  return {
    members: async (group, people) => {
      for (const person of people) await enter(group, person);
      const writes = people.map(newcomer).map(({ id, userid, name }) =>
        put(memberRows, id, {
          firstSeen: start,
          ...(userid !== undefined && { userid }),
          ...(name !== undefined && { name }),
        }),
      );
      const event = asEventId(`given-${start}`);
      await stores.events.commit({ ...bare, event, writes });
    },
    says: async (group, { id }, text) => {
      const at = clock.now();
      const message = await speak(group, id, text);
      if (message) said.push({ at, group, how: 'reply', to: [], text: plainText(message) });
      await settle();
    },
    joins: async (group, people) => {
      for (const person of people) await enter(group, person);
      if (!isCustomer(group))
        await speak(group, OPERATOR, `/迎新 ${people.map(({ id, name }) => name ?? id).join(' ')}`);
      await settle();
    },
    leaves: async (group, people) => {
      for (const { id } of people) await emulator.leave(group, id);
      await settle();
    },
    wait: (ms) => advanceTo(clock.now() + ms),
    said: async () => [...said],
    matched: async () => [...matched],
    row: async (_group, collection, row) =>
      (await stores.events.read(scope, [{ collection, row }]))[0]?.value,
  };
}
