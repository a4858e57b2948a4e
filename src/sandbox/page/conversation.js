import { fill, h } from './dom.js';
import { renderEntry } from './entry.js';
import { chatName, kindBadge, noteSeen } from './groups.js';
import { entriesOf, explained, groupOf, speakerOf, timezoneOf } from './store.js';
import { textsOf } from './texts.js';
import { dayName, sameDay } from './times.js';

/** Older lines of a long conversation are not drawn. */
const shown = 400;

/** The middle: header with the people buttons, the log, what to try when nothing was said. */
export function createConversation(store, { actions, dialogs, show }) {
  const { state } = store;
  const header = h('header', { class: 'chat-head' });
  const log = h('ol', { class: 'log', id: 'log', role: 'log', tabindex: '0' });
  let drawnFor = '';
  let drawnChat;
  let drawn = [];
  /** Reading the end: new lines scroll into view, also when the log gets less room. */
  let atEnd = true;
  log.addEventListener('scroll', () => {
    atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 60;
  });
  const toEnd = () => {
    if (atEnd) log.scrollTop = log.scrollHeight;
  };
  new ResizeObserver(toEnd).observe(log);

  const pick = (n) => {
    state.picked = n;
    store.changed();
  };
  const ask = (n) => {
    pick(n);
    show('why');
  };
  log.addEventListener('keydown', (event) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const ns = entriesOf(state).map(({ n }) => n);
    const next = ns[Math.min(ns.length - 1, Math.max(0, ns.indexOf(explained(state)?.n) + step))];
    if (next === undefined) return;
    pick(next);
    log.querySelector(`[data-n="${next}"]`)?.scrollIntoView({ block: 'nearest' });
  });

  function drawLog(t) {
    const entries = entriesOf(state).slice(-shown);
    const zone = timezoneOf(state);
    // Everything a line looks at besides its entry: when that changes all are drawn again, else only what is new.
    const look = JSON.stringify([
      state.chat,
      state.language,
      speakerOf(state)?.userid,
      zone,
      state.groups,
      state.staff,
    ]);
    const same = look === drawnFor ? drawn.findIndex((entry, n) => entry !== entries[n]) : 0;
    const kept = same < 0 ? drawn.length : same;
    if (state.chat !== drawnChat) atEnd = true;
    drawnChat = state.chat;
    if (kept === 0) log.replaceChildren();
    else for (const entry of drawn.slice(kept)) removeLine(log, entry.n);
    for (const [n, entry] of entries.entries()) {
      if (n < kept) continue;
      const before = entries[n - 1];
      if (!before || !sameDay(before.at, entry.at, state, zone))
        log.append(
          h(
            'li',
            { class: 'day', 'data-day': String(entry.n), role: 'presentation' },
            h('span', {}, dayName(entry.at, state, zone)),
          ),
        );
      log.append(renderEntry(state, entry, { pick, ask, press: actions.press }));
    }
    if (entries.length === 0 && state.chat) log.replaceChildren(emptyState(t));
    drawnFor = look;
    drawn = entries;
    const current = explained(state)?.n;
    for (const line of log.querySelectorAll('.entry'))
      line.classList.toggle('picked', line.dataset.n === String(current));
    if (entries.length > kept) toEnd();
  }

  function emptyState(t) {
    const group = groupOf(state);
    const [hint, action] = !group
      ? [t.emptyDm]
      : group.bot
        ? [
            t.emptyBot,
            h(
              'button',
              { type: 'button', class: 'primary', onclick: () => actions.speak('帮助') },
              t.emptyAction,
            ),
          ]
        : group.kind === 'customer'
          ? [
              t.emptyCustomer,
              h('button', { type: 'button', class: 'primary', onclick: () => dialogs.join() }, t.join),
            ]
          : [t.emptyNothing];
    return h(
      'li',
      { class: 'empty', role: 'presentation' },
      h('p', { class: 'empty-title' }, t.emptyTitle),
      h('p', {}, hint),
      action,
    );
  }

  const view = () => {
    const t = textsOf(state);
    const group = groupOf(state);
    const button = (key, open) =>
      h('button', { type: 'button', class: 'quiet', 'data-key': key, onclick: open }, t[key]);
    fill(
      header,
      h('h2', {}, state.chat ? chatName(state, state.chat) : ''),
      group && kindBadge(group.kind, t),
      group && h('span', { class: 'count' }, t.members(group.members.length)),
      h('p', { class: 'hears' }, hears(group, t)),
      group &&
        h(
          'div',
          { class: 'people' },
          button('join', dialogs.join),
          button('leave', dialogs.leave),
          button('rename', dialogs.rename),
        ),
    );
    log.setAttribute('aria-label', state.chat ? chatName(state, state.chat) : t.tabChat);
    drawLog(t);
    if (document.body.dataset.panel === 'chat' || matchMedia('(min-width: 760px)').matches) noteSeen(state);
  };
  return { header, log, view };
}

function hears(group, t) {
  if (!group) return t.hearsDm;
  if (group.kind === 'customer') return t.hearsCustomer;
  return group.bot ? t.hears(group.bot) : t.hearsNothing;
}

function removeLine(log, n) {
  log.querySelector(`[data-day="${n}"]`)?.remove();
  log.querySelector(`[data-n="${n}"]`)?.remove();
}
