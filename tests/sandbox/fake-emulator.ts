import type { EmulatedGroup, EmulatedMember, Emulator, TranscriptEntry } from '../../src/emulator/types.ts';

type NewEntry = Partial<TranscriptEntry> & Pick<TranscriptEntry, 'chat' | 'from' | 'content'>;
/** What the bot of the fake answers; undefined is silence. */
export type Answer = (text: string, userid: string) => string | undefined;

export interface FakeEmulator extends Emulator {
  /** Puts a line into a conversation, as a bot's push would. */
  add(entry: NewEntry): TranscriptEntry;
  readonly listeners: ReadonlySet<unknown>;
}

/** An Emulator without a wire: groups, people and a bot that answers by a function. */
export function createFakeEmulator({ answer, now }: { answer: Answer; now: () => number }): FakeEmulator {
  const groups = new Map<string, EmulatedGroup>();
  const entries: TranscriptEntry[] = [];
  const listeners = new Set<Parameters<Emulator['onChange']>[0]>();
  const tell = (change: Parameters<Parameters<Emulator['onChange']>[0]>[0]) => {
    for (const listener of listeners) listener(change);
  };
  const add = (entry: NewEntry): TranscriptEntry => {
    const full: TranscriptEntry = {
      n: entries.length + 1,
      at: now(),
      channel: entry.from.kind === 'member' ? 'member' : 'aibot',
      format: 'text',
      mentions: [],
      ...entry,
    };
    entries.push(full);
    tell({ type: 'entry', entry: full });
    return full;
  };
  const bot = { kind: 'bot', id: 'helper', name: '小群' } as const;
  const group = (id: string): EmulatedGroup => {
    const found = groups.get(id);
    if (!found) throw new Error(`no group ${id}`);
    return found;
  };
  const changeMembers = (id: string, change: (members: EmulatedMember[]) => EmulatedMember[]) => {
    const found = group(id);
    found.members = change(found.members);
    tell({ type: 'groups' });
  };
  const system = (chat: string, content: string) =>
    add({
      chat,
      from: { kind: 'system', id: 'system', name: '' },
      channel: 'system',
      format: 'system',
      content,
    });
  const answerTo = (asked: TranscriptEntry, text: string) => {
    const said = answer(text, asked.from.id);
    if (said === undefined) return [];
    return [add({ chat: asked.chat, from: bot, format: 'markdown', content: said, replyTo: asked.n })];
  };

  return {
    url: 'http://127.0.0.1:1',
    clock: { now },
    add,
    listeners,
    groups: () => [...groups.values()],
    transcript: (chat, after = 0) =>
      entries.filter((entry) => entry.n > after && (chat === undefined || entry.chat === chat)),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    addGroup({ members = [], ...rest }) {
      const added: EmulatedGroup = { ...rest, members, notice: '', memberVersion: '1' };
      groups.set(added.id, added);
      tell({ type: 'groups' });
      return added;
    },
    async say(id, userid, text, { mentionBot = true } = {}) {
      const { members, aibot } = group(id);
      const name = members.find((member) => member.userid === userid)?.name ?? userid;
      const heard = mentionBot && aibot !== undefined;
      const asked = add({
        chat: id,
        from: { kind: 'member', id: userid, name },
        content: heard ? `@小群 ${text}` : text,
        ...(heard && {
          msgid: `m${entries.length + 1}`,
          delivery: { status: 200, ms: 4, tries: 1 },
          mentions: [aibot.id],
        }),
      });
      return heard ? answerTo(asked, text) : [];
    },
    async press(n, userid, key) {
      const shown = entries.find((entry) => entry.n === n);
      if (!shown?.card) return [];
      const label = shown.card.buttons.find((button) => button.key === key)?.text ?? '';
      const from = { kind: 'member', id: userid, name: userid } as const;
      return answerTo(add({ chat: shown.chat, from, content: `[点了「${label}」]` }), label);
    },
    async sayDirect(via, userid, text) {
      const from = { kind: 'member', id: userid, name: userid } as const;
      return answerTo(
        add({ chat: `dm:${userid}`, from, content: text, msgid: `${via}-${entries.length}` }),
        text,
      );
    },
    async join(id, { userid, name, nickname = '', staff = true }) {
      changeMembers(id, (members) => [...members, { userid, name, nickname, staff, joinedAt: now() }]);
      system(id, `${name} 加入了群聊`);
    },
    async leave(id, userid) {
      const name = group(id).members.find((member) => member.userid === userid)?.name ?? userid;
      changeMembers(id, (members) => members.filter((member) => member.userid !== userid));
      system(id, `${name} 离开了群聊`);
    },
    async renameMember(id, userid, nickname) {
      changeMembers(id, (members) =>
        members.map((member) => (member.userid === userid ? { ...member, nickname } : member)),
      );
    },
    async changeGroup(id, { name }) {
      if (name !== undefined) group(id).name = name;
      tell({ type: 'groups' });
    },
    addFault() {},
    clearFaults() {},
    revokeTokens() {},
    async close() {},
  };
}
