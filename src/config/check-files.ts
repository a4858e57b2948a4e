import type { Command } from '../commands/command.ts';
import type { Community } from '../domain/community.ts';
import { broadcastsOf } from '../features/broadcast/index.ts';
import { type Broadcast, broadcastsFileSchema } from '../features/broadcast/schema.ts';
import type { ActiveFeature, DefinedFeature, Surroundings } from '../features/feature.ts';
import { textsSchemaOf, vocabularyOf } from '../features/vocabulary.ts';
import { overridesIn } from '../features/wording.ts';
import type { ModeSwitches, RuleSummary } from '../rules/mode-switch.ts';
import type { Rule } from '../rules/schema.ts';
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
import { holidaysSchema, ownDaysOf } from './holidays.ts';
import { createDesk, type Desk, strayFiles } from './load-desk.ts';
import { loadRules } from './load-rules.ts';
import { type Secrets, withSecrets } from './load-secrets.ts';
import { hasErrors, inOrder, type Problem } from './problem.ts';
import { type ConfigFiles, versionOf } from './read-dir.ts';
import { type Settings, settingsSchema } from './settings.ts';
import { type WecomSettings, wecomSchema } from './wecom.ts';

export interface CheckHow {
  /** Where `${NAME}` comes from; `none` leaves it as it is (for `check`). */
  readonly secrets: Secrets;
  readonly features: readonly DefinedFeature[];
  /** Rule modes that were set by command. */
  readonly switches?: ModeSwitches;
}

/** Everything operators configured, without a fault: plain data, so that it can be handed from thread to thread. */
export interface CheckedConfig {
  readonly version: string;
  readonly community: Community;
  /** Holds secrets, if they were filled in: for the program's wiring only. */
  readonly wecom: WecomSettings;
  readonly settings: Settings;
  readonly rules: readonly Rule[];
  readonly summaries: readonly RuleSummary[];
  readonly templates: ReadonlyMap<string, string>;
  readonly broadcasts: readonly Broadcast[];
  /** What stands in the file of each feature that has one. */
  readonly featureData: Readonly<Record<string, unknown>>;
  readonly texts: unknown;
}
export type CheckedFiles =
  /** `problems` are warnings. */
  | { readonly ok: true; readonly config: CheckedConfig; readonly problems: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Parses and checks every file. Lists every problem of every file. */
export function checkFiles(files: ConfigFiles, how: CheckHow): CheckedFiles {
  const desk = createDesk(files);
  const wecomYaml = desk.read('wecom.yaml', 'required');
  const groupsYaml = desk.read('groups.yaml', 'required');
  const settingsYaml = desk.read('settings.yaml', 'optional');

  const written = wecomYaml && desk.take(checkSchema(wecomYaml, wecomSchema));
  const wecom = wecomYaml && written && desk.take(withSecrets(wecomYaml, how.secrets));
  const groups = groupsYaml && desk.take(checkSchema(groupsYaml, groupsFileSchema));
  const standard = settingsSchema.parse({});
  const settings = settingsYaml
    ? desk.take(checkSchema(settingsYaml, settingsSchema))
    : desk.broken('settings.yaml')
      ? undefined
      : standard;

  // Settings that are wrong must not hide what else is wrong, nor bring up what only follows from them.
  const built = written && groups ? buildCommunity(groups, written, settings ?? standard) : undefined;
  const holidaysYaml = desk.read('holidays.yaml', 'optional');
  const holidays = holidaysYaml && desk.take(checkSchema(holidaysYaml, holidaysSchema));
  const community = built && holidays ? { ...built, ownDays: ownDaysOf(holidays) } : built;
  if (wecomYaml && written) desk.add(checkWecom(written).map(problemsIn(wecomYaml)));
  if (groupsYaml && groups && written && community)
    desk.add(checkGroups(groups, written, community).map(problemsIn(groupsYaml)));
  if (settingsYaml && settings && community)
    desk.add(checkSettings(settings, community).map(problemsIn(settingsYaml)));

  const textsYaml = desk.read('texts.yaml', 'optional');
  const texts = textsYaml && desk.take(checkSchema(textsYaml, textsSchemaOf(how.features)));
  const active = tryFeatures(desk, how.features, community, texts);
  if (groupsYaml && groups && !files.has('nicknames.yaml'))
    desk.add(checkNicknameFormats(groups).map(problemsIn(groupsYaml)));
  if (groupsYaml && groups && active) {
    const powers = active.flatMap(({ commands }) => commands.map(({ power }) => power));
    desk.add(checkPowers(groups, powers).map(problemsIn(groupsYaml)));
  }
  const around = community && { community, settings };
  const checks = Object.fromEntries(
    (active ?? []).flatMap(({ checkActions = {} }) => Object.entries(checkActions)),
  );
  const loaded = loadRules(desk, files, vocabularyOf(how.features), around, {
    checks,
    ...(how.switches && { switches: how.switches }),
  });
  desk.add(strayFiles(files, how.features));

  const problems = inOrder(desk.problems());
  if (hasErrors(problems) || !community || !wecom || !settings || !active) return { ok: false, problems };
  const config: CheckedConfig = {
    version: versionOf(files),
    community,
    wecom,
    settings,
    rules: loaded.rules,
    summaries: loaded.rules.map(({ id, on, groups: where, mode }, n) => ({
      id,
      on,
      groups: where,
      mode,
      written: loaded.written[n] ?? mode,
    })),
    templates: loaded.templates,
    broadcasts: broadcastsIn(desk, community),
    featureData: Object.fromEntries(
      how.features.flatMap(({ id, file }) => {
        const data = file && desk.read(file.name, 'optional')?.data;
        return data === undefined ? [] : [[id, data]];
      }),
    ),
    texts,
  };
  return { ok: true, config, problems };
}

/** Nothing runs while files are looked at. */
const noLife: Surroundings['live'] = () => ({ queueDepth: 0, redis: '', recentErrors: [] });

/** Each feature's file by its own schema, then its own checks. Undefined when one of them cannot be activated. */
const tryFeatures = (
  desk: Desk,
  features: readonly DefinedFeature[],
  community: Community | undefined,
  texts: unknown,
): ActiveFeature[] | undefined => {
  const active: ActiveFeature[] = [];
  const overrides = overridesIn(texts);
  const commandsOf = (): readonly Command[] => active.flatMap(({ commands }) => commands);
  for (const feature of features) {
    const yaml = feature.file && desk.read(feature.file.name, 'optional');
    if (feature.file && desk.broken(feature.file.name)) continue;
    const fits = !yaml || !feature.file || desk.take(checkSchema(yaml, feature.file.schema)) !== undefined;
    if (!fits || !community) continue;
    const loaded = feature.load(yaml?.data, {
      community,
      live: noLife,
      commandsOf,
      featuresOf: () => active,
      texts: overrides[feature.id] ?? {},
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

const broadcastsIn = (desk: Desk, community: Community): readonly Broadcast[] => {
  const yaml = desk.read('broadcasts.yaml', 'optional');
  const checked = yaml && checkSchema(yaml, broadcastsFileSchema);
  return checked?.ok ? broadcastsOf(checked.value, community) : [];
};
