import { h } from './dom.js';
import { botNow, timezoneOf } from './store.js';
import { textsOf } from './texts.js';
import { clockTime, dayName, span } from './times.js';

/** Name, clock and language. */
export function createTop(root, store, actions) {
  const { state } = store;
  const button = (attributes) => h('button', { type: 'button', class: 'quiet', ...attributes });
  const name = h('h1');
  const tagline = h('span', { class: 'tagline' });
  const time = h('output', { class: 'clock-time', id: 'clock', 'aria-live': 'off' });
  const shift = h('span', { class: 'shift' });
  const hour = button({ onclick: () => actions.jump({ hours: 1 }) });
  const morning = button({ onclick: () => actions.jump({ to: 'next-morning', ...inGroup(state.chat) }) });
  const back = button({ onclick: () => actions.jump({ to: 'now' }) });
  const language = button({
    class: 'quiet language',
    onclick: () => store.setLanguage(state.language === 'zh' ? 'en' : 'zh'),
  });
  const clock = h(
    'div',
    { class: 'clock', role: 'group' },
    h('span', { class: 'clock-face' }, time, shift),
    hour,
    morning,
    back,
  );
  root.append(
    h('div', { class: 'brand' }, h('span', { class: 'mark', 'aria-hidden': 'true' }), name, tagline),
    clock,
    language,
  );

  const tick = () => {
    const now = botNow(state);
    const zone = timezoneOf(state);
    const text = `${dayName(now, state, zone)} ${clockTime(now, state, zone)}`;
    if (time.textContent !== text) time.textContent = text;
  };
  setInterval(tick, 500);

  return () => {
    const t = textsOf(state);
    const { offset } = state.clock;
    document.title = name.textContent = t.title;
    document.documentElement.lang = state.language === 'zh' ? 'zh-CN' : 'en';
    tagline.textContent = state.connected ? t.tagline : t.lost;
    tagline.classList.toggle('lost', !state.connected);
    clock.setAttribute('aria-label', t.clock);
    clock.title = t.clock;
    const away = span(offset, t);
    shift.textContent = away ? (offset > 0 ? t.ahead(away) : t.behind(away)) : '';
    hour.textContent = t.plusHour;
    morning.textContent = t.nextMorning;
    back.textContent = t.backToNow;
    back.disabled = !away;
    language.textContent = t.otherLanguage;
    language.lang = state.language === 'zh' ? 'en' : 'zh-CN';
    tick();
  };
}

const inGroup = (chat) => (chat && !chat.startsWith('dm:') ? { group: chat } : {});
