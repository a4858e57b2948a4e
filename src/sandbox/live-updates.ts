import type { ServerResponse } from 'node:http';
import type { Emulator, TranscriptEntry } from '../emulator/types.ts';

/** What a page is told while it is open. */
export type LiveUpdate =
  | { readonly type: 'entry'; readonly entry: TranscriptEntry }
  | { readonly type: 'groups' }
  | { readonly type: 'clock'; readonly now: number; readonly offset: number };

/** A page that stopped reading is cut off; the browser reconnects and asks for what it missed. */
const maxUnreadBytes = 1 << 20;

/** Server-Sent Events to every open page. `close` ends them all, so that the server can stop. */
export function createLiveUpdates(emulator: Pick<Emulator, 'onChange' | 'transcript'>) {
  const pages = new Set<ServerResponse>();
  const send = (page: ServerResponse, update: LiveUpdate) => {
    if (page.writableLength > maxUnreadBytes) page.destroy();
    else page.write(frame(update));
  };
  const publish = (update: LiveUpdate) => {
    for (const page of pages) send(page, update);
  };
  const unsubscribe = emulator.onChange(publish);
  return {
    publish,
    /** `after`: the last entry the page has; what came later is sent first. */
    open(page: ServerResponse, after: number) {
      pages.add(page);
      page.on('close', () => pages.delete(page));
      // Comes back quickly after a restart of the bot.
      page.write('retry: 1000\n\n');
      for (const entry of emulator.transcript(undefined, after)) send(page, { type: 'entry', entry });
    },
    close() {
      unsubscribe();
      for (const page of pages) page.end();
    },
  };
}

/** JSON has no raw line breaks, so one `data:` line is always enough. */
const frame = (update: LiveUpdate): string => {
  const id = update.type === 'entry' ? `id: ${update.entry.n}\n` : '';
  return `${id}event: ${update.type}\ndata: ${JSON.stringify(update)}\n\n`;
};
