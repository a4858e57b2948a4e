import { createActions } from './actions.js';
import { connect } from './api.js';
import { createComposer } from './composer.js';
import { createConversation } from './conversation.js';
import { createDialogs } from './dialogs.js';
import { fill, h } from './dom.js';
import { createGroups } from './groups.js';
import { createStore } from './store.js';
import { textsOf } from './texts.js';
import { createTop } from './top.js';
import { createWhy } from './why.js';

const part = (id) => document.getElementById(id);
const store = createStore();
const actions = createActions(store, createToast(part('toast')));
const dialogs = createDialogs(store, actions);
const show = (panel) => {
  document.body.dataset.panel = panel;
  store.changed();
};
const conversation = createConversation(store, { actions, dialogs, show });
const composer = createComposer(store, actions);
part('chat').append(conversation.header, conversation.log, composer.form);

store.onChange(createTop(part('top'), store, actions));
store.onChange(conversation.view);
store.onChange(createGroups(part('groups'), store, show));
store.onChange(composer.view);
store.onChange(createWhy(part('why'), store));
store.onChange(createTabs(part('tabs')));
store.changed();
await connect(store);

/** On a phone one panel is shown at a time. */
function createTabs(root) {
  return () => {
    const t = textsOf(store.state);
    const tab = (panel, text) =>
      h(
        'button',
        {
          type: 'button',
          'data-key': panel,
          'aria-current': document.body.dataset.panel === panel && 'page',
          onclick: () => show(panel),
        },
        text,
      );
    fill(root, tab('groups', t.tabGroups), tab('chat', t.tabChat), tab('why', t.tabWhy));
  };
}

function createToast(root) {
  let timer;
  return (text) => {
    root.textContent = text;
    root.hidden = false;
    clearTimeout(timer);
    timer = setTimeout(() => {
      root.hidden = true;
    }, 6000);
  };
}
