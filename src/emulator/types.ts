import type { Clock } from '../domain/clock.ts';

/** What the emulator must know of the bot's settings: the same secrets, from WeCom's side. */
export interface TenantSettings {
  readonly corpId: string;
  readonly apps: readonly {
    readonly id: string;
    readonly agentId: number;
    readonly secret: string;
    readonly callback?: CallbackSettings;
  }[];
  readonly aibots: readonly {
    readonly id: string;
    readonly name: string;
    readonly callback: CallbackSettings;
  }[];
  readonly robots: readonly {
    readonly id: string;
    readonly name: string;
    readonly callback: CallbackSettings;
  }[];
  readonly webhooks: readonly { readonly id: string; readonly key: string }[];
}
export interface CallbackSettings {
  readonly token: string;
  readonly encodingAESKey: string;
  /** Where the bot listens, such as `http://127.0.0.1:3000/wecom/aibot/helper`. */
  readonly url: string;
}

/** A chat on the emulated WeCom. The same people see it whichever robots sit in it. */
export interface EmulatedGroup {
  readonly id: string;
  name: string;
  readonly kind: 'internal' | 'customer' | 'appchat';
  /** The aibot in it, with the chatid that bot knows the chat by. */
  readonly aibot?: { readonly id: string; readonly chatId: string };
  readonly robot?: { readonly id: string; readonly chatId: string };
  /** Customer groups (and appchats): the chat_id the app knows it by. */
  readonly app?: { readonly id: string; readonly chatId: string };
  /** Ids (not keys) of the webhooks posted into it. */
  readonly webhooks: readonly string[];
  owner: string;
  notice: string;
  members: EmulatedMember[];
  memberVersion: string;
}
export interface EmulatedMember {
  readonly userid: string;
  name: string;
  /** Nickname in this group, '' if never set. Readable by the bot in customer groups only. */
  nickname: string;
  /** true: own staff; false: a WeChat customer (`wm…`). */
  readonly staff: boolean;
  /** Epoch ms. */
  readonly joinedAt: number;
}

/** One line of a conversation as people would see it. */
export interface TranscriptEntry {
  readonly n: number;
  /** Epoch ms, emulator clock. */
  readonly at: number;
  /** Group id, or `dm:<userid>` for a 1:1 chat with an app or bot. */
  readonly chat: string;
  readonly from: {
    readonly kind: 'member' | 'bot' | 'system';
    readonly id: string;
    readonly name: string;
  };
  readonly channel:
    | 'member'
    | 'aibot'
    | 'robot'
    | 'webhook'
    | 'response_url'
    | 'message/send'
    | 'appchat'
    | 'system';
  readonly format: 'text' | 'markdown' | 'system';
  readonly content: string;
  /** userids pinged, `@all` included. */
  readonly mentions: readonly string[];
  /** The entry this answers. */
  readonly replyTo?: number;
  /** For members' messages: msgid of the callback and, once the bot answered, HTTP status and milliseconds. */
  readonly msgid?: string;
  readonly delivery?: {
    readonly status: number;
    readonly ms: number;
    readonly tries: number;
  };
  /** Robot replies with `VisibleToUser`: the only people who see it. */
  readonly visibleTo?: readonly string[];
  /** A template card under the words; its buttons can be pressed. */
  readonly card?: ShownCard;
  /** Members over their cap, to whom WeCom silently does not show it (outbound.md §8.1). */
  readonly missedBy?: readonly string[];
}

export interface ShownCard {
  readonly type: string;
  readonly taskId: string;
  readonly title: string;
  readonly note: string;
  readonly buttons: readonly { readonly text: string; readonly key: string; readonly style: number }[];
}

/** Switches that make the emulated WeCom misbehave; each counts down per use where `times` is given. */
export interface Fault {
  /** Path prefix such as `/cgi-bin/webhook/send`, or `callback` for calls to the bot. */
  readonly on: string;
  readonly kind: 'errcode' | 'delay' | 'drop-before' | 'drop-after' | 'http-500' | 'duplicate' | 'reorder';
  /** errcode for `errcode`, ms for `delay`, copies for `duplicate`. */
  readonly value?: number;
  times?: number;
}

export interface SayOptions {
  /** Whether the message @-s the bot (default true; without it no bot hears it). */
  readonly mentionBot?: boolean;
  readonly quote?: string;
  /** Deliver the callback this many times, in parallel. */
  readonly copies?: number;
  /** Which of the chat's bots is addressed where it has both (default: the aibot). */
  readonly to?: 'aibot' | 'robot';
}

/** The emulator, in process. The control API (`/emulator/...`) offers the same over HTTP. */
export interface Emulator {
  /** Base URL of the emulated `qyapi.weixin.qq.com`, such as `http://127.0.0.1:34567`. */
  readonly url: string;
  readonly clock: Clock;
  groups(): readonly EmulatedGroup[];
  transcript(chat?: string, after?: number): readonly TranscriptEntry[];
  /** Called for every new transcript entry and for every change of groups or members; returns the unsubscriber. */
  onChange(
    listener: (change: { type: 'entry'; entry: TranscriptEntry } | { type: 'groups' }) => void,
  ): () => void;
  addGroup(
    group: Omit<EmulatedGroup, 'members' | 'memberVersion' | 'notice'> & {
      members?: EmulatedMember[];
    },
  ): EmulatedGroup;
  /** A member says something; resolves with the entries the bot answered in the callback's own response. */
  say(group: string, userid: string, text: string, options?: SayOptions): Promise<readonly TranscriptEntry[]>;
  /** Somebody presses a button of the card in line `n`; resolves with what the bot said in the callback's own response. */
  press(n: number, userid: string, key: string): Promise<readonly TranscriptEntry[]>;
  /** A 1:1 message to an aibot (`via: aibot/helper`) or app (`app/community`). */
  sayDirect(via: string, userid: string, text: string): Promise<readonly TranscriptEntry[]>;
  join(
    group: string,
    member: {
      userid: string;
      name: string;
      staff?: boolean;
      nickname?: string;
    },
  ): Promise<void>;
  leave(group: string, userid: string): Promise<void>;
  renameMember(group: string, userid: string, nickname: string): Promise<void>;
  /** change_external_chat for name, notice, owner; dismiss. */
  changeGroup(
    group: string,
    change: {
      name?: string;
      notice?: string;
      owner?: string;
      dismiss?: boolean;
    },
  ): Promise<void>;
  addFault(fault: Fault): void;
  clearFaults(): void;
  /** Revokes every access token handed out: the next use answers 40014. */
  revokeTokens(): void;
  close(): Promise<void>;
}

/** What `createEmulator` returns: the emulator and what only tests, benches and the control API ask of it. */
export interface EmulatedWecom extends Emulator {
  /** Base URL of the control API (`<controlUrl>/emulator/…`); equals `url` unless it has a port of its own. */
  readonly controlUrl: string;
  /** Makes somebody known who need not be in a group. With `openUserid` aibots see that instead of the userid. */
  addPerson(person: EmulatedPerson): void;
  /** How many messages of bots, webhooks and apps people can see in a chat; counts on when nothing is recorded. */
  visible(chat: string): number;
  /** The newest requests of the bot, oldest first, without tokens, keys and secrets. */
  calls(): readonly ApiCall[];
  /** Resolves when no callback, retry or stream poll is under way. */
  settled(): Promise<void>;
  /** What saving the callback URLs in the console does: one GET each, answered within 1 s (inbound.md §1.2). */
  verifyCallbacks(): Promise<readonly VerifiedCallback[]>;
  /** Seals any plaintext (XML or JSON as the channel speaks) and delivers it to `aibot/helper`, `robot/x` or `app/y`. */
  callBack(
    via: string,
    plaintext: string,
    options?: { readonly copies?: number },
  ): Promise<readonly CallbackOutcome[]>;
  /** Somebody opens the 1:1 chat with an aibot (enter_chat). */
  enterChat(via: string, userid: string): Promise<readonly TranscriptEntry[]>;
  /** `change_external_chat` create for a customer group, add_to_chat for a chat with a robot. */
  announceGroup(group: string): Promise<void>;
  /** Shifts the emulated WeCom's clock, envelopes included, against the bot's. */
  setClockOffset(ms: number): void;
}
export interface EmulatedPerson {
  readonly userid: string;
  readonly name: string;
  readonly openUserid?: string;
  /** Default: false for `wm…`/`wo…` ids, else true. */
  readonly staff?: boolean;
}
export interface ApiCall {
  readonly path: string;
  readonly at: number;
  /** Absent when a fault dropped the request or answered HTTP 500. */
  readonly errcode?: number;
  /** The JSON body, or the harmless query parameters of a GET. */
  readonly body: unknown;
}
/** How one callback to the bot went; `status` 0 means no answer within the deadline or no connection. */
export interface CallbackOutcome {
  readonly status: number;
  readonly ms: number;
  readonly tries: number;
  /** The decrypted reply; absent for an empty body. */
  readonly reply?: string;
  /** What WeCom would not accept about the reply. */
  readonly problem?: string;
}
export interface VerifiedCallback {
  readonly via: string;
  readonly ok: boolean;
  readonly problem?: string;
}
