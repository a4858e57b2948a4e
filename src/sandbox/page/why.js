import { get } from './api.js';
import { fill, h } from './dom.js';
import { plainLine } from './markdown.js';
import { peopleOf } from './people.js';
import { botNow, explained, groupOf, nameOf, timezoneOf } from './store.js';
import { textsOf } from './texts.js';
import { clockTime, dayName, sameDay, span } from './times.js';
import { whyTextsOf } from './why-texts.js';

/** The right side. Asks again whenever something was said or the clock moved: what was queued may have left. */
export function createWhy(root, store) {
  const { state } = store;
  let asked = '';
  const ask = async (entry, key) => {
    state.why = {
      ...(state.why.n === entry.n ? state.why : { n: entry.n, value: undefined }),
      loading: true,
    };
    const answer = await get(`/why?n=${entry.n}`).catch(() => undefined);
    if (asked !== key) return;
    state.why = { n: entry.n, value: answer?.why ?? undefined, loading: false };
    store.changed();
  };
  return () => {
    const entry = explained(state);
    const key = entry
      ? `${entry.n} ${state.entries.size} ${state.clock.offset} ${entry.delivery?.status}`
      : '';
    if (entry && key !== asked) {
      asked = key;
      void ask(entry, key);
    }
    const w = whyTextsOf(state);
    root.setAttribute('aria-label', w.title);
    fill(root, h('h2', {}, w.title), entry ? explain(state, entry, w) : h('p', { class: 'hint' }, w.empty));
  };
}

function explain(state, entry, w) {
  const people = peopleOf(state, entry.chat);
  const about = (label, entry) =>
    h(
      'div',
      { class: 'about' },
      h('span', { class: 'label' }, label),
      h(
        'p',
        {},
        h('b', {}, entry.from.kind === 'member' ? nameOf(state, entry.from.id) : entry.from.name),
        ' ',
        plainLine(entry, people),
      ),
    );
  const question = entry.replyTo === undefined ? undefined : state.entries.get(entry.replyTo);
  const top = [about(w.explains, entry), question && about(w.asked, question)];
  const { n, value, loading } = state.why;
  if (n !== entry.n || (loading && !value)) return [...top, h('p', { class: 'hint' }, w.loading)];
  if (!value) return [...top, h('p', { class: 'hint' }, silence(state, entry, w))];
  return [
    ...top,
    heard(state, value.event, w),
    decided(value.trail, w),
    remembered(state, value.state, w),
    queued(state, value.effects, w),
  ];
}

/** Why nothing is on record: mostly because WeCom hands a bot only what is addressed to it. */
function silence(state, entry, w) {
  if (entry.from.kind === 'system') return w.system;
  if (entry.from.kind !== 'member' || entry.msgid) return w.unknown;
  return groupOf(state, entry.chat)?.kind === 'customer' ? w.unheardCustomer : w.unheard;
}

const section = (title, ...children) => h('section', {}, h('h3', {}, title), ...children);

function heard(state, { id, type, actor, text, at }, w) {
  const words = w.events[type] ?? type;
  return section(
    w.event,
    h('p', {}, actor && h('b', {}, actor), actor && ' ', words, text ? `:「${text}」` : ''),
    h(
      'p',
      { class: 'fine' },
      h('code', {}, type),
      ` · ${clockTime(at, state, timezoneOf(state))} · `,
      h('code', {}, id),
    ),
  );
}

const marks = { matched: '✓', did: '✓', held: '…', dropped: '–', refused: '!', 'not-matched': '·' };

function decided(trail, w) {
  const line = ({ by, outcome, why }) =>
    h(
      'li',
      { class: `step ${outcome}` },
      h('span', { class: 'step-mark', 'aria-hidden': 'true' }, marks[outcome] ?? '·'),
      h(
        'span',
        {},
        h('b', {}, source(by, w)),
        ' ',
        h('span', { class: 'step-outcome' }, w.outcomes[outcome] ?? outcome),
      ),
      why && h('p', {}, why),
    );
  const hits = trail.filter(({ outcome }) => outcome !== 'not-matched');
  const misses = trail.filter(({ outcome }) => outcome === 'not-matched');
  const missed =
    misses.length > 0 &&
    h(
      'details',
      {},
      h('summary', {}, w.missed(misses.length)),
      h('ul', { class: 'steps' }, misses.map(line)),
    );
  return section(
    w.trail,
    hits.length > 0 ? h('ul', { class: 'steps' }, hits.map(line)) : h('p', { class: 'hint' }, w.noTrail),
    missed,
  );
}

/** `rule:faq-vpn` → 规则「faq-vpn」 */
function source(by, w) {
  const [kind, ...rest] = by.split(':');
  return w.by[kind] && rest.length > 0 ? `${w.by[kind]}「${rest.join(':')}」` : (w.by[by] ?? by);
}

function remembered(state, rows, w) {
  if (rows.length === 0) return section(w.state, h('p', { class: 'hint' }, w.noState));
  const row = ({ collection, row, value }) =>
    h(
      'li',
      { class: 'row-change' },
      h(
        'p',
        { title: `${collection} ${row}` },
        h('b', {}, shelf(collection, w)),
        ' ',
        h('span', {}, nameOf(state, row)),
      ),
      value === null ? h('p', { class: 'hint' }, w.deleted) : fields(value),
    );
  return section(w.state, h('ul', { class: 'rows' }, rows.map(row)));
}

/** `checkin:early` → 打卡「early」 */
function shelf(collection, w) {
  const [kind, ...rest] = collection.split(':');
  const name = w.shelves[kind];
  return name ? name + (rest.length > 0 ? `「${rest.join(':')}」` : '') : collection;
}

/** A small object as names and values; anything else as JSON. */
function fields(value) {
  if (typeof value !== 'object' || Array.isArray(value)) return h('code', {}, JSON.stringify(value));
  const plain = (field) => (typeof field === 'string' ? field : JSON.stringify(field));
  return h(
    'dl',
    {},
    Object.entries(value).flatMap(([name, field]) => [h('dt', {}, name), h('dd', {}, plain(field))]),
  );
}

function queued(state, effects, w) {
  if (effects.length === 0) return section(w.effects, h('p', { class: 'hint' }, w.noEffects));
  const item = ({ kind, state: how, due, text }) =>
    h(
      'li',
      { class: 'effect' },
      h(
        'p',
        { class: 'effect-head' },
        h('b', {}, w.kinds[kind] ?? kind),
        h('span', { class: `pill ${how}` }, w.states[how] ?? how),
      ),
      h('p', { class: 'fine' }, dueText(state, due, how, w)),
      text && h('p', { class: 'effect-text' }, text),
    );
  return section(w.effects, h('ul', { class: 'rows' }, effects.map(item)));
}

function dueText(state, due, how, w) {
  const now = botNow(state);
  const zone = timezoneOf(state);
  const time = `${sameDay(due, now, state, zone) ? '' : `${dayName(due, state, zone)} `}${clockTime(due, state, zone)}`;
  const wait = how === 'queued' && due > now ? span(due - now, textsOf(state)) : undefined;
  return wait ? `${time}(${w.inTime(wait)})` : time;
}
