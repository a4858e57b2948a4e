import type { z } from 'zod';
import type { Command } from '../commands/command.ts';
import type { MemberRef } from '../domain/chat.ts';
import type { Community } from '../domain/community.ts';
import type { DecisionContext, MemberFacts } from '../domain/context.ts';
import type { Outcome, PlannedEffect } from '../domain/decision.ts';
import type { EventOf, GroupEvent } from '../domain/events.ts';
import type { GroupId } from '../domain/ids.ts';
import type { LiveStatus } from '../domain/live-status.ts';
import type { Message } from '../domain/message.ts';
import type { RowRef, Write } from '../domain/state.ts';
import type { EventKinds } from '../rules/event-kinds.ts';
import type { FeatureCondition } from '../rules/facts.ts';
import type { RuleSummary } from '../rules/mode-switch.ts';
import type { Leaving } from './about-member.ts';
import type { ExportTable } from './export-table.ts';
import type { Overrides, TextKeys } from './wording.ts';

/** A problem with what the operator wrote, placed by the path of the offending value within the feature's file. */
export interface ConfigProblem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly severity: 'error' | 'warning';
  /** Where it stands when that is not the feature's own file. */
  readonly file?: 'groups.yaml';
  /** A name that nobody knows, and what it could have been: for "did you mean". */
  readonly unknown?: { readonly typed: string; readonly candidates: readonly string[] };
}

/** A moment at which a feature is asked by `timer.fired` in each of the groups, though nobody spoke. */
export type FeatureTime = {
  /** Names it among all times of all features: letters, digits, `.` and `-`. */
  readonly name: string;
  readonly groups: readonly GroupId[];
  readonly timer: string;
  readonly payload: EventOf<'timer.fired'>['payload'];
} & (
  | { /** Comes back, by each group's clock. */ readonly cron: string }
  | {
      /** Once: epoch ms, or as soon as a process knows this configuration. */ readonly once:
        | number
        | 'at-once';
    }
);

/** What one member may ask to see, and to have erased. Each feature that keeps rows about members gives both. */
export interface PersonalData {
  /** What is kept about a member of this group, in plain words: a short line each, nothing when nothing is kept. */
  readonly ownData?: (context: DecisionContext, member: MemberRef) => readonly Message[];
  /**
   * Writes after which nothing of that member is left in this group. `mask` stands for the member from then on where a
   * record has to stay; nobody can tell from it who it was.
   */
  readonly erase?: (context: DecisionContext, member: Leaving, mask: string) => readonly Write[];
  /** What has to happen in this group because somebody was erased; `context` is as before the erasure. */
  readonly afterErase?: (context: DecisionContext, member: MemberRef) => readonly PlannedEffect[];
}

/** What a feature can do once its configuration is known. The engine knows features by this alone. */
export interface ActiveFeature extends PersonalData {
  /** Tables it offers to `/导出` and `qunyun export`. */
  readonly exports?: readonly ExportTable[];
  readonly id: string;
  readonly commands: readonly Command[];
  /** Looks at every event (after the command, before the rules); undefined when it has nothing to say. */
  readonly react?: (context: DecisionContext) => Outcome | undefined;
  /** Rows `react` will want for this event: read in the first round. Only a hint. */
  readonly reads?: (event: GroupEvent) => readonly RowRef[];
  /** Rule conditions it contributes, by YAML key. */
  readonly conditions?: Readonly<Record<string, FeatureCondition>>;
  /** Figures it contributes to `{{ member.<name> }}`. */
  readonly memberFacts?: MemberFacts;
  /** Rule actions it contributes, by YAML key. */
  readonly actions?: Readonly<Record<string, (context: DecisionContext, argument: unknown) => Outcome>>;
  /** Times at which it does something by itself, from the schedule table. */
  readonly times?: readonly FeatureTime[];
  /** What the schema of an action's argument cannot see; paths are within the argument. */
  readonly checkActions?: Readonly<
    Record<string, (argument: unknown) => readonly Pick<ConfigProblem, 'path' | 'message' | 'unknown'>[]>
  >;
}

/** What a feature may ask of the program around it while it is being activated. */
export interface Surroundings {
  readonly community: Community;
  /** For `状态` only: a snapshot taken when the command is run. */
  readonly live: () => LiveStatus;
  /** Every command there is: for help and confirmations, asked when a command is run, never while activating. */
  readonly commandsOf?: () => readonly Command[];
  /** Every rule there is: asked when a command is run, never while activating. */
  readonly rules?: () => readonly RuleSummary[];
  /** Every feature there is: for what one asks of all of them. As `commandsOf`. */
  readonly featuresOf?: () => readonly ActiveFeature[];
  /** What operators wrote in `texts.yaml` for this feature. */
  readonly texts?: Overrides;
}

/** One folder under `features/`. `index.ts` is the only list of them. */
export interface Feature<Config = unknown> {
  readonly id: string;
  /** Its file in `config/`, with the schema of the whole file. Absent for features without settings. */
  readonly file?: { readonly name: string; readonly schema: z.ZodType<Config> };
  /** Schema of the argument of each rule action it contributes. */
  readonly actionSchemas?: Readonly<Record<string, z.ZodType>>;
  /** Those of its actions that say nothing in the group. */
  readonly silentActions?: readonly string[];
  /** Schema of the value of each rule condition it contributes. */
  readonly conditionSchemas?: Readonly<Record<string, z.ZodType>>;
  /** Events it raises as `feature.event`, by name: rules may begin with them. */
  readonly events?: EventKinds;
  /** Its texts that operators may replace. */
  readonly texts?: TextKeys;
  /** Checks what the schema cannot (unknown groups, a date that never comes). */
  readonly check?: (config: Config, community: Community) => readonly ConfigProblem[];
  /** `config` is undefined when the file is absent. Called once per configuration version. */
  readonly activate: (config: Config | undefined, around: Surroundings) => ActiveFeature;
}

/** Keeps `Config` inside the folder: the list of features sees only `Feature`. */
export const defineFeature = <Config>(feature: Feature<Config>): DefinedFeature => ({
  id: feature.id,
  ...(feature.file && {
    file: { name: feature.file.name, schema: feature.file.schema },
  }),
  actionSchemas: feature.actionSchemas ?? {},
  silentActions: feature.silentActions ?? [],
  conditionSchemas: feature.conditionSchemas ?? {},
  events: feature.events ?? {},
  texts: feature.texts ?? {},
  activate: (raw, around) =>
    feature.activate(raw === undefined || !feature.file ? undefined : feature.file.schema.parse(raw), around),
  load: (raw, around) => {
    if (raw === undefined || !feature.file)
      return {
        ok: true,
        active: feature.activate(undefined, around),
        problems: [],
      };
    const parsed = feature.file.schema.safeParse(raw);
    if (!parsed.success) {
      const problems = parsed.error.issues.map(({ path, message }) => ({
        path,
        message,
        severity: 'error' as const,
      }));
      return { ok: false, problems };
    }
    const problems = feature.check?.(parsed.data, around.community) ?? [];
    if (problems.some(({ severity }) => severity === 'error')) return { ok: false, problems };
    return {
      ok: true,
      active: feature.activate(parsed.data, around),
      problems,
    };
  },
});
export interface DefinedFeature {
  readonly id: string;
  readonly file?: { readonly name: string; readonly schema: z.ZodType };
  readonly actionSchemas: Readonly<Record<string, z.ZodType>>;
  readonly silentActions: readonly string[];
  readonly conditionSchemas: Readonly<Record<string, z.ZodType>>;
  readonly events: EventKinds;
  readonly texts: TextKeys;
  /** For what has passed `load` before: checks nothing again. */
  readonly activate: (raw: unknown, around: Surroundings) => ActiveFeature;
  readonly load: (
    raw: unknown,
    around: Surroundings,
  ) =>
    | {
        readonly ok: true;
        readonly active: ActiveFeature;
        readonly problems: readonly ConfigProblem[];
      }
    | { readonly ok: false; readonly problems: readonly ConfigProblem[] };
}
