const base = '/sandbox/api';

/** A refusal of the server, in words for the person at the page. */
export class Refused extends Error {}

async function call(path, options) {
  const response = await fetch(`${base}${path}`, options);
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(body.problem ?? `HTTP ${response.status}`);
  return body;
}

export const get = (path) => call(path);
export const post = (path, body) =>
  call(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/**
 * Loads everything, then stays up to date. After every break everything is loaded again: the bot, and with it the
 * emulated WeCom, may have been restarted.
 */
export async function connect(store) {
  await load(store);
  const last = Math.max(0, ...store.state.entries.keys());
  const live = new EventSource(`${base}/live?after=${last}`);
  const on = (type, handle) => live.addEventListener(type, (event) => handle(JSON.parse(event.data)));
  on('entry', ({ entry }) => store.addEntries([entry]));
  on('clock', (clock) => store.setClock(clock));
  on('groups', () => refresh(store));
  live.addEventListener('open', () => {
    if (store.state.connected) return;
    store.state.connected = true;
    load(store).catch(() => lost(store));
  });
  live.addEventListener('error', () => lost(store));
}

const lost = (store) => {
  store.state.connected = false;
  store.changed();
};

async function load(store) {
  const [, { entries }] = await Promise.all([refresh(store), get('/transcript')]);
  store.state.entries.clear();
  store.addEntries(entries);
  store.changed();
}

async function refresh(store) {
  const { groups, staff, direct, clock } = await get('/state');
  const { state } = store;
  Object.assign(state, { groups, staff, direct });
  const gone = !state.chat?.startsWith('dm:') && !groups.some(({ id }) => id === state.chat);
  if (gone) store.open(groups[0]?.id);
  store.setClock(clock);
}
