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

/** Divides the groups a rule selects into those that can carry it and those that cannot, and why. */
export function ableGroups(rule: Rule, community: Community): AbleGroups {
  const able: Group[] = [];
  const unable: Lack[] = [];
  const pushless: Group[] = [];
  const steps = allSteps(rule.do);
  for (const group of selectGroups(community, rule.groups)) {
    const lack = lackOf(rule.on, steps, group, community);
    if (lack) {
      unable.push({ group, ...lack });
      continue;
    }
    able.push(group);
    if (steps.some(isPost) && !canPush(group)) pushless.push(group);
  }
  return { able, unable, pushless };
}

const lackOf = (
  on: RuleEvent,
  steps: readonly Step[],
  group: Group,
  community: Community,
): Omit<Lack, 'group'> | undefined => {
  const { hears, says } = group.capabilities;
  const bound = group.bindings.length > 0;
  if (bound && !hearing[on].some((heard) => hears.has(heard))) return { why: `听不到 ${on}`, curable: true };
  for (const step of steps) {
    if (isPost(step) && group.kind === 'customer')
      return { why: '客户群不允许机器人发言,请改用 notify 提醒值班同事', curable: false };
    if (step.type === 'notify' && !notifyTarget(community, group))
      return {
        why: '没有可以提醒的人:需要一个应用,以及 dutyStaff 或管得到这个群的运营',
        curable: false,
      };
    if (step.type === 'reply' && bound && !says.has('reply'))
      return { why: '不能回复消息(reply)', curable: true };
    if (step.type === 'send' && step.say.mention && canPush(group) && !says.has('mention'))
      return { why: '那里的通道不能 @ 人(mention 需要 webhook 或应用群)', curable: true };
  }
  return undefined;
};

/** Actions of features speak in the group by themselves, as `ask-nickname` does. */
const isPost = ({ type }: Step) => type === 'send' || type === 'feature';
const canPush = ({ capabilities: { says } }: Group) => says.has('text') || says.has('markdown');

/** Steps and the steps of every `after` inside. */
export const allSteps = (steps: readonly Step[]): Step[] =>
  steps.flatMap((step) => (step.type === 'after' ? [step, ...allSteps(step.steps)] : [step]));
