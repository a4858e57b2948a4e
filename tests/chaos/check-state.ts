import type { z } from 'zod';
import { asEventId } from '../../src/domain/ids.ts';
import type { Rows } from '../../src/domain/state.ts';
import { type Chain, chainRows, type Entry, entryRows } from '../../src/features/chain/rows.ts';
import { countDays } from '../../src/features/checkin/day-set.ts';
import { placeRows, recordRows } from '../../src/features/checkin/rows.ts';
import { doneDays } from '../../src/features/checkin/view.ts';
import { keys } from '../../src/redis/keys.ts';
import { budgetRows } from '../../src/rules/plan-unasked.ts';
import type { Stage } from '../support/stage.ts';
import { scopeOf } from './drain.ts';
import type { Said } from './load.ts';
import { CAMPAIGN, CAPACITY, CHAIN, isCapped } from './town.ts';

export interface StateReport {
  readonly committed: number;
  /** What is not as it should be, one line each. */
  readonly problems: readonly string[];
  /** Posts counted in the budget, by group. */
  readonly posts: ReadonlyMap<string, number>;
}

/** Compares what is stored with what members said: every committed message counts once, every acknowledged one is committed. */
export async function checkState(
  stage: Stage,
  groups: readonly string[],
  said: readonly Said[],
): Promise<StateReport> {
  const problems: string[] = [];
  const posts = new Map<string, number>();
  let committed = 0;
  for (const group of groups) {
    const problem = (text: string) => problems.push(`${group}: ${text}`);
    const here = said.filter((one) => one.group === group);
    const kept = await committedOf(stage, group, here);
    committed += kept.length;
    for (const one of here) for (const text of wrongAnswers(one, kept.includes(one))) problem(text);
    const seq = Number((await stage.redis.get(keys.seq(scopeOf(group)))) ?? 0);
    const own = await ownCommits(stage, group);
    if (seq !== kept.length + own)
      problem(`${seq} commits for ${kept.length} messages and ${own} of its own`);
    for (const text of await chainProblems(stage, group, kept)) problem(text);
    for (const text of await checkinProblems(stage, group, kept)) problem(text);
    const budget = [...(await rowsOf(stage, group, budgetRows)).values()];
    posts.set(
      group,
      budget.reduce((sum, row) => sum + row.posts, 0),
    );
  }
  return { committed, problems, posts };
}

/** What the bot committed without a message: the opening of a chain of the file, posts of a full list. */
async function ownCommits({ redis }: Stage, group: string): Promise<number> {
  const marks = await redis.keys(keys.done(scopeOf(group), '*'));
  const start = keys.done(scopeOf(group), '').length;
  return marks.filter((mark) => !/^m\.u\d+-\d+$/.test(mark.slice(start))).length;
}

/** Those with a done mark, in the order in which they were said. */
async function committedOf(
  { stores }: Stage,
  group: string,
  said: readonly Said[],
): Promise<readonly Said[]> {
  const marks = await Promise.all(
    said.map(({ msgid }) => stores.events.reply(scopeOf(group), asEventId(`m.${msgid}`))),
  );
  return said.filter((_, n) => marks[n] !== undefined);
}

function wrongAnswers({ msgid, text, acknowledged, replies }: Said, isCommitted: boolean): string[] {
  const wrong: string[] = [];
  if (acknowledged && !isCommitted) wrong.push(`${msgid} (${text}) was acknowledged and is lost`);
  if (new Set(replies).size > 1) wrong.push(`${msgid} (${text}) was answered in different ways`);
  if (replies.some((reply) => reply.startsWith('no answer'))) wrong.push(`${msgid} (${text}): ${replies[0]}`);
  return wrong;
}

/** What one member's place in the list should be after all they said. */
interface Expected {
  readonly active: boolean;
  readonly quantity: number;
  /** How often the member came in: each takes a number of the list. */
  readonly joins: number;
}
const absent: Expected = { active: false, quantity: 0, joins: 0 };

function expectedEntries(kept: readonly Said[]): ReadonlyMap<string, Expected> {
  const expected = new Map<string, Expected>();
  for (const { userid, text } of kept) {
    const before = expected.get(userid) ?? absent;
    const wanted = /^\+(\d)$/.exec(text)?.[1];
    if (wanted !== undefined)
      expected.set(userid, {
        active: true,
        quantity: Number(wanted),
        joins: before.joins + (before.active ? 0 : 1),
      });
    else if (text === '取消接龙') expected.set(userid, { ...before, active: false });
  }
  return expected;
}

async function chainProblems(stage: Stage, group: string, kept: readonly Said[]): Promise<string[]> {
  const expected = expectedEntries(kept);
  const chain = (await rowsOf(stage, group, chainRows)).get(String(CHAIN));
  const entries = await rowsOf(stage, group, entryRows(CHAIN));
  const problems = chain ? sums(chain, [...entries.values()]) : [];
  let joins = 0;
  for (const [userid, one] of expected) {
    joins += one.joins;
    const entry = entries.get(userid);
    const active = entry !== undefined && entry.s !== 'x';
    if (active !== one.active) problems.push(`${userid} is ${active ? '' : 'not '}in the list`);
    // In a full list a larger number may have been refused.
    else if (active && !isCapped(group) && (entry.q ?? 1) !== one.quantity)
      problems.push(`${userid} has ${entry.q ?? 1} places instead of ${one.quantity}`);
  }
  if (chain && !isCapped(group) && chain.nextOrder !== 1 + joins)
    problems.push(`${chain.nextOrder - 1} numbers were given for ${joins} sign-ups`);
  if (!chain && joins > 0) problems.push('the list is gone');
  return problems;
}

/** The chain's own figures must be those of its entries. */
function sums(chain: Chain, entries: readonly Entry[]): string[] {
  const quantity = (some: readonly Entry[]) => some.reduce((sum, { q }) => sum + (q ?? 1), 0);
  const inside = entries.filter(({ s }) => s === undefined);
  const waiting = entries.filter(({ s }) => s === 'w');
  const figures: [string, number, number][] = [
    ['entries', chain.entries, inside.length],
    ['taken', chain.taken, quantity(inside)],
    ['waiters', chain.waiters, waiting.length],
    ['waiting', chain.waiting, quantity(waiting)],
    ['cancelled', chain.cancelled, entries.length - inside.length - waiting.length],
    ['orders', new Set(entries.map(({ o }) => o)).size, entries.length],
  ];
  const wrong = figures.filter(([, a, b]) => a !== b).map(([name, a, b]) => `chain ${name}: ${a} and ${b}`);
  if (chain.capacity === CAPACITY && chain.taken > CAPACITY) wrong.push(`${chain.taken} places are taken`);
  return wrong;
}

async function checkinProblems(stage: Stage, group: string, kept: readonly Said[]): Promise<string[]> {
  const expected = new Set(kept.filter(({ text }) => text.startsWith('打卡')).map(({ userid }) => userid));
  const records = await rowsOf(stage, group, recordRows(CAMPAIGN));
  const problems: string[] = [];
  for (const userid of expected) if (!records.has(userid)) problems.push(`the check-in of ${userid} is lost`);
  if (records.size !== expected.size) problems.push(`${records.size} checked in instead of ${expected.size}`);
  // One day each; two when the run goes over midnight. Places are given without a gap and once.
  const given = await rowsOf(stage, group, placeRows(CAMPAIGN));
  for (const { day, n } of given.values()) {
    const places = [...records.values()].flatMap(({ t }) => (t?.[0] === day ? [t[1]] : []));
    if (given.size === 1 && (places.length !== n || new Set(places).size !== n || Math.max(...places) !== n))
      problems.push(
        `day ${day}: ${n} places given, ${places.length} taken, ${new Set(places).size} of them once`,
      );
  }
  const done = [...records.values()].reduce((sum, record) => sum + countDays(doneDays(record)), 0);
  if (given.size === 1 && done !== expected.size)
    problems.push(`${done} days in the records, ${expected.size} members`);
  return problems;
}

async function rowsOf<T>({ stores }: Stage, group: string, rows: Rows<T>): Promise<ReadonlyMap<string, T>> {
  const [row] = await stores.events.read(scopeOf(group), [{ collection: rows.collection, row: '*' }]);
  const schema: z.ZodType<T> = rows.schema;
  return new Map(
    Object.entries(Object(row?.value ?? {})).map(([name, value]) => [name, schema.parse(value)]),
  );
}
