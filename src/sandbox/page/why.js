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
  const { event, trail, reply, state: rows, effects } = value;
  return [
    ...top,
    heard(state, event, w),
    matched(trail, w),
    refused(state, trail, event, w),
    remembered(state, rows, w),
    said(state, reply, effects, w),
    details(state, value, w),
  ];
}

/** Why nothing is on record: mostly because WeCom hands a bot only what is addressed to it. */
function silence(state, entry, w) {
  if (entry.from.kind === 'system') return w.system;
  if (entry.from.kind !== 'member' || entry.msgid) return w.unknown;
  return groupOf(state, entry.chat)?.kind === 'customer' ? w.unheardCustomer : w.unheard;
}

const section = (title, ...children) => h('section', {}, h('h3', {}, title), ...children);

function heard(state, { type, actor, text }, w) {
  const words = type === 'card.clicked' && text ? w.pressed : (w.events[type] ?? type);
  return section(
    w.event,
    h('p', {}, actor && h('b', {}, nameOf(state, actor)), actor && ' ', words, text ? `:「${text}」` : ''),
  );
}

const marks = { matched: '✓', did: '✓', held: '…', dropped: '–', refused: '!', 'not-matched': '·' };

const step = (w, words) => (entry) =>
  h(
    'li',
    { class: `step ${entry.outcome}` },
    h('span', { class: 'step-mark', 'aria-hidden': 'true' }, marks[entry.outcome] ?? '·'),
    h(
      'span',
      {},
      h('b', {}, source(entry, w)),
      ' ',
      h('span', { class: 'step-outcome' }, w.outcomes[entry.outcome] ?? entry.outcome),
    ),
    words(entry.why) && h('p', {}, words(entry.why)),
  );
const asWritten = (why) => why;
const of = (trail, ...outcomes) => trail.filter(({ outcome }) => outcomes.includes(outcome));

function matched(trail, w) {
  const hits = of(trail, 'matched', 'did', 'held', 'dropped');
  if (hits.length === 0 && of(trail, 'refused').length > 0) return undefined;
  return section(
    w.trail,
    hits.length > 0
      ? h('ul', { class: 'steps' }, hits.map(step(w, (why) => plainReason(why, w))))
      : h('p', { class: 'hint' }, w.noTrail),
  );
}

/** What was asked for and not done, and who could have. */
function refused(state, trail, { actor }, w) {
  const steps = of(trail, 'refused');
  if (steps.length === 0) return undefined;
  const line = (entry) => {
    const reason = plainReason(entry.why, w)?.replace(/[A-Za-z][\w.-]*/g, (id) => nameOf(state, id));
    return h(
      'li',
      { class: 'step refused' },
      h('span', { class: 'step-mark', 'aria-hidden': 'true' }, marks.refused),
      h('span', {}, w.refusedFor(actor ? nameOf(state, actor) : '', source(entry, w))),
      reason && h('p', {}, reason),
    );
  };
  return section(w.refused, h('ul', { class: 'steps' }, steps.map(line)));
}

/** Reasons kept in English for the log are said in words where there are any; the rest is among the details. */
function plainReason(why, w) {
  if (why === undefined) return undefined;
  const [, known] = Object.entries(w.reasons).find(([start]) => why.startsWith(start)) ?? [];
  return known ?? (/^[\x20-\x7e]+$/.test(why) ? undefined : why);
}

/** `rule:faq-vpn` → 规则「faq-vpn」; a command by what people type. */
function source({ by, name }, w) {
  const [kind, ...rest] = by.split(':');
  if (!w.by[kind] || rest.length === 0) return w.by[by] ?? by;
  const part = kind === 'feature' || kind === 'action' ? w.parts[rest[0]] : undefined;
  return `${w.by[kind]}「${name ?? part ?? rest.join(':')}」`;
}

/** Which notes were made, in a few words each; bookkeeping of the bot's own is left to the details. */
function remembered(state, rows, w) {
  const shelves = new Map();
  for (const { collection, row, value } of rows) {
    const name = shelf(collection, w);
    if (name === '') continue;
    const who = nameOf(state, row);
    const about = [who === row ? '' : who, value === null ? w.deleted : ''].filter((word) => word !== '');
    shelves.set(name, [...(shelves.get(name) ?? []), about.join(' ')]);
  }
  const line = ([name, abouts]) => {
    const about = [...new Set(abouts)].filter((word) => word !== '').join('、');
    return h('li', { class: 'noted' }, name, about && `:${about}`);
  };
  if (shelves.size > 0) return section(w.state, h('ul', { class: 'notes' }, [...shelves].map(line)));
  return section(w.state, h('p', { class: 'hint' }, rows.length > 0 ? w.ownState : w.noState));
}

/** `chain:3` → 接龙 #3 的名单. Empty for what only the bot needs. */
function shelf(collection, w) {
  const [kind, ...rest] = collection.split(':');
  const name = w.shelves[kind];
  if (name === undefined || name === '') return name ?? collection;
  const which = rest[0] ?? '';
  return /^\d+$/.test(which) ? `#${which} ${name}` : name;
}

/** Everything else there is to see, for those who build it. */
function details(state, { event, trail, state: rows }, w) {
  const misses = of(trail, 'not-matched');
  const all = trail.map(step(w, asWritten));
  const row = ({ collection, row, value }) =>
    h(
      'li',
      { class: 'row-change' },
      h('p', {}, h('code', {}, `${collection} / ${row}`)),
      value === null ? h('p', { class: 'hint' }, w.deleted) : fields(value),
    );
  return h(
    'details',
    { class: 'raw' },
    h('summary', {}, misses.length > 0 ? w.detailsMissed(misses.length) : w.details),
    h(
      'p',
      { class: 'fine' },
      h('code', {}, event.type),
      ` · ${clockTime(event.at, state, timezoneOf(state))} · `,
      h('code', {}, event.id),
    ),
    h('ul', { class: 'steps' }, all),
    rows.length > 0 && h('ul', { class: 'rows' }, rows.map(row)),
  );
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

function said(state, reply, effects, w) {
  if (effects.length === 0 && reply === undefined)
    return section(w.effects, h('p', { class: 'hint' }, w.noEffects));
  const answer =
    reply !== undefined &&
    h(
      'li',
      { class: 'effect' },
      h(
        'p',
        { class: 'effect-head' },
        h('b', {}, w.answered),
        h('span', { class: 'pill sent' }, w.states.sent),
      ),
      h('p', { class: 'effect-text' }, reply),
    );
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
  return section(w.effects, h('ul', { class: 'rows' }, answer, effects.map(item)));
}

function dueText(state, due, how, w) {
  const now = botNow(state);
  const zone = timezoneOf(state);
  const time = `${sameDay(due, now, state, zone) ? '' : `${dayName(due, state, zone)} `}${clockTime(due, state, zone)}`;
  const wait = how === 'queued' && due > now ? span(due - now, textsOf(state)) : undefined;
  return wait ? `${time}(${w.inTime(wait)})` : time;
}
