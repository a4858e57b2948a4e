import type { Chain } from '../../src/features/chain/rows.ts';
import type { ChainWant, OneWant, Want, WantedEntry } from './fixtures.ts';
import { campaignsOf, memberOf, reminded, type SeenEntry, see, substance, wordsOf } from './see.ts';
import type { Stored } from './world.ts';

export interface Happened {
  readonly before: Stored;
  readonly after: Stored;
  readonly reply: string | undefined;
  /** All answers, where a confirmation was asked for and given. */
  readonly replies: readonly string[];
  /** A confirmation was asked for that was not asked for before. */
  readonly pending: boolean;
  /** Day number of today. */
  readonly today: number;
  /** Id of the speaker, and of anybody by name. */
  readonly me: string;
  readonly idOf: (name: string) => string | undefined;
}

const DAY = 86_400_000;
const instant = (text: string): number => Date.parse(`${text.replace(' ', 'T')}:00+08:00`);
export const dayNumber = (date: string): number => Date.parse(date) / DAY;
export const isUnchanged = ({ before, after }: Happened): boolean => substance(before) === substance(after);

/** What is not as wanted; undefined when all is. */
export function judge(want: Want, happened: Happened): string | undefined {
  if (typeof want === 'string' || !('either' in want)) return judgeOne(want, happened);
  const misses = want.either.map((one) => judgeOne(one, happened));
  return misses.includes(undefined) ? undefined : misses.join(' / ');
}

function judgeOne(want: OneWant, happened: Happened): string | undefined {
  const { before, after, reply = '', me } = happened;
  const still = isUnchanged(happened) ? undefined : 'something changed';
  const has = (words: readonly string[]) => words.some((word) => reply.includes(word));
  if (want === 'talk') return still ?? (happened.pending ? 'a confirmation was asked for' : undefined);
  if (want === 'silent') return still ?? (reply === '' ? undefined : 'answered');
  if (want === 'asks') return still ?? (exampleIn(reply) ? undefined : 'no example');
  if ('suggests' in want) return still ?? (has([want.suggests]) ? undefined : 'not suggested');
  if ('refused' in want) return still ?? (has(want.refused) ? undefined : 'no reason given');
  if ('shows' in want) {
    const lacks = want.shows.filter((word) => !has(word.split('|')));
    return still ?? (reply === '' ? 'silent' : lacks.length > 0 ? `lacks ${lacks.join()}` : undefined);
  }
  const [then, now] = [see(before), see(after)];
  if ('plan' in want) {
    const made = [...now.chains].filter(([number]) => !then.chains.has(number));
    const [first] = made;
    if (!first || made.length > 1) return `${made.length} chains were made`;
    const entries = [...now.entries].filter(([key]) => key.startsWith(`${first[0]}/`));
    return (
      chainDiffers(first[1], want.plan, { note: first[1].note }) ??
      (want.entries &&
        entriesDiffer(
          entries.map(([, entry]) => entry),
          want.entries,
          happened,
        ))
    );
  }
  if ('entries' in want) {
    const changed = [...now.entries].filter(([key, entry]) => !sameEntry(then.entries.get(key), entry));
    const gone = [...then.entries].filter(([key]) => !now.entries.has(key)).map(([, { who }]) => who);
    const wanted = want.cancelled.map((name) => nameToWho(name, happened));
    return (
      entriesDiffer(
        changed.map(([, entry]) => entry),
        want.entries,
        happened,
      ) ?? (gone.sort().join() === wanted.sort().join() ? undefined : `gone: ${gone.join() || 'nobody'}`)
    );
  }
  if ('chain' in want) {
    const changed = [...now.chains].filter(([number, chain]) => {
      const was = then.chains.get(number);
      return !was || chainDiffers(chain, {}, was) !== undefined;
    });
    const [first] = changed;
    if (!first || changed.length > 1) return `${changed.length} chains changed`;
    return chainDiffers(first[1], want.chain, then.chains.get(first[0]) ?? {});
  }
  if ('paid' in want) {
    const paid = [...now.entries].filter(([key, entry]) => entry.paid && !then.entries.get(key)?.paid);
    const who = paid
      .map(([, entry]) => entry.who)
      .sort()
      .join();
    return who ===
      want.paid
        .map((name) => nameToWho(name, happened))
        .sort()
        .join()
      ? undefined
      : `paid: ${who}`;
  }
  if ('campaign' in want) return campaignDiffers(want.campaign, happened);
  if ('card' in want) return is('card', memberOf(after, me)?.card, want.card);
  if ('named' in want) {
    const row = memberOf(after, me);
    return is('name', row?.card ?? row?.name, want.named);
  }
  if ('points' in want) {
    for (const [name, balance] of Object.entries(want.points)) {
      const row = JSON.stringify(after.get('points')?.get(happened.idOf(name) ?? ''));
      if (!row?.includes(`"b":${balance},`)) return `points: ${row}`;
    }
    return undefined;
  }
  if ('reminders' in want) return is('reminders', reminded(after, me), want.reminders);
  const who = 'of' in want && want.of !== undefined ? want.of : 'undone' in want ? want.undone : undefined;
  const id = who === undefined ? me : (happened.idOf(who) ?? '');
  const [was, record] = [then.records.get(id), now.records.get(id)];
  if ('undone' in want) return was?.h === record?.h && was?.b === record?.b ? 'still there' : undefined;
  if (!record) return 'no record';
  const { today } = happened;
  if ('checkin' in want) {
    if (was !== undefined || record.t?.[0] !== today || record.mb !== undefined)
      return 'no check-in of today';
    return isText('text', wordsOf(after, today, id), want.checkin);
  }
  if ('makeup' in want) return is('made up', record.mb, dayNumber(want.makeup));
  if ('rewritten' in want)
    return is('record', record.h, was?.h) ?? isText('text', wordsOf(after, today, id), want.rewritten);
  if ('takesPart' in want) return is('takes part', record.x === undefined, want.takesPart);
  if ('paused' in want) {
    const days = (record.pz ?? []).reduce((sum, [from, to]) => sum + Math.max(0, to - from + 1), 0);
    return is('paused days', days, want.paused);
  }
  return want satisfies never;
}

/** Something to type. */
export const exampleIn = (reply: string): boolean => /「[^」]+」|比如:|就行:/.test(reply);

const is = (what: string, got: unknown, want: unknown): string | undefined =>
  got === want ? undefined : `${what}: ${String(got)}`;
const isText = (what: string, got: unknown, want: string): string | undefined => {
  if (want === 'any') return undefined;
  return want.split('|').some((one) => one === (got ?? '')) ? undefined : `${what}: ${String(got)}`;
};
const nameToWho = (name: string, { me, idOf }: Happened): string =>
  name === 'me' ? me : (idOf(name) ?? `=${name}`);
const sameEntry = (a: SeenEntry | undefined, b: SeenEntry): boolean =>
  JSON.stringify({ ...a, paid: 0 }) === JSON.stringify({ ...b, paid: 0 });

/** Whether what is new are exactly the entries wanted, in any order. */
function entriesDiffer(
  got: readonly SeenEntry[],
  wanted: readonly WantedEntry[],
  happened: Happened,
): string | undefined {
  const left = [...got];
  const fits = (entry: SeenEntry, want: WantedEntry) => {
    const byName = nameToWho(want.name, happened);
    return (
      (want.name === 'any' || entry.who === byName || entry.who === `=${want.name}`) &&
      entry.n === want.n &&
      entry.option === want.option &&
      entry.state === want.state &&
      (want.chain === undefined || entry.chain === want.chain) &&
      isText('', even(entry.remark), want.remark === undefined ? '' : String(even(want.remark))) === undefined
    );
  };
  for (const want of wanted) {
    const n = left.findIndex((entry) => fits(entry, want));
    if (n < 0) return `entries: ${JSON.stringify(got)}`;
    left.splice(n, 1);
  }
  return left.length === 0 ? undefined : `entries: ${JSON.stringify(got)}`;
}

/** The chain against what is wanted; what is not mentioned has to be as in `base`. */
function chainDiffers(
  chain: Chain,
  want: ChainWant,
  base: Partial<Record<keyof Chain, unknown>> & Pick<Partial<Chain>, 'options' | 'deadline'>,
): string | undefined {
  const options = (given: ChainWant['options'] | Chain['options']) =>
    JSON.stringify(given?.map(({ name, price, stock }) => [name, price, stock]));
  const anyTitle = (text: string | undefined) => (text === 'any' ? chain.title : text);
  const due = want.deadline === undefined ? undefined : [want.deadline].flat();
  return (
    is('title', chain.title, anyTitle(want.title) ?? base.title ?? chain.title) ??
    is('capacity', chain.capacity, want.capacity ?? base.capacity) ??
    is('per member', chain.perMember, want.perMember ?? base.perMember) ??
    is('state', chain.state, want.state ?? base.state ?? 'open') ??
    (want.note === 'any' ? undefined : is('note', even(chain.note), even(want.note ?? base.note))) ??
    is('options', options(chain.options), options(want.options ?? base.options)) ??
    (due?.some((one) => isDue(chain.deadline, one)) || (!due && chain.deadline === base.deadline)
      ? undefined
      : `deadline: ${chain.deadline === undefined ? 'none' : new Date(chain.deadline + 8 * 3_600_000).toISOString()}`)
  );
}
/** Full-width punctuation or half-width is the same note. */
const even = (text: unknown): unknown => (typeof text === 'string' ? text.normalize('NFKC') : text);
/** A day alone means its end: its last minute or the midnight after it. */
function isDue(deadline: number | undefined, want: string): boolean {
  if (deadline === undefined) return false;
  if (want.includes(':')) return deadline === instant(want);
  const end = instant(`${want} 00:00`) + DAY;
  return deadline > end - 60_001 && deadline <= end;
}

function campaignDiffers(
  want: {
    readonly title: string;
    open?: string | undefined;
    close?: string | undefined;
    days?: number | undefined;
    makeup?: number | undefined;
    frequency?: unknown;
  },
  { before, after }: Happened,
): string | undefined {
  const made = campaignsOf(after).slice(campaignsOf(before).length);
  const [campaign] = made;
  if (!campaign || made.length > 1) return `${made.length} campaigns were made`;
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  const [window] = campaign.windows ?? [];
  return (
    is('title', campaign.title, want.title) ??
    (want.frequency === undefined
      ? undefined
      : is('frequency', JSON.stringify(campaign.frequency), JSON.stringify(want.frequency))) ??
    (want.open === undefined ? undefined : is('open', window?.open, minutes(want.open))) ??
    (want.close === undefined ? undefined : is('close', window?.close, minutes(want.close))) ??
    (want.makeup === undefined ? undefined : is('make-ups', campaign.makeup?.quota, want.makeup)) ??
    (want.days === undefined
      ? undefined
      : is(
          'days',
          campaign.end === undefined ? 0 : dayNumber(campaign.end) - dayNumber(campaign.start ?? '') + 1,
          want.days,
        ))
  );
}
