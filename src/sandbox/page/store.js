const languageKey = 'qunyun.language';

/** Everything the page knows. Views read `state`; whoever changes it calls `changed()`, which redraws once. */
export function createStore() {
  const views = [];
  let pending = false;
  const state = {
    language: localStorage.getItem(languageKey) === 'en' ? 'en' : 'zh',
    groups: [],
    staff: [],
    direct: [],
    clock: { now: Date.now(), offset: 0, readAt: performance.now() },
    /** Entry number → entry. Numbers rise with time. */
    entries: new Map(),
    /** Group id, or `dm:<userid>`. */
    chat: undefined,
    /** Chat → who speaks there; chat → the last entry seen there. */
    speakers: new Map(),
    seen: new Map(),
    /** Number of the entry explained on the right; undefined follows the newest. */
    picked: undefined,
    why: { n: undefined, value: undefined, loading: false },
    mention: true,
    waiting: 0,
    connected: true,
  };
  const changed = () => {
    if (pending) return;
    pending = true;
    // Not an animation frame: a page in the background stays up to date too.
    queueMicrotask(() => {
      pending = false;
      for (const view of views) view();
    });
  };
  return {
    state,
    changed,
    onChange: (view) => views.push(view),
    setLanguage(language) {
      state.language = language;
      localStorage.setItem(languageKey, language);
      changed();
    },
    addEntries(entries) {
      for (const entry of entries) state.entries.set(entry.n, entry);
      if (entries.length > 0) changed();
    },
    setClock({ now, offset }) {
      state.clock = { now, offset, readAt: performance.now() };
      changed();
    },
    open(chat) {
      state.chat = chat;
      state.picked = undefined;
      changed();
    },
  };
}

export const botNow = ({ clock }) => clock.now + (performance.now() - clock.readAt);
export const groupOf = (state, chat = state.chat) => state.groups.find(({ id }) => id === chat);
export const entriesOf = (state, chat = state.chat) =>
  [...state.entries.values()].filter((entry) => entry.chat === chat).sort((a, b) => a.n - b.n);
export const timezoneOf = (state, chat = state.chat) =>
  (groupOf(state, chat) ?? state.groups[0])?.timezone ?? 'Asia/Shanghai';

/** The person whose private chat this is. */
export const dmUser = (chat) => (chat?.startsWith('dm:') ? chat.slice(3) : undefined);
/** What to call somebody. The bot knows plain userids in lower case. */
export function nameOf(state, userid) {
  const people = [...state.groups.flatMap(({ members }) => members), ...state.staff];
  const person =
    people.find((person) => person.userid === userid) ??
    people.find((person) => person.userid.toLowerCase() === userid);
  return person ? person.nickname || person.name : userid;
}

/** Who speaks in the open chat: as chosen, else an ordinary member, so that a newcomer sees what members see. */
export function speakerOf(state) {
  const dm = dmUser(state.chat);
  if (dm) return { userid: dm, name: nameOf(state, dm), operator: true };
  const members = groupOf(state)?.members ?? [];
  const chosen = members.find(({ userid }) => userid === state.speakers.get(state.chat));
  return chosen ?? members.find(({ operator }) => !operator) ?? members[0];
}

/** The entry the right side explains: the one picked, else the newest somebody said. */
export function explained(state) {
  const entries = entriesOf(state);
  return (
    entries.find(({ n }) => n === state.picked) ??
    entries.findLast(({ from }) => from.kind !== 'system') ??
    entries.at(-1)
  );
}
