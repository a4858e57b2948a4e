import { instantOf } from '../../calendar/zone.ts';
import type { Community, Group } from '../../domain/community.ts';
import { selectGroups } from '../../domain/community.ts';
import type { DecisionContext } from '../../domain/context.ts';
import type { PlannedEffect, RaisedEvent } from '../../domain/decision.ts';
import { memberId } from '../../domain/ids.ts';
import { createDraft, type Draft } from './draft.ts';
import { type Chain, type ChainIndex, chainRows, INDEX, indexRows } from './rows.ts';
import { type ChainConfig, splitDeadline } from './schema.ts';
import { type Promoted, promote } from './set-quantity.ts';

/** The chains of one group as this decision sees and changes them. */
export interface Desk {
  readonly group: Group;
  readonly draft: Draft;
  readonly effects: PlannedEffect[];
  /** What rules may begin with. */
  readonly raise: RaisedEvent[];
  index(): ChainIndex;
  chain(n: number): Chain | undefined;
  open(): { readonly n: number; readonly chain: Chain }[];
  save(n: number, chain: Chain): void;
  /** Numbers a new chain and sets its timer. */
  start(chain: Chain): number;
  end(n: number, chain: Chain, state: 'ended' | 'closed'): Chain;
}

/** Events of a chain, as `chain.<name>` in rules. */
const chainFields = { number: 'number', title: 'text', entries: 'number' } as const;
export const chainEvents = {
  'chain.opened': { about: 'member', fields: chainFields },
  'chain.full': { about: 'member', fields: chainFields },
  'chain.closed': { about: 'member', fields: chainFields },
} as const;
type ChainEvent = 'opened' | 'full' | 'closed';
const isFull = ({ capacity, taken }: Chain) => capacity !== undefined && taken >= capacity;

export const DEADLINE_TIMER = 'chain.deadline';

/** Chains of `chains.yaml` by group, worked out once per configuration. */
export const chainsByGroup = (chains: readonly ChainConfig[], community: Community) => {
  const byGroup = new Map<string, ChainConfig[]>();
  for (const chain of chains)
    for (const { id } of selectGroups(community, chain.groups))
      byGroup.set(id, [...(byGroup.get(id) ?? []), chain]);
  return byGroup;
};

/** Opens the desk; chains that `chains.yaml` names and nobody has used yet are opened on the way, edited ones follow the file. */
export function openDesk(
  context: DecisionContext,
  group: Group,
  configured: readonly ChainConfig[],
): { readonly desk: Desk; readonly promoted: ReadonlyMap<number, readonly Promoted[]> } {
  const draft = createDraft(context.state);
  const effects: PlannedEffect[] = [];
  const raise: RaisedEvent[] = [];
  const tell = (what: ChainEvent, n: number, { title, entries, opener }: Chain) =>
    raise.push({
      type: 'feature.event',
      name: `chain.${what}`,
      fields: { number: n, title, entries },
      ...(opener && { member: opener }),
    });
  const index = () => draft.get(indexRows, INDEX) ?? { last: 0, open: [] };
  const chain = (n: number) => draft.get(chainRows, String(n));
  const save = (n: number, row: Chain) => {
    const before = chain(n);
    draft.put(chainRows, String(n), row);
    if (before && !isFull(before) && isFull(row)) tell('full', n, row);
  };
  const setTimer = (n: number, { deadline }: Chain) => {
    if (deadline === undefined) return;
    effects.push({
      effect: { type: 'timer', group: group.id, timer: DEADLINE_TIMER, payload: { chain: n } },
      due: deadline,
    });
  };
  const start = (row: Chain) => {
    const { last, open, yaml, ...rest } = index();
    const n = last + 1;
    draft.put(indexRows, INDEX, {
      ...rest,
      last: n,
      open: [...open, n],
      ...((yaml || row.yaml) && { yaml: { ...yaml, ...(row.yaml && { [row.yaml]: n }) } }),
    });
    save(n, row);
    setTimer(n, row);
    tell('opened', n, row);
    return n;
  };
  const desk: Desk = {
    group,
    draft,
    effects,
    raise,
    index,
    chain,
    open: () =>
      index().open.flatMap((n) => {
        const row = chain(n);
        return row ? [{ n, chain: row }] : [];
      }),
    save,
    start,
    end: (n, row, state) => {
      const ended = { ...row, state };
      save(n, ended);
      const now = index();
      tell('closed', n, ended);
      draft.put(indexRows, INDEX, { ...now, open: now.open.filter((other) => other !== n), ended: n });
      return ended;
    },
  };
  const promoted = new Map<number, readonly Promoted[]>();
  for (const config of configured) {
    const n = index().yaml?.[config.id];
    const row = n === undefined ? undefined : chain(n);
    if (n === undefined) start(fromConfig(config, group, context.event.at));
    else if (row?.state === 'open') {
      const edited = { ...row, ...settingsOf(config, group) };
      if (!sameSettings(row, edited)) {
        const after = promote(draft, n, dropUnset(edited), context.event.at);
        save(n, after.chain);
        if (row.deadline !== edited.deadline) setTimer(n, after.chain);
        if (after.promoted.length > 0) promoted.set(n, after.promoted);
      }
    }
  }
  return { desk, promoted };
}

export const newChain = (settings: Pick<Chain, 'title'> & Partial<Chain>, at: number): Chain => ({
  openedAt: at,
  state: 'open',
  taken: 0,
  waiting: 0,
  entries: 0,
  waiters: 0,
  cancelled: 0,
  nextOrder: 1,
  nextWait: 0,
  headChunk: 0,
  ...settings,
});

const settingsOf = ({ title, capacity, perMember, deadline, owner }: ChainConfig, group: Group) => {
  const until = deadline === undefined ? undefined : splitDeadline(deadline);
  return {
    title,
    capacity,
    perMember,
    deadline: until && instantOf(until.date, until.minutes, group.timezone),
    opener: owner === undefined ? undefined : { id: memberId(owner), userid: owner },
  };
};
const fromConfig = (config: ChainConfig, group: Group, at: number): Chain =>
  dropUnset({ ...newChain({ title: config.title }, at), ...settingsOf(config, group), yaml: config.id });

type Settings = ReturnType<typeof settingsOf>;
const sameSettings = (a: Chain, b: Settings) =>
  a.title === b.title &&
  a.capacity === b.capacity &&
  a.perMember === b.perMember &&
  a.deadline === b.deadline &&
  a.opener?.id === b.opener?.id;
/** The store keeps JSON: what is undefined is not there. */
const dropUnset = ({
  capacity,
  perMember,
  deadline,
  opener,
  ...rest
}: Omit<Chain, keyof Settings> & Settings): Chain => ({
  ...rest,
  ...(capacity !== undefined && { capacity }),
  ...(perMember !== undefined && { perMember }),
  ...(deadline !== undefined && { deadline }),
  ...(opener !== undefined && { opener }),
});
