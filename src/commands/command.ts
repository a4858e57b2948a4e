import type { Role } from '../domain/community.ts';
import type { DecisionContext } from '../domain/context.ts';
import type { Outcome } from '../domain/decision.ts';
import type { EventOf } from '../domain/events.ts';
import type { Aside } from '../text/aside.ts';
import type { Pace } from './pace.ts';
import type { SentenceReader } from './sentences.ts';
import type { AllOverrides } from './wording.ts';

/** What a command is given: a message event, already known to be a permitted call of it. */
export interface CommandContext extends DecisionContext<EventOf<'message.received'>> {
  /** Every command there is, in the order of the features: what `帮助` lists. Filled in by the dispatcher. */
  readonly commands?: readonly Command[];
  /** What operators wrote in `texts.yaml`: for what one feature says for another. Filled in by the dispatcher. */
  readonly overrides?: AllOverrides;
  /** Counts this event as a command of whoever sent it, once, and says whether that is too many. */
  readonly pace?: (() => Pace) | undefined;
}

/**
 * One entry of the registry that serves parsing, permission, help, suggestions and audit alike. Features declare
 * commands; nothing else in the program knows them by name.
 */
export interface Command {
  /** `<feature>.<command>`, the name used by `only:` in groups.yaml. */
  readonly power: string;
  /** What people type and what help shows: `接龙`, or `/绑定` for operator commands. */
  readonly name: string;
  /** Other spellings (Chinese, English, pinyin initials). A name starting with `/` matches with `／` too. */
  readonly aliases: readonly string[];
  readonly minRole: Role;
  /** The role in any part of the community will do to call it; the command itself checks the group it acts on. */
  readonly anywhere?: true;
  /** Has to be said as it stands: never guessed at, suggested or taken out of a longer sentence. */
  readonly exact?: true;
  /** Never held up by a rate limit: what stops the bot, confirms or cancels. */
  readonly urgent?: true;
  /** Where it works: in bound groups, in chats nobody bound, in 1:1. */
  readonly places: readonly ('group' | 'unbound' | 'single')[];
  /** One line for `帮助`. */
  readonly summary: string;
  /** At least one thing that can be typed as it stands. The first is shown in `帮助`. */
  readonly examples: readonly string[];
  /** Heading under which `帮助` lists it. */
  readonly section: string;
  /**
   * For phrases that are not "name, space, arguments" (such as `+1`): the arguments if the folded text is a call,
   * else undefined. Without it the registry matches names and aliases.
   */
  readonly match?: (folded: string) => string | undefined;
  /** Whole sentences that say the same without the name: the arguments if the folded text is one (see `sentences.ts`). */
  readonly also?: SentenceReader;
  /** May be one clause of a longer message (`我要加班,不去了`), beside a story and whatever else is named here. */
  readonly amid?: readonly Aside[];
  /** `args` is what follows the name, folded and trimmed; `rawArgs` the same as typed. */
  readonly run: (context: CommandContext, args: string, rawArgs: string) => Outcome;
  /** What `确认` carries out, with the plan that `run` kept (see `features/confirm/ask-confirm.ts`). Never called otherwise. */
  readonly confirmed?: (context: CommandContext, plan: unknown) => Outcome;
}
