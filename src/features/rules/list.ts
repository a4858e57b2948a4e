import { showMoment } from '../../calendar/show-moment.ts';
import type { CommandContext } from '../../commands/command.ts';
import { selectGroups } from '../../domain/community.ts';
import type { Outcome } from '../../domain/decision.ts';
import type { ConfigurationStatus, LiveVersion } from '../../domain/live-status.ts';
import { lines } from '../../domain/message.ts';
import type { RuleSummary } from '../../rules/mode-switch.ts';
import type { RulesTexts } from './texts.ts';

const PAGE = 20;
const VERSIONS_SHOWN = 10;
const ZONE = 'Asia/Shanghai';

/** The first letters of a version: enough to tell 50 of them apart by eye. */
export const shortVersion = (id: string): string => id.slice(0, 7);
export const whenLive = ({ group }: CommandContext, { at }: LiveVersion): string =>
  showMoment(at, group?.timezone ?? ZONE);

/** The rules of this group, or all of them where the chat is none. */
export function listRules(
  context: CommandContext,
  rules: readonly RuleSummary[],
  args: string,
  texts: RulesTexts,
): Outcome {
  const { community, group, version } = context;
  const here = rules.filter(
    ({ groups }) => !group || selectGroups(community, groups).some(({ id }) => id === group.id),
  );
  if (!/^\d{0,3}$/.test(args)) return { reply: texts.unknownUse(args) };
  if (here.length === 0) return { reply: texts.none(group !== undefined) };
  const page = Math.min(Math.max(1, Number(args || '1')), Math.ceil(here.length / PAGE));
  const shown = here.slice((page - 1) * PAGE, page * PAGE);
  return {
    reply: lines(
      texts.heading(here.length, group !== undefined, shortVersion(version)),
      ...shown.map(({ id, on, mode, written }) => texts.rule(id, on, mode, written)),
      page * PAGE < here.length ? texts.more(page + 1) : undefined,
    ),
  };
}

/** What went live lately. */
export function listVersions(
  context: CommandContext,
  configuration: ConfigurationStatus | undefined,
  texts: RulesTexts,
): Outcome {
  if (!configuration || configuration.versions.length === 0) return { reply: texts.noVersions };
  const { version, source, versions } = configuration;
  return {
    reply: lines(
      texts.inForce(shortVersion(version), source),
      ...versions
        .slice(0, VERSIONS_SHOWN)
        .map((each, n) =>
          texts.version(n + 1, shortVersion(each.id), whenLive(context, each), each.changed, each.by),
        ),
      texts.howToRollBack,
    ),
  };
}
