import { z } from 'zod';
import type { CommandContext } from '../../commands/command.ts';
import { type Group, roleRank, selectGroups } from '../../domain/community.ts';
import type { ConfigChange } from '../../domain/config-change.ts';
import type { Outcome } from '../../domain/decision.ts';
import type { ConfigurationStatus, LiveVersion } from '../../domain/live-status.ts';
import type { Message } from '../../domain/message.ts';
import type { RuleSummary } from '../../rules/mode-switch.ts';
import { nearest } from '../../text/nearest.ts';
import { askConfirm } from '../confirm/ask-confirm.ts';
import { shortVersion, whenLive } from './list.ts';
import type { RulesTexts } from './texts.ts';

export const ROLL_BACK = 'rules.rollback';
const planSchema = z.object({ version: z.string() });

/** Whether this person may run it in every one of these groups: a rule acts in groups where nobody typed anything. */
function reaches({ community, event }: CommandContext, power: string, groups: readonly Group[]): boolean {
  const grants = community.operators.filter(
    ({ member, role, only }) =>
      member.id === event.actor.id &&
      roleRank[role] >= roleRank.admin &&
      (only === undefined || only.includes(power)),
  );
  const covered = new Set(grants.flatMap((grant) => selectGroups(community, grant.groups)));
  return groups.every((group) => covered.has(group));
}
const refuse = (reply: Message, power: string, why: string): Outcome => ({
  reply,
  trail: [{ by: `command:${power}`, outcome: 'refused', why }],
});

function configure({ event, group, version }: CommandContext, power: string, change: ConfigChange): Outcome {
  const origin = { source: `command:${power}`, event: event.id, version };
  const effect = { type: 'configure' as const, change, by: event.actor, origin };
  return { effects: [{ effect: group ? { ...effect, group: group.id } : effect }] };
}

/** By its place in the list, or by enough of its first letters. */
function findVersion(typed: string, versions: readonly LiveVersion[]): LiveVersion | undefined {
  if (/^\d{1,2}$/.test(typed)) return versions[Number(typed) - 1];
  const found = typed.length >= 4 ? versions.filter(({ id }) => id.startsWith(typed)) : [];
  return found.length === 1 ? found[0] : undefined;
}

/** Echoes which version would serve again. */
export function planRollBack(
  context: CommandContext,
  configuration: ConfigurationStatus | undefined,
  args: string,
  texts: RulesTexts,
): Outcome {
  if (args === '') return { reply: texts.whichVersion };
  if (!reaches(context, ROLL_BACK, [...context.community.groups.values()]))
    return refuse(texts.beyondAll, ROLL_BACK, 'not in every group');
  const found = findVersion(args, configuration?.versions ?? []);
  if (!found) return { reply: texts.unknownVersion(args) };
  const name = shortVersion(found.id);
  if (found.id === configuration?.version) return { reply: texts.alreadyServing(name) };
  const echo = texts.rollBackEcho(name, whenLive(context, found));
  return askConfirm(context, ROLL_BACK, { version: found.id }, echo);
}

export function rollBack(context: CommandContext, plan: unknown, texts: RulesTexts): Outcome {
  const { version } = planSchema.parse(plan);
  // The scope may have been cut down since the question.
  if (!reaches(context, ROLL_BACK, [...context.community.groups.values()]))
    return refuse(texts.beyondAll, ROLL_BACK, 'not in every group');
  return {
    reply: texts.rollingBack(shortVersion(version)),
    ...configure(context, ROLL_BACK, { type: 'roll-back', version }),
  };
}

const verbs = { on: '打开', off: '关掉', shadow: '改成影子' } as const;

/** Puts one rule into another mode, in all of its groups. */
export function switchRule(
  context: CommandContext,
  rules: readonly RuleSummary[],
  mode: 'on' | 'off' | 'shadow',
  args: string,
  texts: RulesTexts,
): Outcome {
  if (args === '') return { reply: texts.whichRule(verbs[mode]) };
  const rule = rules.find(({ id }) => id === args);
  if (!rule) {
    const near = nearest(
      args,
      rules.map(({ id }) => id),
    );
    return { reply: texts.unknownRule(args, near) };
  }
  const power = `rules.${mode}`;
  if (!reaches(context, power, selectGroups(context.community, rule.groups)))
    return refuse(texts.beyond, power, 'not in every group of the rule');
  if (rule.mode === mode) return { reply: texts.alreadyIn(rule.id, mode) };
  return {
    reply: texts.switching[mode](rule.id),
    ...configure(context, power, { type: 'mode', rule: rule.id, mode, written: rule.written }),
  };
}
