import { localTime } from './calendar/zone.ts';
import type { OutgoingFile } from './delivery/ports.ts';
import type { EffectOf } from './domain/effects.ts';
import { createReadTable, type ReadTableDeps } from './engine/read-table.ts';
import { tableFile } from './tables/table-file.ts';

/** Tables as files: for what leaves by message and for `qunyun export`. */
export function createTableFiles(deps: ReadTableDeps) {
  const readTable = createReadTable(deps);
  return async ({
    group,
    table: name,
    args = '',
    format,
  }: Pick<EffectOf<'export'>, 'group' | 'table' | 'args' | 'format'>): Promise<OutgoingFile | undefined> => {
    const table = await readTable(group, name, args);
    const place = deps.book().community.groups.get(group);
    if (!table || !place) return undefined;
    return tableFile(table, format, [place.name, localTime(deps.clock.now(), place.timezone).date]);
  };
}
