/** Builds an element. Strings become text nodes, so nothing anybody wrote can become markup. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'class') element.className = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(
    ...children.flat(2).filter((child) => child !== undefined && child !== null && child !== false),
  );
  return element;
}

/**
 * Replaces what is inside, keeping the keyboard focus on the element with the same `data-key`. What would look the
 * same is left alone, so that a click or a selection under way is not disturbed.
 */
export function fill(parent, ...children) {
  const next = h('div', {}, children.flat());
  const same = next.childNodes.length === parent.childNodes.length;
  if (same && [...next.childNodes].every((node, n) => node.isEqualNode(parent.childNodes[n]))) return;
  const key = parent.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  parent.replaceChildren(...next.childNodes);
  if (key) [...parent.querySelectorAll('[data-key]')].find((element) => element.dataset.key === key)?.focus();
}

/** One of eight calm colours, always the same for the same person. */
export function tone(id) {
  let hash = 7;
  for (const char of id) hash = (hash * 31 + char.codePointAt(0)) >>> 0;
  return `tone-${hash % 8}`;
}

/** What fits in an avatar: the end of a Chinese name, the first letter of any other; of a group the first character. */
export function initial(name, kind) {
  const chars = [...name.trim()];
  if (chars.length === 0) return '?';
  const han = kind !== 'square' && /\p{Script=Han}/u.test(chars.at(-1));
  return han ? chars.slice(-2).join('') : chars[0].toUpperCase();
}

export const avatar = (id, name, kind = '') =>
  h('span', { class: `avatar ${tone(id)} ${kind}`, 'aria-hidden': 'true' }, initial(name, kind));
