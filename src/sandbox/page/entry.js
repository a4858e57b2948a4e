import { avatar, h } from './dom.js';
import { plainLine, renderContent } from './markdown.js';
import { peopleOf } from './people.js';
import { groupOf, nameOf, speakerOf, timezoneOf } from './store.js';
import { textsOf } from './texts.js';
import { clockTime } from './times.js';

/** One line of the conversation. `pick` explains it on the right, `ask` also goes there on a phone. */
export function renderEntry(state, entry, { pick, ask, press }) {
  const t = textsOf(state);
  const { n, from, at, chat } = entry;
  const people = peopleOf(state, chat);
  const select = {
    'data-n': String(n),
    tabindex: '-1',
    onclick: (event) => event.target.closest('a, .card') || pick(n),
  };
  const time = h(
    'time',
    { datetime: new Date(at).toISOString() },
    clockTime(at, state, timezoneOf(state, chat)),
  );
  const why = h('button', { type: 'button', class: 'ask', tabindex: '-1', onclick: () => ask(n) }, t.askWhy);
  if (from.kind === 'system')
    return h('li', { class: 'entry system', ...select }, h('span', {}, plainLine(entry, people), ' ', time));

  const mine = from.kind === 'member' && from.id === speakerOf(state)?.userid;
  const asked = entry.replyTo === undefined ? undefined : state.entries.get(entry.replyTo);
  const name = from.kind === 'member' ? nameOf(state, from.id) : from.name;
  return h(
    'li',
    { class: `entry ${from.kind} ${mine ? 'mine' : ''}`, ...select },
    avatar(from.kind === 'bot' ? '' : from.id, name, from.kind),
    h(
      'div',
      { class: 'body' },
      h('div', { class: 'meta' }, h('span', { class: 'name' }, name), tags(state, entry, t), time),
      entry.card ? cardOf(entry, press) : h('div', { class: 'bubble' }, renderContent(entry, people)),
      asked && h('div', { class: 'quote' }, `${asked.from.name}: ${plainLine(asked, peopleOf(state, chat))}`),
      h('div', { class: 'below' }, outcome(state, entry, t), why),
    ),
  );
}

/** A card as the client shows it: words that nobody formats, and buttons that whoever speaks here can press. */
function cardOf({ n, card }, press) {
  const looks = ['', 'primary', 'plain', 'danger', 'done'];
  return h(
    'div',
    { class: 'bubble card' },
    h('strong', {}, card.title),
    card.note && h('p', {}, card.note),
    h(
      'div',
      { class: 'card-buttons' },
      card.buttons.map(({ text, key, style }) =>
        h(
          'button',
          {
            type: 'button',
            class: looks[style] ?? '',
            'data-key': `${n}-${key}`,
            onclick: () => press(n, key),
          },
          text,
        ),
      ),
    ),
  );
}

function tags(state, { from, channel, chat }, t) {
  const tag = (text, kind = '') => h('span', { class: `badge ${kind}` }, text);
  if (from.kind === 'bot')
    return [tag(t.botTag, 'bot'), h('span', { class: 'via' }, t.via[channel] ?? channel)];
  const member = groupOf(state, chat)?.members.find(({ userid }) => userid === from.id);
  if (member?.operator) return [tag(t.operatorTag, 'operator')];
  return member && !member.staff ? [tag(t.customerTag, 'customer')] : [];
}

/** What became of it, in a few words: who can see it, whether the bot heard it and how fast it answered. */
function outcome(state, { from, chat, channel, msgid, delivery, visibleTo, missedBy }, t) {
  const names = (ids) => ids.map((userid) => nameOf(state, userid)).join('、');
  const words = [];
  if (visibleTo?.length) words.push(t.onlyFor(names(visibleTo)));
  if (missedBy?.length) words.push(t.missedBy(names(missedBy)));
  if (from.kind === 'member' && channel === 'member') {
    if (!msgid && groupOf(state, chat)?.bot) words.push(t.unheard);
    if (delivery)
      words.push(
        delivery.status >= 200 && delivery.status < 300 ? t.answered(delivery.ms) : t.failed(delivery.status),
      );
    if (delivery && delivery.tries > 1) words.push(t.tries(delivery.tries));
  }
  return words.length > 0 && h('span', { class: 'outcome' }, words.join(' · '));
}
