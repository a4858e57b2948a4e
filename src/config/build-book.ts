import type { Command } from '../commands/command.ts';
import type { Piecework } from '../domain/piecework.ts';
import type { Book } from '../features/book.ts';
import type { ActiveFeature, DefinedFeature, Surroundings } from '../features/feature.ts';
import { vocabularyOf } from '../features/vocabulary.ts';
import { overridesIn } from '../features/wording.ts';
import { compileInPieces } from '../rules/compile.ts';
import type { CheckedConfig } from './check-files.ts';

export interface BuildHow {
  readonly features: readonly DefinedFeature[];
  readonly live: Surroundings['live'];
}

/** What has passed its checks, ready to decide with. */
export function* buildBook(config: CheckedConfig, { features, live }: BuildHow): Piecework<Book> {
  const { version, community, settings, rules, summaries, templates, broadcasts, featureData, texts } =
    config;
  const active: ActiveFeature[] = [];
  const overrides = overridesIn(texts);
  const commandsOf = (): readonly Command[] => active.flatMap(({ commands }) => commands);
  for (const feature of features) {
    const around = {
      community,
      live,
      commandsOf,
      featuresOf: () => active,
      rules: () => summaries,
      texts: overrides[feature.id] ?? {},
    };
    active.push(feature.activate(featureData[feature.id], around));
    yield;
  }
  const actions = Object.fromEntries(active.flatMap((feature) => Object.entries(feature.actions ?? {})));
  const conditions = Object.fromEntries(
    active.flatMap((feature) => Object.entries(feature.conditions ?? {})),
  );
  const compiled = yield* compileInPieces(rules, {
    community,
    templates,
    actions,
    conditions,
    events: vocabularyOf(features).events,
    reply: settings.reply,
  });
  return {
    version,
    community,
    features: active,
    rules: compiled,
    broadcasts,
    overrides,
    webhookHosts: settings.webhookHosts,
  };
}
