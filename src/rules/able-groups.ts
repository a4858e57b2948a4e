import { type Community, type Group, type Hears, selectGroups } from '../domain/community.ts';
import { notifyTarget } from './notify-target.ts';
import type { Rule, RuleEvent } from './schema.ts';
import type { Step } from './steps-schema.ts';

/** What a group must hear for an event to reach a rule; one of these is enough. */
const hearing: Readonly<Record<RuleEvent, readonly Hears[]>> = {
  'message.received': ['mention'],
  // `/迎新` makes joins known wherever messages are heard.
  'member.joined': ['join', 'mention'],
  'member.left': ['leave'],
  'group.created': ['group-change'],
  'group.renamed': ['group-change'],
  'group.owner-changed': ['group-change'],
  'group.notice-changed': ['group-change'],
  'group.dismissed': ['group-change'],
  'bot.added': ['bot-change'],
};

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
export function createAbleGroups(community: Community): (rule: Rule) => AbleGroups {
  const known = new Map<string, AbleGroups>();
  return (rule) => {
    const needs = needsOf(rule);
    const key = JSON.stringify([needs, rule.groups]);
    const judged = known.get(key) ?? judge(needs, selectGroups(community, rule.groups), community);
    known.set(key, judged);
    return judged;
  };
}

interface Needs {
  readonly on: RuleEvent;
  readonly post: boolean;
  readonly reply: boolean;
  readonly notify: boolean;
  readonly mention: boolean;
}
const needsOf = ({ on, do: written }: Rule): Needs => {
  const steps = allSteps(written);
  return {
    on,
    // Actions of features speak in the group by themselves, as `ask-nickname` does.
    post: steps.some(({ type }) => type === 'send' || type === 'feature'),
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
  if (bound && !hearing[needs.on].some((heard) => hears.has(heard)))
    return { why: `听不到 ${needs.on}`, curable: true };
  if (needs.post && group.kind === 'customer')
    return { why: '客户群不允许机器人发言,请改用 notify 提醒值班同事', curable: false };
  if (needs.notify && !notifyTarget(community, group))
    return { why: '没有可以提醒的人:需要一个应用,以及 dutyStaff 或管得到这个群的运营', curable: false };
  if (needs.reply && bound && !says.has('reply')) return { why: '不能回复消息(reply)', curable: true };
  if (needs.mention && canPush(group) && !says.has('mention'))
    return { why: '那里的通道不能 @ 人(mention 需要 webhook 或应用群)', curable: true };
  return undefined;
};

const canPush = ({ capabilities: { says } }: Group) => says.has('text') || says.has('markdown');

/** Steps and the steps of every `after` inside. */
const allSteps = (steps: readonly Step[]): Step[] =>
  steps.flatMap((step) => (step.type === 'after' ? [step, ...allSteps(step.steps)] : [step]));
