import { createWord, type TextKeys, type Word } from '../../../src/features/wording.ts';
import type { Shown, TextSet } from './case.ts';

/** No text is replaced. */
export const untouched = () => undefined;

/** Every text is replaced by one that uses all it may, where it does most harm: at the start of a line, after an `@`. */
export const replaced = <Keys extends TextKeys>(keys: Keys): Word<Keys> =>
  createWord(
    keys,
    Object.fromEntries(
      Object.entries(keys).map(([key, names]) => [
        key,
        `${names.map((name) => `{{ ${name} }}`).join('')}好\n${names.map((name) => `{{${name}}}、@{{ ${name} }}`).join('\n')}`,
      ]),
    ),
  );

/** The cases of one file's texts as they are, and again with every text replaced. */
export const bothWays = <Keys extends TextKeys, Texts>(
  file: string,
  keys: Keys,
  create: (word: Word<Keys>) => Texts,
  cases: (texts: Texts) => Readonly<Record<string, Shown>>,
  below?: string,
): readonly TextSet[] => {
  const path = below === undefined ? 'createTexts()' : `createTexts().${below}`;
  return [
    { file, path, cases: cases(create(untouched)) },
    { file, path, cases: cases(create(replaced(keys))), replaced: true },
  ];
};
