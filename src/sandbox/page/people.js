import { groupOf, nameOf } from './store.js';

/** Who is known in a chat: what a userid is called, and which `@name` in plain text is a mention. */
export function peopleOf(state, chat) {
  const group = groupOf(state, chat);
  const members = group?.members ?? [];
  const names = members.flatMap(({ name, nickname }) => (nickname ? [name, nickname] : [name]));
  return {
    nameOf: (userid) => (userid === '@all' ? allOf[state.language] : nameOf(state, userid)),
    names: [...new Set([...names, ...(group?.bot ? [group.bot] : []), ...Object.values(allOf)])],
  };
}
const allOf = { zh: '所有人', en: 'everyone' };
