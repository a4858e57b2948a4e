import type { Scope } from '../domain/chat.ts';
import { ALL_ROWS } from '../domain/state.ts';
import type { EventStore, ReadRow } from './ports.ts';

/** Something that can be read like a collection of rows and is none: by the name under which decisions ask for it. */
export type Views = Readonly<Record<string, (scope: Scope) => Promise<Readonly<Record<string, unknown>>>>>;

/** A store whose `read` also answers from views. A view is read whole, holds nobody up and is never written. */
export function withViews(store: EventStore, views: Views): EventStore {
  const isView = ({ collection }: { readonly collection: string }) => Object.hasOwn(views, collection);
  const readBoth: EventStore['read'] = async (scope, refs) => {
    const rows = await store.read(
      scope,
      refs.filter((ref) => !isView(ref)),
    );
    let next = 0;
    return Promise.all(
      refs.map(async ({ collection, row }): Promise<ReadRow> => {
        const view = Object.hasOwn(views, collection) ? views[collection] : undefined;
        if (!view) {
          const read = rows[next];
          next += 1;
          return read ?? { version: '', value: undefined };
        }
        const all = await view(scope);
        return { version: '', value: row === ALL_ROWS ? all : all[row] };
      }),
    );
  };
  return {
    ...store,
    read: (scope, refs) => (refs.some(isView) ? readBoth(scope, refs) : store.read(scope, refs)),
  };
}
