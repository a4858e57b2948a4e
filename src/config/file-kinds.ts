import type { z } from 'zod';
import type { DefinedFeature } from '../features/feature.ts';
import { textsSchemaOf, vocabularyOf } from '../features/vocabulary.ts';
import { createRuleFileSchema } from '../rules/schema.ts';
import { groupsFileSchema } from './groups.ts';
import { holidaysSchema } from './holidays.ts';
import { settingsSchema } from './settings.ts';
import { wecomSchema } from './wecom.ts';

/** A kind of file in `CONFIG_DIR`, with the schema that its files are checked by. */
export interface FileKind {
  /** Names the JSON Schema: `schema/<name>.json`. */
  readonly name: string;
  readonly schema: z.ZodType;
}

/** Every kind of YAML file the program reads as configuration. */
export const fileKinds = (features: readonly DefinedFeature[]): FileKind[] => [
  { name: 'wecom', schema: wecomSchema },
  { name: 'groups', schema: groupsFileSchema },
  { name: 'settings', schema: settingsSchema },
  { name: 'holidays', schema: holidaysSchema },
  {
    name: 'rules',
    schema: createRuleFileSchema(vocabularyOf(features)),
  },
  { name: 'texts', schema: textsSchemaOf(features) },
  ...features.flatMap(({ file }) =>
    file ? [{ name: file.name.replace(/\.yaml$/, ''), schema: file.schema }] : [],
  ),
];
