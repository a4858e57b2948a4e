import { type Community, type Group, type Hears, selectGroups } from '../domain/community.ts';
import type { EventKind } from './event-kinds.ts';
import { appOf, notifyTarget } from './notify-target.ts';
import type { Rule } from './schema.ts';
import { allSteps } from './steps-schema.ts';

export interface Lack {
  readonly group: Group;
  readonly why: string;
  /** What is missing may still come by `/绑定`: the rule stays in force there. */
  readonly curable: boolean;
}
export interface AbleGroups {
  readonly able: readonly Group[];
  /** Selected, but something the rule needs is impossible there: left out. */
  readonly unable: readonly Lack[];
  /** Able, except that nothing can be pushed: what is said waits for the bot's next reply. */
  readonly pushless: readonly Group[];
}

/**
 * Divides the groups a rule selects into those that can carry it and those that cannot, and why. Rules that ask the
 * same of the same groups are judged once.
 */
export function createAbleGroups(
  community: Community,
  kindOf: (on: string) => EventKind,
): (rule: Rule) => AbleGroups {
  const known = new Map<string, AbleGroups>();
  // Every check asks about every rule, several times over.
  const asked = new Map<Rule, AbleGroups>();
  return (rule) => {
    const before = asked.get(rule);
    if (before) return before;
    const needs = needsOf(rule, kindOf(rule.on));
    const key = JSON.stringify([needs, rule.groups]);
    const judged = known.get(key) ?? judge(needs, selectGroups(community, rule.groups), community);
    known.set(key, judged);
    asked.set(rule, judged);
    return judged;
  };
}

interface Needs {
  readonly on: string;
  readonly hears: readonly Hears[] | undefined;
  readonly dm: boolean;
  readonly post: boolean;
  readonly reply: boolean;
  readonly notify: boolean;
  readonly mention: boolean;
}
const needsOf = ({ on, do: written }: Rule, { hears }: EventKind): Needs => {
  const steps = allSteps(written);
  return {
    on,
    hears,
    // Actions of features speak in the group by themselves, as `ask-nickname` does, unless they say otherwise.
    post: steps.some((step) => step.type === 'send' || (step.type === 'feature' && step.posts)),
    dm: steps.some(({ type }) => type === 'dm'),
    reply: steps.some(({ type }) => type === 'reply'),
    notify: steps.some(({ type }) => type === 'notify'),
    mention: steps.some((step) => step.type === 'send' && step.say.mention !== undefined),
  };
};

const judge = (needs: Needs, groups: readonly Group[], community: Community): AbleGroups => {
  const able: Group[] = [];
  const unable: Lack[] = [];
  const pushless: Group[] = [];
  for (const group of groups) {
    const lack = lackOf(needs, group, community);
    if (lack) {
      unable.push({ group, ...lack });
      continue;
    }
    able.push(group);
    if (needs.post && !canPush(group)) pushless.push(group);
  }
  return { able, unable, pushless };
};

const lackOf = (needs: Needs, group: Group, community: Community): Omit<Lack, 'group'> | undefined => {
  const { hears, says } = group.capabilities;
  const bound = group.bindings.length > 0;
  if (bound && needs.hears && !needs.hears.some((heard) => hears.has(heard)))
    return { why: `听不到 ${needs.on}`, curable: true };
  if (needs.post && group.kind === 'customer')
    return { why: '客户群不允许机器人发言,请改用 notify 提醒值班同事', curable: false };
  if (needs.notify && !notifyTarget(community, group))
    return { why: '没有可以提醒的人:需要一个应用,以及 dutyStaff 或管得到这个群的运营', curable: false };
  if (needs.dm && appOf(community, group) === undefined)
    return { why: '没有应用(apps),不能私信', curable: false };
  if (needs.reply && bound && !says.has('reply')) return { why: '不能回复消息(reply)', curable: true };
  if (needs.mention && canPush(group) && !says.has('mention'))
    return { why: '那里的通道不能 @ 人(mention 需要 webhook 或应用群)', curable: true };
  return undefined;
};

const canPush = ({ capabilities: { says } }: Group) => says.has('text') || says.has('markdown');
