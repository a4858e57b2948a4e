import type { Vocabulary } from '../rules/vocabulary.ts';
import type { DefinedFeature } from './feature.ts';
import { createTextsFileSchema } from './wording.ts';

/** What all features together add to the rule language. */
export const vocabularyOf = (features: readonly DefinedFeature[]): Vocabulary => ({
  actions: Object.fromEntries(features.flatMap(({ actionSchemas }) => Object.entries(actionSchemas))),
  silentActions: features.flatMap(({ silentActions }) => silentActions),
  conditions: Object.fromEntries(
    features.flatMap(({ conditionSchemas }) => Object.entries(conditionSchemas)),
  ),
  events: Object.fromEntries(features.flatMap(({ events }) => Object.entries(events))),
});

/** The schema of `texts.yaml`: every text that some feature lets operators replace. */
export const textsSchemaOf = (features: readonly DefinedFeature[]) =>
  createTextsFileSchema(
    Object.fromEntries(
      features.filter(({ texts }) => Object.keys(texts).length > 0).map(({ id, texts }) => [id, texts]),
    ),
  );
