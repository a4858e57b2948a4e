import { createWord, type TextKeys, type Word } from '../../../src/features/wording.ts';

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
