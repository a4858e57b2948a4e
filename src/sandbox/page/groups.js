import { avatar, fill, h } from './dom.js';
import { plainLine } from './markdown.js';
import { peopleOf } from './people.js';
import { entriesOf, groupOf, nameOf, timezoneOf } from './store.js';
import { textsOf } from './texts.js';
import { clockTime } from './times.js';

/** The list on the left: groups, then the private chats of the duty staff and of whoever was written to. */
export function createGroups(root, store, show) {
  const { state } = store;
  return () => {
    const t = textsOf(state);
    const open = (chat) => () => {
      store.open(chat);
      show('chat');
    };
    const rows = state.groups.map((group) =>
      row(group.id, group.name, avatar(group.id, group.name, 'square'), kindBadge(group.kind, t)),
    );
    const privates = privateChats(state).map(({ userid, name, duty }) =>
      row(
        `dm:${userid}`,
        name,
        avatar(userid, name),
        h('span', { class: 'badge' }, duty ? t.dutyTag : t.privateChat),
      ),
    );
    function row(chat, name, picture, badge) {
      const last = entriesOf(state, chat).at(-1);
      const unread = isUnread(state, chat);
      return h(
        'button',
        {
          type: 'button',
          class: 'row',
          'data-key': chat,
          onclick: open(chat),
          'aria-current': chat === state.chat && 'true',
        },
        h(
          'span',
          { class: 'picture' },
          picture,
          unread && h('span', { class: 'dot', role: 'img', 'aria-label': t.unread }),
        ),
        h('span', { class: 'row-name' }, name),
        h('span', { class: 'row-time' }, last ? clockTime(last.at, state, timezoneOf(state, chat)) : ''),
        h(
          'span',
          { class: 'row-last' },
          badge,
          h('span', { class: 'text' }, last ? preview(state, last) : t.nothingYet),
        ),
      );
    }
    fill(
      root,
      h('h2', {}, t.groups),
      rows.length > 0 ? rows : h('p', { class: 'hint' }, t.noGroups),
      privates.length > 0 && [h('h2', {}, t.privates), ...privates],
    );
    root.setAttribute('aria-label', t.groups);
  };
}

export const kindBadge = (kind, t) => h('span', { class: `badge ${kind}` }, t.kinds[kind]);

function preview(state, entry) {
  const text = plainLine(entry, peopleOf(state, entry.chat));
  return entry.from.kind === 'system' ? text : `${entry.from.name}: ${text}`;
}

const isUnread = (state, chat) => {
  const last = entriesOf(state, chat).at(-1)?.n ?? 0;
  return last > (state.seen.get(chat) ?? 0);
};

/** Duty staff first; others appear once somebody has written to them. */
function privateChats(state) {
  const written = new Set(
    [...state.entries.values()].map(({ chat }) => chat).filter((chat) => chat.startsWith('dm:')),
  );
  if (state.chat?.startsWith('dm:')) written.add(state.chat);
  const staff = state.staff.filter(({ userid, duty }) => duty || written.has(`dm:${userid}`));
  const listed = new Set(state.staff.map(({ userid }) => `dm:${userid}`));
  const others = [...written].filter((chat) => !listed.has(chat)).map((chat) => chat.slice(3));
  return [...staff, ...others.map((userid) => ({ userid, name: nameOf(state, userid), duty: false }))];
}

/** Whatever is on screen has been seen. */
export function noteSeen(state) {
  const last = entriesOf(state).at(-1);
  if (last) state.seen.set(state.chat, last.n);
}
export const chatName = (state, chat) => groupOf(state, chat)?.name ?? nameOf(state, chat?.slice(3) ?? '');
