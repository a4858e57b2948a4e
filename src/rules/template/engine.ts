import { Liquid } from 'liquidjs';
import { cutByCharacters } from './cut-by-characters.ts';

/** Private-use characters that fence what came out of a `{{ }}`, so that it can be told from the template's own text. */
export const dataBegins = '\ue000';
export const dataEnds = '\ue001';
const fences = /[\ue000\ue001]/g;
export const withoutFences = (text: string): string => text.replace(fences, '');

const tags = ['if', 'unless', 'case', 'for', 'break', 'continue', 'assign', 'comment', '#', 'raw'];
/** No filter that reads the clock or the dice, and not `raw`, which would unfence member text. */
const filters = [
  'abs',
  'append',
  'at_least',
  'at_most',
  'capitalize',
  'ceil',
  'compact',
  'concat',
  'default',
  'divided_by',
  'downcase',
  'first',
  'floor',
  'join',
  'last',
  'lstrip',
  'map',
  'minus',
  'modulo',
  'plus',
  'prepend',
  'remove',
  'remove_first',
  'replace',
  'replace_first',
  'reverse',
  'round',
  'rstrip',
  'size',
  'slice',
  'sort',
  'split',
  'strip',
  'strip_newlines',
  'times',
  'truncate',
  'uniq',
  'upcase',
  'where',
]; // prettier-ignore

/**
 * Liquid without files, clock or dice; unknown names are errors; loops and memory are bounded. Bounds are counts and
 * not milliseconds, so that a decision comes out the same wherever it is made again.
 */
export function createTemplateEngine(): Liquid {
  const refused = () => {
    throw new Error('模板不能引用别的文件');
  };
  const engine = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    lenientIf: false,
    relativeReference: false,
    parseLimit: 100_000,
    memoryLimit: 20_000,
    outputEscape: (value: unknown) => `${dataBegins}${withoutFences(shown(value))}${dataEnds}`,
    fs: {
      exists: async () => false,
      existsSync: () => false,
      readFile: refused,
      readFileSync: refused,
      resolve: refused,
    },
  });
  for (const name of Object.keys(engine.tags)) if (!tags.includes(name)) delete engine.tags[name];
  for (const name of Object.keys(engine.filters)) if (!filters.includes(name)) delete engine.filters[name];
  cutByCharacters(engine);
  return engine;
}

const shown = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(shown).join('、');
  return typeof value === 'object' ? '' : String(value);
};
