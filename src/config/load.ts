import type { Command } from '../commands/command.ts';
import type { Community } from '../domain/community.ts';
import type { Book } from '../features/book.ts';
import { broadcastsOf } from '../features/broadcast/index.ts';
import { broadcastsFileSchema } from '../features/broadcast/schema.ts';
import type { ActiveFeature, DefinedFeature, Surroundings } from '../features/feature.ts';
import { textsSchemaOf, vocabularyOf } from '../features/vocabulary.ts';
import { overridesOf } from '../features/wording.ts';
import { compileRules } from '../rules/compile.ts';
import {
  checkGroups,
  checkNicknameFormats,
  checkPowers,
  checkSettings,
  checkWecom,
} from './check-references.ts';
import { checkSchema } from './check-schema.ts';
import { didYouMeanOrOneOf } from './closest.ts';
import { buildCommunity } from './community.ts';
import { problemsIn } from './file-problems.ts';
import { groupsFileSchema } from './groups.ts';
import { createDesk, type Desk, strayFiles } from './load-desk.ts';
import { loadRules } from './load-rules.ts';
import { type Secrets, withSecrets } from './load-secrets.ts';
import { hasErrors, inOrder, type Problem } from './problem.ts';
import { type ConfigFiles, readConfigDir, versionOf } from './read-dir.ts';
import { type Settings, settingsSchema } from './settings.ts';
import { type WecomSettings, wecomSchema } from './wecom.ts';

export interface LoadConfig {
  readonly dir: string;
  /** Where `${NAME}` comes from; `none` leaves it as it is (for `check`). */
  readonly secrets: Secrets;
  readonly features: readonly DefinedFeature[];
  readonly live: Surroundings['live'];
}
export type LoadedConfig =
  | {
      readonly ok: true;
      readonly book: Book;
      /** Holds secrets: for the program's wiring only. */
      readonly wecom: WecomSettings;
      readonly settings: Settings;
      /** Warnings. */
      readonly problems: readonly Problem[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads, checks and compiles everything operators configured. Lists every problem of every file. */
export const loadConfig = async (how: LoadConfig): Promise<LoadedConfig> =>
  loadFiles(await readConfigDir(how.dir), how);

/** `loadConfig` for files already read. */
export function loadFiles(files: ConfigFiles, how: Omit<LoadConfig, 'dir'>): LoadedConfig {
  const desk = createDesk(files);
  const wecomYaml = desk.read('wecom.yaml', 'required');
  const groupsYaml = desk.read('groups.yaml', 'required');
  const settingsYaml = desk.read('settings.yaml', 'optional');

  const written = wecomYaml && desk.take(checkSchema(wecomYaml, wecomSchema));
  const wecom = wecomYaml && written && desk.take(withSecrets(wecomYaml, how.secrets));
  const groups = groupsYaml && desk.take(checkSchema(groupsYaml, groupsFileSchema));
  const settings = settingsYaml
    ? desk.take(checkSchema(settingsYaml, settingsSchema))
    : settingsSchema.parse({});

  const community = written && groups && settings ? buildCommunity(groups, written, settings) : undefined;
  if (wecomYaml && written) desk.add(checkWecom(written).map(problemsIn(wecomYaml)));
  if (groupsYaml && groups && written && community)
    desk.add(checkGroups(groups, written, community).map(problemsIn(groupsYaml)));
  if (settingsYaml && settings && community)
    desk.add(checkSettings(settings, community).map(problemsIn(settingsYaml)));

  const active = loadFeatures(desk, how, community);
  if (groupsYaml && groups && !files.has('nicknames.yaml'))
    desk.add(checkNicknameFormats(groups).map(problemsIn(groupsYaml)));
  if (groupsYaml && groups && active) {
    const powers = active.flatMap(({ commands }) => commands.map(({ power }) => power));
    desk.add(checkPowers(groups, powers).map(problemsIn(groupsYaml)));
  }
  const vocabulary = vocabularyOf(how.features);
  const around = community && settings && { community, webhookHosts: settings.webhookHosts };
  const checks = Object.fromEntries(
    (active ?? []).flatMap(({ checkActions = {} }) => Object.entries(checkActions)),
  );
  const { rules, templates } = loadRules(desk, files, vocabulary, around, checks);
  desk.add(strayFiles(files, how.features));

  const problems = inOrder(desk.problems());
  if (hasErrors(problems) || !community || !wecom || !settings || !active) return { ok: false, problems };
  const actions = Object.fromEntries(active.flatMap((feature) => Object.entries(feature.actions ?? {})));
  const conditions = Object.fromEntries(
    active.flatMap((feature) => Object.entries(feature.conditions ?? {})),
  );
  const book: Book = {
    version: versionOf(files),
    community,
    features: active,
    rules: compileRules(rules, {
      community,
      templates,
      actions,
      conditions,
      events: vocabulary.events,
      reply: settings.reply,
    }),
    broadcasts: broadcastsIn(desk, community),
    webhookHosts: settings.webhookHosts,
  };
  return { ok: true, book, wecom, settings, problems };
}

/** Each feature's file by its own schema, then its own checks. Undefined when one of them cannot be activated. */
const loadFeatures = (
  desk: Desk,
  { features, live }: Omit<LoadConfig, 'dir'>,
  community: Community | undefined,
): ActiveFeature[] | undefined => {
  const active: ActiveFeature[] = [];
  const textsYaml = desk.read('texts.yaml', 'optional');
  const texts = textsYaml && desk.take(checkSchema(textsYaml, textsSchemaOf(features)));
  const commandsOf = (): readonly Command[] => active.flatMap(({ commands }) => commands);
  for (const feature of features) {
    const yaml = feature.file && desk.read(feature.file.name, 'optional');
    const fits = !yaml || !feature.file || desk.take(checkSchema(yaml, feature.file.schema)) !== undefined;
    if (!fits || !community) continue;
    const loaded = feature.load(yaml?.data, {
      community,
      live,
      commandsOf,
      featuresOf: () => active,
      texts: overridesOf(texts, feature.id),
    });
    for (const { file, unknown, ...problem } of loaded.problems) {
      const at = file === undefined ? yaml : desk.read(file, 'optional');
      const hint = unknown && didYouMeanOrOneOf(unknown.typed, unknown.candidates);
      if (at) desk.add([problemsIn(at)({ ...problem, code: feature.id, hint })]);
    }
    if (loaded.ok) active.push(loaded.active);
  }
  return active.length === features.length ? active : undefined;
};

const broadcastsIn = (desk: Desk, community: Community): Book['broadcasts'] => {
  const yaml = desk.read('broadcasts.yaml', 'optional');
  const checked = yaml && checkSchema(yaml, broadcastsFileSchema);
  return checked?.ok ? broadcastsOf(checked.value, community) : [];
};
