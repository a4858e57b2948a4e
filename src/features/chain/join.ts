import type { CommandContext } from '../../commands/command.ts';
import { comparable } from '../../commands/spelling.ts';
import { grantsFor } from '../../domain/community.ts';
import type { Outcome } from '../../domain/decision.ts';
import { lines, type Message } from '../../domain/message.ts';
import { parseCount } from '../../text/numbers.ts';
import { cancelEntries } from './cancel.ts';
import type { Desk } from './desk.ts';
import { keyParts, namedKey, ownKey } from './entry-key.ts';
import { listName, nameKey } from './list-line.ts';
import { heldEntries } from './mine.ts';
import { isNamed, nameOf } from './names.ts';
import { type Phrase, parsePhrase } from './phrase.ts';
import { asTitle, type Picked, pickChain, titleMatches } from './pick.ts';
import type { Chain } from './rows.ts';
import type { Said } from './said.ts';
import { signUp } from './sign-up.ts';
import { isToNote } from './to-note.ts';
import { typedIn } from './typed-in.ts';
import { type About, NAMES_MAX, type Understood, understandBehalf, understandJoin } from './wishes.ts';

export interface Read {
  readonly n: number;
  readonly chain: Chain;
  readonly phrase: Phrase;
  /** The whole title of the chain was said, or what it begins or ends with and nothing else. */
  readonly titled: boolean;
}

/** The chain a phrase is about, and the phrase read with its options; words of the title are taken out of it. */
export function readPhrase(desk: Desk, body: string): Read | Exclude<Picked, { type: 'chain' }> {
  const rough = parsePhrase(body, []);
  const open = desk.open();
  const hint = rough.words.find(({ text }) => open.some(({ chain }) => titleMatches(chain.title, text)));
  const several = open.length > 1;
  // Where one chain runs only its whole title is taken for a hint: 儿童 may be part of both.
  const whole = hint && open.some(({ chain }) => nameKey(chain.title) === nameKey(asTitle(hint.text)));
  const isOption = hint && open.some(({ chain }) => chain.options?.some(({ name }) => name === hint.text));
  const title = hint && !isOption && (several || whole || rough.words.length === 1) ? hint.text : undefined;
  const picked = pickChain(desk, { chain: rough.chain, ...(rough.chain === undefined && { title }) });
  if (picked.type !== 'chain') return picked;
  const { n, chain } = picked;
  const rest = title === undefined ? body : body.normalize('NFKC').replace(title, ' ');
  const phrase = parsePhrase(
    rest,
    (chain.options ?? []).map(({ name, off }) => (off ? undefined : name)),
  );
  const edge =
    rough.words.length === 1 && hint !== undefined && isEdge(comparable(chain.title), asTitle(hint.text));
  return { n, chain, phrase, titled: title !== undefined && (Boolean(whole) || edge) };
}

const isEdge = (title: string, said: string): boolean =>
  [...said].length > 1 && (title.startsWith(said) || title.endsWith(said));

const isOfOption = ({ option, quantity }: Phrase['parts'][number]): boolean =>
  option !== undefined && quantity !== undefined;

/** What was said by somebody who signs up, or may want to. */
export function speakUp(context: CommandContext, desk: Desk, said: Said): Outcome {
  switch (said.verb) {
    case 'behalf':
      return joinFor(context, desk, said.body);
    case 'join':
      return join(context, desk, said);
    case 'leave':
      return leaveFor(context, desk, said.body);
    case 'ask': {
      const [only] = desk.open();
      return only
        ? { reply: desk.texts.askBack(only.chain, desk.open().length > 1 ? only.n : undefined) }
        : {};
    }
    // Pasted lists are looked at as a whole.
    case 'list':
      return {};
    default:
      return said.verb satisfies never;
  }
}

/** 赵敏不去了: somebody the speaker has signed up; of others it is only news. */
const leaveFor = (context: CommandContext, desk: Desk, name: string): Outcome =>
  withPhrase(context, desk, name, false, '取消接龙', ({ n, chain, phrase }) => {
    const mine = heldEntries(context, desk, n, chain).others.some(
      ({ line }) => nameKey(line.name) === nameKey(name),
    );
    return mine ? cancelEntries(context, desk, n, chain, phrase) : {};
  });

export function join(context: CommandContext, desk: Desk, { body, plain, loose, otherwise }: Said): Outcome {
  const other = otherwise && (() => speakUp(context, desk, otherwise));
  // 徒步+1,聚餐+2 is meant, and one at a time.
  const both = typedIn(context).split(/[+＋] ?\d/u).length > 2;
  const outcome = withPhrase(
    context,
    desk,
    body,
    (plain && !other) || both,
    '+1',
    ({ n, chain, phrase, titled }) => {
      const { words, parts } = phrase;
      // 杨枝甘露一杯,少冰
      const [note, ...others] = words;
      if (loose && parts.some(isOfOption) && note && others.length === 0 && isToNote(note.text))
        return act(
          context,
          desk,
          n,
          chain,
          understandJoin({ ...phrase, words: [], remark: note.text }, aboutOf(context, desk, n, chain)),
          plain,
        );
      const ofOptions = parts.length > 0 && parts.every(({ option }) => option !== undefined);
      if (loose && (words.length > 0 || (!titled && !ofOptions))) {
        // 大人不去,孩子1个: somebody wants some of it, but it is not clear what.
        const more = desk
          .open()
          .filter(
            (other) => other.n !== n && words.some(({ text }) => titleMatches(other.chain.title, text)),
          );
        // 徒步1个,聚餐2个: one at a time.
        if (parts.length > 0 && more.length > 0)
          return { reply: desk.texts.which([{ n, chain }, ...more], '+1') };
        // 老人+1 where there is no such kind.
        const kind = words.length === 1 && parts.length + Number(words[0]?.part !== undefined) === 1;
        if (kind && (chain.options?.length ?? 0) > 1 && /^\p{Script=Han}{1,4} ?[+＋]/u.test(typedIn(context)))
          return act(context, desk, n, chain, { type: 'choose-option' }, plain);
        const named = understandJoin(phrase, aboutOf(context, desk, n, chain));
        if (named.type === 'names-only' && named.names.length === 1)
          return act(context, desk, n, chain, named, plain);
        const some = !other && parts.concat(words.flatMap(({ part }) => part ?? [])).some(isOfOption);
        return some ? act(context, desk, n, chain, { type: 'choose-option' }, plain) : {};
      }
      const understood = understandJoin(phrase, aboutOf(context, desk, n, chain));
      if (other && understood.type !== 'asked') return {};
      return act(context, desk, n, chain, understood, plain);
    },
  );
  return other && !outcome.reply ? other() : outcome;
}

export function joinFor(context: CommandContext, desk: Desk, body: string): Outcome {
  return withPhrase(context, desk, body, true, '代接 李四', ({ n, chain, phrase }) =>
    act(context, desk, n, chain, understandBehalf(phrase, aboutOf(context, desk, n, chain)), true),
  );
}

/** 改接龙: an entry that is there, one's own or by name. */
export function change(context: CommandContext, desk: Desk, body: string): Outcome {
  const [, how, what = ''] = /^([少多再追换]) (.+)$/u.exec(body) ?? [];
  if (how === undefined) return changeTo(context, desk, body);
  const count = parseCount(what);
  if (count !== undefined) return changeBy(context, desk, how === '少' ? -count : count);
  if (how === '换') return changeOption(context, desk, what);
  return how === '少' ? changeTo(context, desk, body) : addOption(context, desk, what);
}

/** 小盒换成大盒; 时间换成周六 is about something else. */
const changeOption = (context: CommandContext, desk: Desk, what: string): Outcome =>
  withPhrase(context, desk, what, false, '改接龙 2', ({ n, chain, phrase }) => {
    const isOption = phrase.parts[0]?.option !== undefined && phrase.words.length === 0;
    return isOption && heldEntries(context, desk, n, chain).own.length > 0
      ? changeTo(context, desk, what)
      : {};
  });

/** 再加一位成人: one more of what one has of it, else the first. */
const addOption = (context: CommandContext, desk: Desk, what: string): Outcome =>
  withPhrase(context, desk, what, false, '改接龙 2', ({ n, chain, phrase }) => {
    const [part, ...more] = phrase.parts;
    if (part?.option === undefined || more.length + phrase.words.length > 0) return {};
    const key = ownKey(context.event.actor.id, part.option);
    const before = heldEntries(context, desk, n, chain).own.find((held) => held.key === key);
    const quantity = (before?.line.quantity ?? 0) + (part.quantity ?? 1);
    return signUp(context, desk, n, chain, [{ key, quantity }]);
  });

/** 少一个, 再加两个: counted from what the speaker has, where that is one thing. */
const changeBy = (context: CommandContext, desk: Desk, more: number): Outcome =>
  withPhrase(context, desk, '', true, '改接龙 2', ({ n, chain }) => {
    const { own } = heldEntries(context, desk, n, chain);
    const [only, other] = own;
    if (!only)
      return more > 0
        ? join(context, desk, { verb: 'join', body: `+${more}`, plain: true })
        : { reply: desk.texts.notInToChange };
    if (other) return { reply: desk.texts.changeWhich(chain) };
    const quantity = only.line.quantity + more;
    return quantity < 1
      ? { reply: desk.texts.lessThanOne(only.line.quantity) }
      : signUp(context, desk, n, chain, [{ key: only.key, quantity }]);
  });

function changeTo(context: CommandContext, desk: Desk, body: string): Outcome {
  return withPhrase(context, desk, body, true, '改接龙 2', ({ n, chain, phrase }) => {
    const { own, others } = heldEntries(context, desk, n, chain);
    const all = [...own, ...others];
    if (all.length === 0) return { reply: desk.texts.notInToChange };
    const [word, ...more] = phrase.words;
    const part = word?.part ?? phrase.parts[0];
    const among = word
      ? all.filter(({ line }) => nameKey(line.name) === nameKey(word.text))
      : own.length > 0
        ? own
        : others;
    if (more.length > 0) return { reply: desk.texts.notUnderstood(body, chain) };
    if (word && among.length === 0) return { reply: desk.texts.noSuchName(word.text) };
    const option = part?.option;
    const ofOption = among.filter(({ key }) => keyParts(key).option === option);
    const one = option === undefined ? (among.length === 1 ? among[0] : undefined) : ofOption[0];
    const shared = { remark: phrase.remark, partial: phrase.partial };
    if (one) return signUp(context, desk, n, chain, [{ ...shared, key: one.key, quantity: part?.quantity }]);
    const [only] = among;
    if (option === undefined || !only || among.length > 1)
      return { reply: among.length > 1 ? desk.texts.changeWhich(chain) : desk.texts.notInToChange };
    // Another option takes the place of the one there is.
    const { member } = keyParts(only.key);
    const key = member === undefined ? namedKey(only.line.name, option) : ownKey(member, option);
    const quantity = part?.quantity ?? only.line.quantity;
    const moved = { ...shared, key, quantity, remark: phrase.remark ?? only.line.remark };
    return signUp(context, desk, n, chain, [
      { key: only.key, quantity: 0 },
      { ...moved, ...(member === undefined && { name: only.line.name }) },
    ]);
  });
}

const withPhrase = (
  context: CommandContext,
  desk: Desk,
  body: string,
  plain: boolean,
  command: string,
  run: (read: Read) => Outcome,
): Outcome => {
  const read = readPhrase(desk, body);
  if ('chain' in read && 'phrase' in read) return run(read);
  return plain ? { reply: wordPick(context, desk, read, command) } : {};
};

const aboutOf = (context: CommandContext, desk: Desk, n: number, chain: Chain): About => ({
  chain,
  me: context.event.actor.id,
  myName: isNamed(context, context.event.actor) ? listName(nameOf(context, context.event.actor)) : undefined,
  mine: chain.options ? heldEntries(context, desk, n, chain).own.map(({ key }) => keyParts(key).option) : [],
});

const act = (
  context: CommandContext,
  desk: Desk,
  n: number,
  chain: Chain,
  understood: Understood,
  plain: boolean,
): Outcome => {
  if (understood.type === 'asked') {
    // A button says no number: whoever is in already stays in with as many as they asked for.
    const pressed = context.event.pressed !== undefined;
    const asked = pressed
      ? understood.asked.map(({ key }) => ({ key, quantity: undefined }))
      : understood.asked;
    return signUp(context, desk, n, chain, asked);
  }
  // 报名 and the like begin ordinary sentences too: nobody is corrected who did not mean the bot.
  if (!plain && understood.type !== 'choose-option' && understood.type !== 'names-only') return {};
  const among = desk.open().length > 1 ? n : undefined;
  return { reply: wordMisunderstood(desk, chain, understood, among) };
};

const wordMisunderstood = (
  { texts }: Desk,
  chain: Chain,
  understood: Exclude<Understood, { type: 'asked' }>,
  among: number | undefined,
): Message => {
  switch (understood.type) {
    case 'not-understood':
      return texts.notUnderstood(understood.typed, chain, among);
    case 'remark-or-name':
      return texts.remarkOrName(understood.typed);
    case 'bad-name':
      return texts.badName(understood.typed);
    case 'names':
      return texts.names(understood.quantity, understood.names);
    case 'names-only':
      return texts.namesOnly(understood.names);
    case 'too-many-names':
      return texts.tooManyNames(NAMES_MAX);
    case 'bad-quantity':
      return texts.badQuantity(chain, among);
    case 'choose-option':
      return texts.chooseOption(chain, among);
    case 'who-for':
      return texts.whoFor;
    default:
      return understood satisfies never;
  }
};

export const wordPick = (
  context: CommandContext,
  desk: Desk,
  picked: Exclude<Picked, { type: 'chain' }>,
  command: string,
): Message => {
  switch (picked.type) {
    case 'none': {
      const { community, event, group } = context;
      const operator = grantsFor(community, event.actor.id, group).length > 0;
      return lines(desk.texts.none, operator ? desk.texts.noneForOperator : desk.texts.noneForMember);
    }
    case 'which':
      return desk.texts.which(picked.among, command);
    case 'unknown-number':
      return desk.texts.unknownNumber(picked.n, desk.open());
    case 'unknown-title':
      return desk.texts.noSuchTitle(picked.title, desk.open());
    default:
      return picked satisfies never;
  }
};
