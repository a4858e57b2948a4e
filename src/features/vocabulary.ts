import { commandTextKeys } from '../commands/texts.ts';
import type { Vocabulary } from '../rules/vocabulary.ts';
import type { DefinedFeature } from './feature.ts';
import { createTextsFileSchema, type TextKeys } from './wording.ts';

/** What all features together add to the rule language. */
export const vocabularyOf = (features: readonly DefinedFeature[]): Vocabulary => ({
  actions: Object.fromEntries(features.flatMap(({ actionSchemas }) => Object.entries(actionSchemas))),
  silentActions: features.flatMap(({ silentActions }) => silentActions),
  conditions: Object.fromEntries(
    features.flatMap(({ conditionSchemas }) => Object.entries(conditionSchemas)),
  ),
  events: Object.fromEntries(features.flatMap(({ events }) => Object.entries(events))),
});

/** Every text that operators may replace, by the feature that says it: the dispatcher's own stand under `commands`. */
export const replaceableTexts = (
  features: readonly DefinedFeature[],
): Readonly<Record<string, TextKeys>> => ({
  commands: commandTextKeys,
  ...Object.fromEntries(
    features.filter(({ texts }) => Object.keys(texts).length > 0).map(({ id, texts }) => [id, texts]),
  ),
});

/** The schema of `texts.yaml`. */
export const textsSchemaOf = (features: readonly DefinedFeature[]) =>
  createTextsFileSchema(replaceableTexts(features));
