import type { MemberRef } from '../../src/domain/chat.ts';
import type { Book } from '../../src/features/book.ts';
import { person } from '../support/decide.ts';
import type { OneWant, Paste, Situations, Utterance } from './fixtures.ts';
import { dayNumber, exampleIn, type Happened, isUnchanged, judge } from './judge.ts';
import { isPending } from './see.ts';
import { bookOf, createWorld } from './world.ts';

export interface Played {
  readonly utterance: Utterance;
  readonly typed: string;
  readonly replies: readonly string[];
  /** What is not as wanted. */
  readonly miss: string | undefined;
  /** A miss that did no harm: nothing changed, and it was met by silence or an example. */
  readonly harmless: boolean;
}

export const bookFor = ({ people, situations, campaigns }: Situations): Promise<Book> =>
  bookOf({
    groups: [...new Set(Object.values(situations).map(({ group }) => group))],
    operators: Object.values(people).flatMap(({ id, role }) =>
      role === undefined ? [] : [{ member: id, role }],
    ),
    checkins: Object.entries(campaigns).map(([group, campaign]) => ({ ...campaign, groups: [group] })),
  });

const moment = (text: string): number => Date.parse(`${text.replace(' ', 'T')}:00+08:00`);
const BREATH = 10_000;

/** Sets the situation up, says it, says 确认 where that is asked for, and looks at what became of it. */
export async function play(book: Book, situations: Situations, utterance: Utterance): Promise<Played> {
  const { people } = situations;
  const situation = situations.situations[utterance.situation];
  if (!situation) throw new Error(`no situation ${utterance.situation}`);
  const who = (name: string): MemberRef => {
    const known = people[name];
    if (!known) throw new Error(`${name} is nobody`);
    return person(known.id, known.unnamed ? undefined : name);
  };
  const at = utterance.at ?? situation.at;
  const start = situation.from === undefined ? moment(situation.at) - 1_800_000 : moment(situation.from);
  const world = createWorld(book, situation.group, start);
  const line = (text: string) => {
    const [, name = utterance.by, words = text] = /^(\p{L}+): ([\s\S]+)$/u.exec(text) ?? [];
    return world.says(who(name), words);
  };
  for (const said of situation.said) {
    await line(said);
    world.jumpTo(world.now() + BREATH);
  }
  world.jumpTo(moment(at) - utterance.before.length * BREATH);
  for (const said of utterance.before) {
    await line(said);
    world.jumpTo(world.now() + BREATH);
  }
  const me = who(utterance.by);
  const typed = utterance.say ?? edited((await world.says(me, '接龙列表')) ?? '', utterance.paste);
  const before = world.stored();
  const replies: string[] = [];
  const say = async (text: string) => {
    const reply = await world.says(me, text);
    if (reply !== undefined) replies.push(reply);
    return reply;
  };
  let reply = await say(typed);
  const pending = isPending(world.stored(), me.id);
  const happened = (): Happened => ({
    before,
    after: world.stored(),
    reply,
    replies,
    pending,
    today: dayNumber(at.slice(0, 10)),
    me: me.id,
    idOf: (name) => people[name]?.id,
  });
  const first = happened();
  const echoed = isUnchanged(first);
  if (pending && echoed && isConfirmed(utterance)) reply = await say('确认');
  const miss =
    'plan' in Object(utterance.want) && !pending ? 'no plan was echoed' : judge(utterance.want, happened());
  const answered = first.reply === undefined || exampleIn(first.reply);
  return { utterance, typed, replies, miss, harmless: echoed && answered };
}

/** Wants that what was asked for is done. */
const isConfirmed = ({ want }: Utterance): boolean =>
  typeof want !== 'string' && 'either' in want ? want.either.some(isDone) : isDone(want);
const isDone = (want: OneWant): boolean =>
  typeof want !== 'string' && !('refused' in want) && !('suggests' in want) && !('shows' in want);

/** The printed list as somebody hands it back. */
function edited(list: string, paste: Paste | undefined): string {
  const { add = [], drop = [], swap } = paste ?? {};
  const kept = list.split('\n').filter((line) => !drop.some((word) => line.includes(word)));
  const text = [...kept, ...add].join('\n');
  return swap ? text.replace(...swap) : text;
}
