import { type Community, selectGroups } from '../domain/community.ts';

export interface SelectorProblem {
  /** Place in the list. */
  readonly index: number;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** The id or tag that nobody knows, and what it could have been: for "did you mean". */
  readonly unknown?: { readonly typed: string; readonly candidates: readonly string[] };
}

/** Finds selectors (`newbie-01`, `newbie-*`, `tag:x`, `all`, `!x`) that select nothing. */
export function checkSelectors(community: Community, selectors: readonly string[]): SelectorProblem[] {
  const ids = [...community.groups.keys()];
  const tags = [...new Set([...community.groups.values()].flatMap((group) => group.tags))];
  return selectors.flatMap((selector, index): SelectorProblem[] => {
    const takesAway = selector.startsWith('!');
    const name = takesAway ? selector.slice(1) : selector;
    if (selectGroups(community, [name]).length > 0) return [];
    const severity = takesAway ? 'warning' : 'error';
    if (name.startsWith('tag:')) {
      const typed = name.slice(4);
      const unknown = { typed, candidates: tags };
      return [{ index, severity, message: `没有一个群有标签「${typed}」。`, unknown }];
    }
    if (name.includes('*')) return [{ index, severity, message: `没有一个群的 id 符合「${name}」。` }];
    const unknown = { typed: name, candidates: ids };
    return [{ index, severity, message: `没有叫「${name}」的群。`, unknown }];
  });
}
