import { instantOf, localTime } from '../../calendar/zone.ts';
import type { Group } from '../../domain/community.ts';
import type { DecisionContext } from '../../domain/context.ts';
import type { PlannedEffect, RaisedEvent } from '../../domain/decision.ts';
import type { Post } from '../../rules/plan-unasked.ts';
import { createDraft, type Draft } from './draft.ts';
import { isFull } from './options.ts';
import { type Promoted, promote } from './promote.ts';
import { type Chain, type ChainIndex, chainRows, INDEX, indexRows } from './rows.ts';
import type { ChainTexts } from './texts.ts';

/** The chains of one group as this decision sees and changes them. */
export interface Desk {
  readonly group: Group;
  readonly draft: Draft;
  /** What is said to members, as the operators want it said. */
  readonly texts: ChainTexts;
  readonly effects: PlannedEffect[];
  /** What rules may begin with. */
  readonly raise: RaisedEvent[];
  /** What is posted without being asked for: planned together, since posts are counted in one row. */
  readonly posts: Post[];
  /** Who moved up, by chain: told once at the end. */
  readonly promoted: ReadonlyMap<number, readonly Promoted[]>;
  index(): ChainIndex;
  chain(n: number): Chain | undefined;
  open(): { readonly n: number; readonly chain: Chain }[];
  /** Writes the chain and sets off what follows: events, posts of the list. */
  save(n: number, chain: Chain): void;
  /** The same after entries have changed. */
  saveChanged(n: number, changed: { chain: Chain; promoted: readonly Promoted[]; more?: boolean }): void;
  /** Lets in whom there is room for, after limits have changed. */
  letIn(n: number, chain: Chain, at: number): Chain;
  /** Numbers a new chain and sets its timers. */
  start(chain: Chain): number;
  end(n: number, chain: Chain, state: 'ended' | 'closed'): Chain;
  reopen(n: number, chain: Chain): void;
  setTimers(n: number, chain: Chain): void;
}

/** Events of a chain, as `chain.<name>` in rules. */
const chainFields = { number: 'number', title: 'text', entries: 'number' } as const;
export const chainEvents = {
  'chain.opened': { about: 'member', fields: chainFields },
  'chain.full': { about: 'member', fields: chainFields },
  'chain.closed': { about: 'member', fields: chainFields },
} as const;
type ChainEvent = 'opened' | 'full' | 'closed';

export const timers = {
  /** The deadline. */
  deadline: 'chain.deadline',
  /** The list is to be posted: it is full, or so many are new. */
  post: 'chain.post',
  /** The hour at which the list is posted every day. */
  daily: 'chain.daily',
  /** More wait who fit than one decision lets in. */
  promote: 'chain.promote',
  /** Chains of the file are to be opened. */
  look: 'chain.look',
} as const;

export function createDesk(context: DecisionContext, group: Group, texts: ChainTexts): Desk {
  const draft = createDraft(context.state);
  const effects: PlannedEffect[] = [];
  const raise: RaisedEvent[] = [];
  const promoted = new Map<number, readonly Promoted[]>();
  const tell = (what: ChainEvent, n: number, { title, entries, opener }: Chain) =>
    raise.push({
      type: 'feature.event',
      name: `chain.${what}`,
      fields: { number: n, title, entries },
      ...(opener && { member: opener }),
    });
  const timer = (name: string, payload: Record<string, number>, due?: number) =>
    effects.push({
      effect: { type: 'timer', group: group.id, timer: name, payload },
      ...(due !== undefined && { due }),
    });
  const index = () => draft.get(indexRows, INDEX) ?? { last: 0, open: [] };
  const chain = (n: number) => draft.get(chainRows, String(n));
  const save = (n: number, row: Chain) => {
    const before = chain(n);
    draft.put(chainRows, String(n), row);
    if (!before || row.state !== 'open') return;
    const { full = true, every } = row.post ?? {};
    const filled = !isFull(before) && isFull(row);
    if (filled) tell('full', n, row);
    const enough = every !== undefined && before.fresh < every && row.fresh >= every;
    // Not in this decision: posting reads the whole list, signing up must not.
    if ((filled && full) || enough) timer(timers.post, { chain: n });
  };
  const setTimers = (n: number, { deadline, post }: Chain) => {
    if (deadline !== undefined) timer(timers.deadline, { chain: n }, deadline);
    if (post?.at !== undefined)
      timer(timers.daily, { chain: n, at: post.at }, nextDaily(context.now, post.at, group.timezone));
  };
  const desk: Desk = {
    group,
    draft,
    texts,
    effects,
    raise,
    posts: [],
    promoted,
    index,
    chain,
    open: () =>
      index().open.flatMap((n) => {
        const row = chain(n);
        return row ? [{ n, chain: row }] : [];
      }),
    save,
    saveChanged: (n, { chain: row, promoted: more, more: unfinished }) => {
      save(n, row);
      if (more.length > 0) promoted.set(n, [...(promoted.get(n) ?? []), ...more]);
      if (unfinished) timer(timers.promote, { chain: n });
    },
    letIn: (n, row, at) => {
      const after = promote(draft, n, row, at);
      desk.saveChanged(n, after);
      return after.chain;
    },
    start: (row) => {
      const { last, open, yaml, ...rest } = index();
      const n = last + 1;
      draft.put(indexRows, INDEX, {
        ...rest,
        last: n,
        open: [...open, n],
        ...((yaml || row.yaml) && { yaml: { ...yaml, ...(row.yaml && { [row.yaml]: n }) } }),
      });
      save(n, row);
      setTimers(n, row);
      tell('opened', n, row);
      return n;
    },
    end: (n, row, state) => {
      const ended = { ...row, state };
      save(n, ended);
      const now = index();
      tell('closed', n, ended);
      draft.put(indexRows, INDEX, { ...now, open: now.open.filter((other) => other !== n), ended: n });
      return ended;
    },
    reopen: (n, row) => {
      save(n, { ...row, state: 'open' });
      const { ended, ...now } = index();
      draft.put(indexRows, INDEX, {
        ...now,
        open: [...now.open.filter((other) => other !== n), n],
        ...(ended !== undefined && ended !== n && { ended }),
      });
      setTimers(n, row);
    },
    setTimers,
  };
  return desk;
}

/** The next moment the wall shows that minute of the day. */
export function nextDaily(now: number, minutes: number, zone: string): number {
  const { date } = localTime(now, zone);
  const today = instantOf(date, minutes, zone);
  return today > now ? today : instantOf(date, minutes + 1440, zone);
}
