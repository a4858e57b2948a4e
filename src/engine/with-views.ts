import type { Scope } from '../domain/chat.ts';
import { ALL_ROWS } from '../domain/state.ts';
import type { EventStore, ReadRow } from './ports.ts';

/**
 * Something that can be read like a collection of rows and is none: by the name under which decisions ask for it.
 * Names begin with `view:`. `of` is what follows in a longer name: `morning` in `view:checkin-board:morning`.
 */
export type Views = Readonly<
  Record<string, (scope: Scope, of: string) => Promise<Readonly<Record<string, unknown>>>>
>;

const isView = ({ collection }: { readonly collection: string }) => collection.startsWith('view:');
const NAME = /^(view:[^:]+)(?::(.+))?$/s;

/** A store whose `read` also answers from views. A view is read whole, holds nobody up and is never written. */
export function withViews(store: EventStore, views: Views): EventStore {
  const readView = async (scope: Scope, collection: string): Promise<Readonly<Record<string, unknown>>> => {
    const [, name = '', of = ''] = NAME.exec(collection) ?? [];
    const view = views[name];
    return view ? view(scope, of) : {};
  };
  const readBoth: EventStore['read'] = async (scope, refs) => {
    const rows = await store.read(
      scope,
      refs.filter((ref) => !isView(ref)),
    );
    let next = 0;
    return Promise.all(
      refs.map(async (ref): Promise<ReadRow> => {
        if (!isView(ref)) {
          const read = rows[next];
          next += 1;
          return read ?? { version: '', value: undefined };
        }
        const all = await readView(scope, ref.collection);
        return { version: '', value: ref.row === ALL_ROWS ? all : all[ref.row] };
      }),
    );
  };
  return {
    ...store,
    read: (scope, refs) => (refs.some(isView) ? readBoth(scope, refs) : store.read(scope, refs)),
  };
}
