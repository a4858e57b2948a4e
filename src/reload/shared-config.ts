import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { ConfigFiles } from '../config/read-dir.ts';
import type { Scope } from '../domain/chat.ts';
import type { ConfigChange } from '../domain/config-change.ts';
import { Fault } from '../domain/fault.ts';
import { asEventId, type EventId } from '../domain/ids.ts';
import type { LiveVersion } from '../domain/live-status.ts';
import { ALL_ROWS, defineRows, drop, put, type Rows, type Write } from '../domain/state.ts';
import type { EventStore, Expectation } from '../engine/ports.ts';
import type { ModeSwitches, RuleSummary } from '../rules/mode-switch.ts';
import { packFiles, unpackFiles } from './pack-files.ts';

/** An earlier version that was brought back. */
export interface Pin {
  readonly version: string;
  /** Of the command. */
  readonly id: string;
  readonly by: string;
  /** The versions of the files over which it holds. */
  readonly over: readonly string[];
}
/** What every process must agree on about the configuration, beside the files that each of them reads. */
export interface SharedState {
  /** Another value after every change. */
  readonly revision: string;
  readonly pin?: Pin;
  readonly switches: ModeSwitches;
}
export interface Changed {
  readonly change: ConfigChange;
  readonly by: string;
  readonly id: EventId;
  /** The version that the files of this process make. */
  readonly files: string | undefined;
}
export interface SharedConfig {
  state(): Promise<SharedState>;
  /** Newest first. */
  versions(): Promise<readonly LiveVersion[]>;
  filesOf(version: string): Promise<ConfigFiles | undefined>;
  /** Notes a version unless it is the newest already. The last 50 are kept. */
  wentLive(version: LiveVersion, files: ConfigFiles): Promise<void>;
  /** Does what a command wants, once per `id`. */
  change(wanted: Changed): Promise<void>;
  /** Files that are new and valid end what was brought back, and the switch of a rule whose mode they changed. */
  saved(version: string, rules: readonly RuleSummary[]): Promise<void>;
  /** These files, too, were there when an earlier version was brought back: they do not end it. */
  holdOver(version: string): Promise<void>;
}

/** One scope for all: what the groups share. */
const SCOPE: Scope = 'x:0';
const VERSIONS_KEPT = 50;
const MAX_TRIES = 100;
const MINUTE_MS = 60_000;
const WEEK_MS = 7 * 24 * 60 * MINUTE_MS;

const stateSchema = z.object({
  pin: z
    .object({ version: z.string(), id: z.string(), by: z.string(), over: z.array(z.string()) })
    .optional(),
  switches: z.record(
    z.string(),
    z.object({ mode: z.enum(['off', 'shadow', 'on']), written: z.enum(['off', 'shadow', 'test', 'on']) }),
  ),
  /** The version that went live last: so that everybody looks at the list again. */
  newest: z.string().optional(),
});
type State = z.infer<typeof stateSchema>;
const versionSchema = z.object({
  id: z.string(),
  at: z.number(),
  by: z.string().optional(),
  where: z.string(),
  changed: z.array(z.string()),
});
const stateRows: Rows<State> = defineRows('config', stateSchema);
const versionRows = defineRows('config-versions', versionSchema);
const fileRows = defineRows('config-files', z.string());
const ONLY = 'state';

/** Versions, rollbacks and switches as rows of the store: the same promises on Redis and in memory. */
export function createSharedConfig(store: EventStore): SharedConfig {
  const readState = async () => {
    const [row] = await store.read(SCOPE, [{ collection: stateRows.collection, row: ONLY }]);
    const version = row?.version ?? '';
    return { version, state: row?.value === undefined ? { switches: {} } : stateSchema.parse(row.value) };
  };
  const readVersions = async () => {
    const [row] = await store.read(SCOPE, [{ collection: versionRows.collection, row: ALL_ROWS }]);
    const known = z.record(z.string(), versionSchema).parse(row?.value ?? {});
    return {
      version: row?.version ?? '',
      list: Object.values(known).sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1)),
    };
  };
  const commit = async (
    event: EventId,
    expects: readonly Expectation[],
    writes: readonly Write[],
    keepMs: number,
  ) => {
    const reply = { trail: [] };
    return store.commit({ scope: SCOPE, event, expects, writes, effects: [], reply, keepMs });
  };
  const fresh = () => asEventId(`config.${randomUUID()}`);

  /** Reads, decides and writes until nobody was in between; `decide` answers undefined when all is as it should be. */
  const update = async (
    event: EventId,
    decide: (state: State) => State | undefined,
    keepMs = MINUTE_MS,
  ): Promise<void> => {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const { version, state } = await readState();
      const next = decide(state);
      if (!next) return;
      const result = await commit(event, [stateAt(version)], [put(stateRows, ONLY, next)], keepMs);
      if (result.type !== 'conflict') return;
    }
    throw new Fault('too-much-contention', 'the shared configuration keeps changing');
  };

  return {
    state: async () => {
      const { version, state } = await readState();
      const { pin, switches } = state;
      return { revision: version, switches, ...(pin && { pin }) };
    },
    versions: async () => (await readVersions()).list.map(asLiveVersion),
    filesOf: async (id) => {
      const [row] = await store.read(SCOPE, [{ collection: fileRows.collection, row: id }]);
      return row?.value === undefined ? undefined : unpackFiles(fileRows.schema.parse(row.value));
    },
    wentLive: async (live, files) => {
      const packed = await packFiles(files);
      for (let tries = 0; tries < MAX_TRIES; tries += 1) {
        const { version, list } = await readVersions();
        if (list[0]?.id === live.id) return;
        const { version: stateVersion, state } = await readState();
        const before = list.filter(({ id }) => id !== live.id);
        const excess = before.slice(VERSIONS_KEPT - 1).filter(({ id }) => id !== state.pin?.version);
        // The list is in the order in which versions went live, whatever the machines' clocks say.
        const at = Math.max(live.at, (list[0]?.at ?? 0) + 1);
        const entry = { ...live, at, changed: [...live.changed] };
        const result = await commit(
          fresh(),
          [{ collection: versionRows.collection, row: ALL_ROWS, version }, stateAt(stateVersion)],
          [
            put(versionRows, live.id, entry),
            put(fileRows, live.id, packed),
            put(stateRows, ONLY, { ...state, newest: live.id }),
            ...excess.flatMap(({ id }) => [drop(versionRows, id), drop(fileRows, id)]),
          ],
          MINUTE_MS,
        );
        if (result.type !== 'conflict') return;
      }
      throw new Fault('too-much-contention', 'the list of versions keeps changing');
    },
    change: (wanted) => update(wanted.id, (state) => changed(state, wanted), WEEK_MS),
    saved: (version, rules) => update(fresh(), (state) => afterSave(state, version, rules)),
    holdOver: (version) =>
      update(fresh(), (state) => {
        const { pin } = state;
        if (!pin || pin.over.includes(version)) return undefined;
        return { ...state, pin: { ...pin, over: [...pin.over, version] } };
      }),
  };
}

const asLiveVersion = ({ by, ...version }: z.infer<typeof versionSchema>): LiveVersion => ({
  ...version,
  ...(by !== undefined && { by }),
});

function changed(state: State, { change, by, id, files }: Changed): State {
  const { pin, ...rest } = state;
  switch (change.type) {
    case 'roll-back':
      // Back to what the files say is no rollback.
      if (change.version === files) return rest;
      return { ...rest, pin: { version: change.version, id, by, over: files === undefined ? [] : [files] } };
    case 'mode': {
      const { rule, mode, written } = change;
      const { [rule]: _before, ...others } = state.switches;
      return { ...state, switches: mode === written ? others : { ...others, [rule]: { mode, written } } };
    }
    default:
      return change satisfies never;
  }
}

function afterSave(state: State, version: string, rules: readonly RuleSummary[]): State | undefined {
  const { pin, switches, ...rest } = state;
  const written = new Map(rules.map((rule) => [rule.id, rule.written]));
  const kept = Object.entries(switches).filter(([rule, at]) => written.get(rule) === at.written);
  const ends = pin !== undefined && !pin.over.includes(version);
  if (!ends && kept.length === Object.keys(switches).length) return undefined;
  return { ...rest, switches: Object.fromEntries(kept), ...(pin && !ends && { pin }) };
}

const stateAt = (version: string): Expectation => ({
  collection: stateRows.collection,
  row: ONLY,
  version,
});
