import { memberId } from '../../../src/domain/ids.ts';
import { createDraft } from '../../../src/features/chain/draft.ts';
import { namedKey, ownKey } from '../../../src/features/chain/entry-key.ts';
import { newChain } from '../../../src/features/chain/new-chain.ts';
import { promote } from '../../../src/features/chain/promote.ts';
import { restoreEntry } from '../../../src/features/chain/restore.ts';
import { type Chain, type Entry, entryRows, waitRows } from '../../../src/features/chain/rows.ts';
import { setEntry } from '../../../src/features/chain/set-entry.ts';
import { type FakeState, stateOf } from '../../support/decide.ts';

export interface Limits {
  readonly capacity?: number | undefined;
  readonly perMember?: number | undefined;
  /** Stock by option; absent: a chain without options. */
  readonly stocks?: readonly (number | undefined)[] | undefined;
}
export type Step =
  | {
      readonly type: 'set';
      readonly who: string;
      /** Somebody signed up by name instead of themselves. */
      readonly name?: string | undefined;
      readonly option?: number | undefined;
      readonly quantity: number;
      readonly partial?: boolean | undefined;
    }
  | { readonly type: 'undo' }
  | { readonly type: 'capacity'; readonly capacity: number | undefined };

const keyOf = ({ who, name, option }: Extract<Step, { type: 'set' }>): string =>
  name === undefined ? ownKey(memberId(who), option) : namedKey(name, option);

/** The rules of a list in plain lists and sums: what the real one must agree with. */
interface Line {
  readonly key: string;
  readonly by: string;
  readonly option: number | undefined;
  readonly partial: boolean;
  quantity: number;
}
export function createModel(limits: Limits) {
  let { capacity } = limits;
  let inside: Line[] = [];
  let waiting: Line[] = [];
  const cancelled = new Set<string>();
  const sum = (lines: readonly Line[]) => lines.reduce((total, { quantity }) => total + quantity, 0);
  const room = () => (capacity ?? Number.POSITIVE_INFINITY) - sum(inside);
  const stock = (option: number | undefined) =>
    ((option === undefined ? undefined : limits.stocks?.[option]) ?? Number.POSITIVE_INFINITY) -
    sum(inside.filter((line) => line.option === option));
  /** One pass in order: whoever does not fit into the whole stops everybody, a spent option only its own. */
  const promoteAll = (): string[] => {
    const promoted: string[] = [];
    const blocked = new Set<number | undefined>();
    for (const line of [...waiting]) {
      if (blocked.has(line.option)) continue;
      const fitsOption = line.partial ? stock(line.option) > 0 : line.quantity <= stock(line.option);
      if (!fitsOption) {
        blocked.add(line.option);
        continue;
      }
      const left = Math.min(room(), stock(line.option));
      if (line.partial ? left <= 0 : line.quantity > left) break;
      line.quantity = Math.min(line.quantity, left);
      waiting = waiting.filter((other) => other !== line);
      inside.push(line);
      promoted.push(line.key);
    }
    return promoted;
  };
  return {
    set: (step: Extract<Step, { type: 'set' }>): string[] => {
      const key = keyOf(step);
      const { quantity, who, option, partial = false } = step;
      const mine = [...inside, ...waiting].find((line) => line.key === key);
      if (quantity === 0) {
        if (!mine) return [];
        inside = inside.filter((line) => line !== mine);
        waiting = waiting.filter((line) => line !== mine);
        cancelled.add(key);
        return promoteAll();
      }
      const by = mine?.by ?? who;
      const others = sum([...inside, ...waiting].filter((line) => line.by === by && line !== mine));
      const grows = quantity - (mine?.quantity ?? 0);
      const most = Math.min(
        capacity ?? Number.POSITIVE_INFINITY,
        (option === undefined ? undefined : limits.stocks?.[option]) ?? Number.POSITIVE_INFINITY,
      );
      if (grows > 0 && others + quantity > (limits.perMember ?? Number.POSITIVE_INFINITY)) return [];
      if (grows > 0 && quantity > most && !partial) return [];
      if (!mine) {
        cancelled.delete(key);
        waiting.push({ key, by, option, quantity, partial });
        promoteAll();
        return [];
      }
      if (inside.includes(mine) && grows > 0) {
        // As if the growth came new, at the end.
        const wish: Line = { key: '?', by, option, quantity: grows, partial: false };
        waiting.push(wish);
        const before = inside.length;
        const saved = waiting.map((line) => ({ line, quantity: line.quantity }));
        promoteAll();
        for (const { line, quantity: kept } of saved) line.quantity = kept;
        const fits = inside.includes(wish);
        inside = inside.slice(0, before);
        waiting = saved.map(({ line }) => line).filter((line) => line !== wish);
        if (!fits) return [];
      }
      mine.quantity = quantity;
      return promoteAll();
    },
    capacity: (wanted: number | undefined): string[] => {
      capacity = wanted;
      return promoteAll();
    },
    promoteAll,
    listed: () => ({
      in: inside.map(({ key, quantity }): [string, number] => [key, quantity]),
      waiting: waiting.map(({ key, quantity }): [string, number] => [key, quantity]),
      cancelled: [...cancelled].sort(),
    }),
    /** For what the real list decides by itself, such as the place of somebody who comes back. */
    adopt: (lists: { in: Line[]; waiting: Line[]; cancelled: readonly string[] }) => {
      inside = lists.in;
      waiting = lists.waiting;
      cancelled.clear();
      for (const key of lists.cancelled) cancelled.add(key);
    },
  };
}

/** The real list over a fake store: every step is one commit. */
export function createReal({ capacity, perMember, stocks }: Limits) {
  const state: FakeState = stateOf();
  let chain: Chain = newChain(
    {
      title: '徒步',
      ...(capacity !== undefined && { capacity }),
      ...(perMember !== undefined && { perMember }),
      ...(stocks && {
        options: stocks.map((stock, n) => ({
          name: `选项${n}`,
          taken: 0,
          ...(stock !== undefined && { stock }),
        })),
      }),
    },
    0,
  );
  let at = 0;
  let last: { key: string; before: Entry | undefined } | undefined;
  const commit = <T extends { chain: Chain }>(run: (draft: ReturnType<typeof createDraft>) => T): T => {
    const draft = createDraft(state);
    at += 1000;
    const changed = run(draft);
    state.apply(draft.writes());
    chain = changed.chain;
    return changed;
  };
  const entries = () => [...state.all(entryRows(1))].sort((a, b) => a[1].o - b[1].o);
  return {
    state,
    chain: () => chain,
    entries,
    set: (step: Extract<Step, { type: 'set' }>) =>
      commit((draft) => {
        const key = keyOf(step);
        const before = draft.get(entryRows(1), key);
        const by = before && before.s !== 'x' ? (before.b ?? memberId(step.who)) : memberId(step.who);
        const changed = setEntry(draft, 1, chain, {
          key,
          by,
          name: step.name,
          quantity: step.quantity,
          partial: step.partial,
          at,
        });
        if (changed.chain !== chain) last = { key, before };
        return changed;
      }),
    undo: () =>
      commit((draft) => {
        const was = last;
        last = undefined;
        return was
          ? restoreEntry(draft, 1, chain, was.key, was.before, at)
          : { chain, change: undefined, promoted: [] };
      }),
    capacity: (wanted: number | undefined) =>
      commit((draft) => {
        const { capacity: _, ...rest } = chain;
        return promote(draft, 1, { ...rest, ...(wanted !== undefined && { capacity: wanted }) }, at);
      }),
    listed: () => {
      const show = (s: 'w' | 'x' | undefined) =>
        entries()
          .filter(([, entry]) => entry.s === s)
          .map(([key, { q = 1 }]): [string, number] => [key, q]);
      return {
        in: show(undefined),
        waiting: show('w'),
        cancelled: show('x')
          .map(([key]) => key)
          .sort(),
      };
    },
    /** What the queues hold, in order. */
    queued: (): [string, number][] =>
      [...state.all(waitRows(1)).values()]
        .flat()
        .sort((a, b) => a[0] - b[0])
        .map(([, key, quantity]) => [key, quantity]),
  };
}

const total = (lines: readonly (readonly [string, number])[]) => lines.reduce((sum, [, q]) => sum + q, 0);

/** What is wrong with the real list beside the model, in words; empty when nothing is. */
export function differences(
  real: ReturnType<typeof createReal>,
  model: ReturnType<typeof createModel>,
): string[] {
  const listed = real.listed();
  const expected = model.listed();
  const chain = real.chain();
  const optionTaken = (at: number) =>
    real
      .entries()
      .filter(([key, { s }]) => s === undefined && key.startsWith(`${at}|`))
      .reduce((sum, [, { q = 1 }]) => sum + q, 0);
  const figures: [string, unknown, unknown][] = [
    ['in', listed.in, expected.in],
    ['waiting', listed.waiting, expected.waiting],
    ['cancelled', listed.cancelled, expected.cancelled],
    ['queue', real.queued(), expected.waiting],
    ['entries', chain.entries, listed.in.length],
    ['taken', chain.taken, total(listed.in)],
    ['waiters', chain.waiters, listed.waiting.length],
    ['waiting quantity', chain.waiting, total(listed.waiting)],
    ['cancelled entries', chain.cancelled, listed.cancelled.length],
    ['orders', new Set(real.entries().map(([, { o }]) => o)).size, real.entries().length],
    [
      'options',
      (chain.options ?? []).map(({ taken }) => taken),
      (chain.options ?? []).map((_, n) => optionTaken(n)),
    ],
  ];
  return figures.flatMap(([name, a, b]) => {
    const [left, right] = [JSON.stringify(a), JSON.stringify(b)];
    return left === right ? [] : [`${name}: ${left} instead of ${right}`];
  });
}

/** What the model cannot foresee: where somebody who comes back stands. */
export function adoptFrom(real: ReturnType<typeof createReal>, model: ReturnType<typeof createModel>): void {
  const line = ([key, entry]: [string, Entry]): Line => ({
    key,
    by: entry.b ?? key.replace(/^\d+\|/, ''),
    option: /^(\d+)\|/.test(key) ? Number(/^\d+/.exec(key)?.[0]) : undefined,
    partial: entry.f === 1,
    quantity: entry.q ?? 1,
  });
  const entries = real.entries();
  model.adopt({
    in: entries.filter(([, { s }]) => s === undefined).map(line),
    waiting: entries.filter(([, { s }]) => s === 'w').map(line),
    cancelled: entries.filter(([, { s }]) => s === 'x').map(([key]) => key),
  });
}

/** Plays a history on both; the first difference, or undefined. */
export function playHistory(limits: Limits, steps: readonly Step[]): string | undefined {
  const real = createReal(limits);
  const model = createModel(limits);
  for (const [n, step] of steps.entries()) {
    const wrong = playStep(real, model, step);
    if (wrong.length > 0) return `step ${n} ${JSON.stringify(step)}: ${wrong.join('; ')}`;
  }
  return undefined;
}

function playStep(
  real: ReturnType<typeof createReal>,
  model: ReturnType<typeof createModel>,
  step: Step,
): string[] {
  const before = real.chain();
  switch (step.type) {
    case 'set': {
      const { promoted } = real.set(step);
      const expected = model.set(step);
      const keys = promoted.map(({ key }) => key);
      const order =
        JSON.stringify(keys) === JSON.stringify(expected)
          ? []
          : [`promoted ${keys.join()} instead of ${expected.join()}`];
      return [...order, ...differences(real, model)];
    }
    case 'capacity': {
      const keys = real.capacity(step.capacity).promoted.map(({ key }) => key);
      const expected = model.capacity(step.capacity);
      return [
        ...(keys.join() === expected.join() ? [] : [`promoted ${keys.join()} instead of ${expected.join()}`]),
        ...differences(real, model),
      ];
    }
    case 'undo': {
      real.undo();
      adoptFrom(real, model);
      // Nobody who fits waits, and nothing is taken twice.
      const left = model.promoteAll();
      const { capacity, taken } = real.chain();
      return [
        ...(left.length > 0 ? [`${left.join()} wait although there is room`] : []),
        ...(capacity !== undefined && taken > Math.max(capacity, before.taken)
          ? ['more taken than there is']
          : []),
        ...differences(real, model),
      ];
    }
    default:
      return step satisfies never;
  }
}
