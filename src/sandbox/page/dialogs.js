import { h } from './dom.js';
import { groupOf, speakerOf } from './store.js';
import { textsOf } from './texts.js';

/** The three things people do besides talking. Each says honestly what the bot will notice. */
export function createDialogs(store, actions) {
  const { state } = store;
  let turn = 0;

  function open({ title, hint, fields, submitText, submit }) {
    const t = textsOf(state);
    const dialog = h('dialog', { 'aria-labelledby': 'dialog-title' });
    const close = () => dialog.close();
    const form = h(
      'form',
      { method: 'dialog' },
      h('h2', { id: 'dialog-title' }, title),
      h('p', { class: 'hint' }, hint),
      fields.map(([text, field]) => h('label', {}, h('span', {}, text), field)),
      h(
        'div',
        { class: 'buttons' },
        h('button', { type: 'button', class: 'quiet', onclick: close }, t.cancel),
        h('button', { type: 'submit', class: 'primary' }, submitText ?? title),
      ),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      close();
      submit();
    });
    dialog.addEventListener('close', () => dialog.remove());
    dialog.append(form);
    document.body.append(dialog);
    dialog.showModal();
  }

  const members = (group) => {
    const chosen = speakerOf(state)?.userid;
    const option = ({ userid, name, nickname }) =>
      h('option', { value: userid, selected: userid === chosen }, nickname || name);
    return h('select', {}, group.members.map(option));
  };
  const textField = (attributes) =>
    h('input', { type: 'text', maxlength: '64', autocomplete: 'off', ...attributes });

  return {
    join() {
      const group = groupOf(state);
      if (!group) return;
      const t = textsOf(state);
      const name = textField({ required: true, value: t.newcomers[turn++ % t.newcomers.length] });
      const operator = group.bot && group.members.find(({ operator }) => operator);
      const hint = {
        customer: t.joinHintCustomer,
        appchat: t.joinHintAppchat,
        internal: t.joinHintInternal(operator ? operator.nickname || operator.name : t.anOperator),
      }[group.kind];
      const welcomes = group.kind === 'internal' && operator;
      open({
        title: t.join,
        hint,
        fields: [[t.name, name]],
        submitText: welcomes ? t.joinAndWelcome : t.join,
        submit: async () => {
          const joined = await actions.join(group.id, name.value);
          if (joined && welcomes) await actions.welcome(group.id, operator.userid, name.value.trim());
        },
      });
    },
    leave() {
      const group = groupOf(state);
      if (!group) return;
      const t = textsOf(state);
      const who = members(group);
      open({
        title: t.leave,
        hint: group.kind === 'customer' ? t.leaveHintCustomer : t.leaveHintInternal,
        fields: [[t.who, who]],
        submit: () => actions.leave(group.id, who.value),
      });
    },
    rename() {
      const group = groupOf(state);
      if (!group) return;
      const t = textsOf(state);
      const who = members(group);
      const nickname = textField({ placeholder: t.nicknameExample });
      open({
        title: t.rename,
        hint: group.kind === 'customer' ? t.renameHintCustomer : t.renameHintInternal,
        fields: [
          [t.who, who],
          [t.nickname, nickname],
        ],
        submit: () => actions.rename(group.id, who.value, nickname.value),
      });
    },
  };
}
