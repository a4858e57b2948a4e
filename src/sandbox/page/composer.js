import { fill, h } from './dom.js';
import { dmUser, groupOf, speakerOf } from './store.js';
import { textsOf } from './texts.js';

/** Where people speak: who, whether @ the bot, what. The text box is built once, so typing is never disturbed. */
export function createComposer(store, actions) {
  const { state } = store;
  const chips = h('div', { class: 'chips' });
  const speaker = h('select', { id: 'speaker', onchange: () => choose(speaker.value) });
  const target = h('select', { id: 'target' });
  const at = h('button', { type: 'button', class: 'at', onclick: () => toggle() });
  const input = h('textarea', {
    id: 'say',
    rows: '1',
    maxlength: '4000',
    autocomplete: 'off',
    enterkeyhint: 'send',
  });
  const send = h('button', { type: 'submit', class: 'primary' });
  const note = h('p', { class: 'note', id: 'note', role: 'status' });
  const form = h(
    'form',
    { class: 'composer' },
    chips,
    h('div', { class: 'line' }, speaker, target, at, input, send),
    note,
  );

  function choose(userid) {
    state.speakers.set(state.chat, userid);
    store.changed();
    input.focus();
  }
  function toggle() {
    state.mention = !state.mention;
    store.changed();
  }
  const speak = (text) => actions.speak(text, dmUser(state.chat) ? target.value : undefined);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = input.value;
    if (text.trim() === '') return;
    input.value = '';
    grow(input);
    speak(text);
  });
  input.addEventListener('input', () => grow(input));
  input.addEventListener('keydown', (event) => {
    // While an input method is composing, Enter chooses a word.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    form.requestSubmit();
  });

  const view = () => {
    const t = textsOf(state);
    const group = groupOf(state);
    const dm = dmUser(state.chat) !== undefined;
    const bot = group?.bot;
    form.hidden = state.chat === undefined;
    options(
      speaker,
      (group?.members ?? []).map((member) => [member.userid, label(member, t)]),
      speakerOf(state)?.userid,
    );
    options(
      target,
      state.direct.map(({ via, name }) => [via, via.startsWith('app/') ? t.app(name) : name]),
      target.value,
    );
    speaker.hidden = dm;
    target.hidden = !dm || state.direct.length < 2;
    at.hidden = !bot;
    at.textContent = `@${bot ?? ''}`;
    at.setAttribute('aria-pressed', String(state.mention));
    speaker.setAttribute('aria-label', t.speakAs);
    target.setAttribute('aria-label', t.sendTo);
    input.setAttribute('aria-label', t.say);
    input.placeholder = t.say;
    send.textContent = t.send;
    note.textContent = noteFor(t, { group, bot, dm, state });
    note.classList.toggle('keys', note.textContent === t.keys);
    note.classList.toggle('warn', Boolean(bot) && !state.mention);
    const phrases = dm ? t.phrasesDm : bot ? t.phrases : [];
    const chip = (phrase) =>
      h(
        'button',
        { type: 'button', class: 'chip', 'data-key': phrase, onclick: () => speak(phrase) },
        phrase,
      );
    if (chips.dataset.phrases !== phrases.join()) fill(chips, phrases.map(chip));
    chips.dataset.phrases = phrases.join();
    chips.setAttribute('role', 'group');
    chips.setAttribute('aria-label', t.phrasesHint);
    chips.title = t.phrasesHint;
    chips.hidden = phrases.length === 0;
  };
  return { form, view };
}

function noteFor(t, { group, bot, dm, state }) {
  if (state.waiting > 0 && (state.mention || dm)) return t.waiting;
  if (bot) return state.mention ? t.keys : t.mentionOff(bot);
  if (dm || !group) return t.keys;
  return group.kind === 'customer' ? t.hearsCustomer : t.hearsNothing;
}

function label({ name, nickname, operator, staff }, t) {
  const tag = operator ? t.operatorTag : staff ? undefined : t.customerTag;
  return tag ? `${nickname || name}(${tag})` : nickname || name;
}

/** Changes the list only when it is another one, so that an open menu stays open. */
function options(select, wanted, chosen) {
  const key = JSON.stringify(wanted);
  if (select.dataset.options !== key)
    select.replaceChildren(...wanted.map(([value, text]) => h('option', { value }, text)));
  select.dataset.options = key;
  if (chosen !== undefined && wanted.some(([value]) => value === chosen)) select.value = chosen;
}

function grow(input) {
  input.style.height = 'auto';
  input.style.height = `${Math.min(input.scrollHeight, 120)}px`;
}
