import type { MemberId } from '../../domain/ids.ts';
import { type Line, nameKey, sameOption } from './list-line.ts';
import type { Listed, Numbered, WholeList } from './listed.ts';
import type { PastedLine, PastedList } from './parse-list.ts';

/** What a pasted list would do. */
export interface Merge {
  readonly added: readonly Line[];
  readonly changed: readonly { readonly of: Listed; readonly to: Line }[];
  readonly removed: readonly Listed[];
  /** Lines that only an operator, or whose they are, may touch: left as they are. */
  readonly left: number;
}
export interface MergeBy {
  readonly member: MemberId;
  /** Operators answer for the whole list. */
  readonly all: boolean;
}

/**
 * Compares a pasted list with the one there is, by number and name. Who came after the list was posted is not missing
 * from it; a list of which only the beginning was copied takes nobody out.
 */
export function mergeList(list: WholeList, numbers: Numbered, pasted: PastedList, by: MergeBy): Merge {
  const current = [...list.in, ...list.waiting];
  const free = new Set(current);
  const found = new Map<PastedLine, { readonly of: Listed; readonly to: Line }>();
  const pair = (line: PastedLine, of: Listed | undefined, to: Line) => {
    if (!of || !free.has(of) || found.has(line) || nameKey(of.line.name) !== nameKey(to.name)) return;
    found.set(line, { of, to });
    free.delete(of);
  };
  const named = (to: Line, sameKind: boolean) =>
    current.find(
      (one) =>
        free.has(one) &&
        nameKey(one.line.name) === nameKey(to.name) &&
        (!sameKind || sameOption(one.line.option, to.option)),
    );
  for (const line of pasted.lines) pair(line, numbers.at(line.number, line.waiting), line.printed);
  for (const line of pasted.lines) pair(line, numbers.at(line.number, line.waiting), line.written);
  for (const sameKind of [true, false])
    for (const line of pasted.lines) {
      pair(line, named(line.printed, sameKind), line.printed);
      pair(line, named(line.written, sameKind), line.written);
    }
  const may = (one: Listed) => by.all || one.holder === by.member;
  const changed = [...found.values()].filter(({ of, to }) => differs(of.line, to));
  const shown = new Set(
    [false, true].flatMap((waiting) =>
      Array.from({ length: numbers.length(waiting) }, (_, n) => numbers.at(n + 1, waiting)),
    ),
  );
  const missing = pasted.folded ? [] : [...free].filter((one) => shown.has(one));
  return {
    added: pasted.lines.filter((line) => !found.has(line)).map(({ written }) => written),
    changed: changed.filter(({ of }) => may(of)),
    removed: missing.filter(may),
    left: changed.filter(({ of }) => !may(of)).length + missing.filter((one) => !may(one)).length,
  };
}

/** A remark that is not there was cut off by hand: it stays. */
const differs = (now: Line, to: Line): boolean =>
  now.quantity !== to.quantity ||
  (to.option !== undefined && !sameOption(now.option, to.option)) ||
  (to.remark !== undefined && nameKey(to.remark) !== nameKey(now.remark ?? ''));
