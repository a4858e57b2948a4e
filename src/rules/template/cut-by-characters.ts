import type { Liquid } from 'liquidjs';
import { graphemes } from '../../text/graphemes.ts';

interface Within {
  readonly context: { readonly memoryLimit: { use(count: number): void } };
}

/**
 * Filters that take text apart do so between what a reader sees as characters: the library's own cut an emoji in the
 * middle, which is then shown as �. What is not text is left to the library.
 */
export function cutByCharacters(engine: Liquid): void {
  const { split, slice, replace } = engine.filters;
  const charactersOf = (within: Within, text: string): string[] => {
    within.context.memoryLimit.use(text.length);
    return graphemes(text);
  };
  engine.registerFilter('truncate', function (value: unknown, length: unknown = 50, mark: unknown = '...') {
    const all = charactersOf(this, shownText(value));
    const end = shownText(mark);
    const most = Number(length);
    return all.length <= most
      ? value
      : all.slice(0, Math.max(0, most - graphemes(end).length)).join('') + end;
  });
  if (typeof slice === 'function')
    engine.registerFilter('slice', function (value: unknown, from: unknown, length: unknown = 1) {
      if (typeof value !== 'string') return slice.call(this, value, from, length);
      const all = charactersOf(this, value);
      const begin = Number(from) < 0 ? all.length + Number(from) : Number(from);
      return begin < 0 || Number(length) < 0 ? '' : all.slice(begin, begin + Number(length)).join('');
    });
  if (typeof split === 'function')
    engine.registerFilter('split', function (value: unknown, by: unknown) {
      return shownText(by) === '' ? charactersOf(this, shownText(value)) : split.call(this, value, by);
    });
  if (typeof replace === 'function')
    engine.registerFilter('replace', function (value: unknown, what: unknown, by: unknown) {
      if (shownText(what) !== '') return replace.call(this, value, what, by);
      const all = charactersOf(this, shownText(value));
      this.context.memoryLimit.use(all.length * shownText(by).length);
      return all.join(shownText(by));
    });
}

const shownText = (value: unknown): string =>
  typeof value === 'string' ? value : value === null || value === undefined ? '' : String(value);
