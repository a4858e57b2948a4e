import { cleanLine } from './clean-line.ts';

export interface LabelledField<Label extends string> {
  /** Undefined where nothing known stands before the value. */
  readonly label: Label | undefined;
  readonly value: string;
  /** The whole field, for saying what was not understood. */
  readonly written: string;
}

/** What stands between the bars of `徒步 | 限20人 | 截止 周五18:00`, full-width ones too; empty fields are left out. */
export const splitFields = (text: string): string[] =>
  text
    .normalize('NFKC')
    .split('|')
    .map(cleanLine)
    .filter((field) => field !== '');

/** What a field is about, by the words it begins with; of several that fit the longest wins. */
export function labelled<Label extends string>(
  field: string,
  labels: readonly (readonly [Label, readonly string[]])[],
): LabelledField<Label> {
  let best: { readonly label: Label; readonly word: string } | undefined;
  for (const [label, words] of labels)
    for (const word of words)
      if (field.startsWith(word) && word.length > (best?.word.length ?? 0)) best = { label, word };
  const value = best ? field.slice(best.word.length).replace(/^\s*[:=]?\s*/, '') : field;
  return { label: best?.label, value, written: field };
}
