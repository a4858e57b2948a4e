import { post, Refused } from './api.js';
import { dmUser, groupOf, speakerOf } from './store.js';
import { textsOf } from './texts.js';

/** What a person can do on the page. Every action reports its own failure and rejects nothing. */
export function createActions(store, toast) {
  const { state } = store;
  const attempt = async (work) => {
    try {
      return await work();
    } catch (error) {
      toast(error instanceof Refused ? error.message : textsOf(state).failedRequest);
      return undefined;
    }
  };
  const say = (chat, userid, text, options = {}) =>
    attempt(async () => {
      state.waiting += 1;
      state.picked = undefined;
      store.changed();
      try {
        await post('/say', { chat, userid, text, ...options });
      } finally {
        state.waiting -= 1;
        store.changed();
      }
    });
  return {
    /** Says it in the open chat. `@小群` typed by hand counts as the switch. */
    speak(typed, via) {
      const { chat } = state;
      const speaker = speakerOf(state);
      if (!chat || !speaker || typed.trim() === '') return;
      if (dmUser(chat)) return say(chat, speaker.userid, typed, via ? { via } : {});
      const at = `@${groupOf(state)?.bot ?? ''}`;
      const addressed = at !== '@' && typed.trimStart().startsWith(at);
      const text = addressed ? typed.trimStart().slice(at.length).trim() || typed : typed;
      return say(chat, speaker.userid, text, { mentionBot: at !== '@' && (state.mention || addressed) });
    },
    press: (n, key) => attempt(() => post('/press', { n, userid: speakerOf(state)?.userid, key })),
    join: (group, name) => attempt(() => post('/join', { group, name })),
    welcome: (group, operator, name) => say(group, operator, `/迎新 ${name}`),
    leave: (group, userid) => attempt(() => post('/leave', { group, userid })),
    rename: (group, userid, nickname) => attempt(() => post('/rename', { group, userid, nickname })),
    jump: (where) => attempt(async () => store.setClock(await post('/jump', where))),
  };
}
