import { shorten } from '../text/graphemes.ts';
import { stripEnd } from '../text/strip-end.ts';
import type { Command } from './command.ts';
import type { Place, Registry } from './registry.ts';
import { comparable } from './spelling.ts';

/** What somebody may have meant when nothing understood them. */
export type Guess =
  | { readonly type: 'spelling'; readonly written: string }
  | { readonly type: 'how-to'; readonly about: string };

/** Words of every day that happen to be one character away from a command. */
const ORDINARY = /^(?:收到|报到|迟到|帮忙|互助|求助|报告|点名|签名|报销|报价)$/;
const HAN = /\p{Script=Han}/u;
type Allowed = (command: Command) => boolean;
/** Longer talk is talk. */
const LONGEST = 24;
const QUESTION = /怎么|怎样|如何|是什么|什么是|是啥|啥意思|什么意思/;
/** What goes on with a word that only begins like a command: 打卡机, 打卡时间, 打卡了吗. */
const GOES_ON = /^[机時时间了的吗嘛呢吧怎是有在群活成失表记次天规过没不是也都和与或]/;

/** A forgotten slash, a question about a command, a forgotten space, a slip of the finger; undefined for plain talk. */
export function guess(registry: Registry, said: string, place: Place, allowed: Allowed): Guess | undefined {
  const typed = stripEnd(comparable(said));
  if (typed.length > LONGEST) return undefined;
  const slashed = registry.find(`/${typed}`, place);
  if (slashed.type === 'call')
    return allowed(slashed.command) ? spelling(`/${shorten(said.trim(), LONGEST)}`) : undefined;
  const members = registry.all.filter(
    (command) => command.minRole === 'member' && !command.exact && allowed(command),
  );
  if (QUESTION.test(typed)) {
    const [about] = members
      .flatMap(({ name, aliases }) =>
        [name, ...aliases].map((called) => ({ name, called: comparable(called) })),
      )
      .filter(({ called }) => called.length > 1 && HAN.test(called) && typed.includes(called))
      .sort((a, b) => b.called.length - a.called.length);
    return about && { type: 'how-to', about: about.name };
  }
  if (ORDINARY.test(typed)) return undefined;
  const split = withSpace(members, typed, said.trim());
  if (split !== undefined) return spelling(split);
  const near = registry.suggest(said, (command) => members.includes(command));
  return near === undefined ? undefined : spelling(near);
}

const spelling = (written: string): Guess => ({ type: 'spelling', written });

/** `打卡读完第4章`: a command that takes words, and its words without the space between. */
function withSpace(members: readonly Command[], typed: string, said: string): string | undefined {
  const hit = members.find(
    ({ name, examples, match }) =>
      // A phrase of its own kind knows best what is one.
      match === undefined &&
      examples.some((example) => example.startsWith(`${name} `)) &&
      typed.startsWith(comparable(name)),
  );
  if (!hit || !said.startsWith(hit.name)) return undefined;
  const rest = said.slice(hit.name.length).trim();
  // 打卡帮 is 打卡榜 with a slip in it, not 打卡 with the words 帮.
  return [...rest].length < 2 || GOES_ON.test(rest) || rest.startsWith(hit.name)
    ? undefined
    : `${hit.name} ${shorten(rest, LONGEST)}`;
}
