import type { GroupId } from '../domain/ids.ts';
import { line, type Message, text } from '../domain/message.ts';
import type { Run, Wanted } from './run-steps.ts';
import type { Rule } from './schema.ts';

/** What becomes of a rule's wishes by its mode: `shadow` only records them, `test` says everything in the test group. */
export function applyMode(rule: Rule, wanted: Wanted, run: Run, testGroup: GroupId | undefined): Wanted {
  const by = `rule:${rule.id}`;
  const silent = { reply: undefined, posts: [], effects: [], writes: [], raise: [] };
  switch (rule.mode) {
    case 'on':
      return wanted;
    case 'off':
      return { ...silent, trail: [] };
    case 'shadow':
      return {
        ...silent,
        trail: [...wanted.trail, { by, outcome: 'held', why: `影子模式,没有真的${inWords(wanted)}` }],
      };
    case 'test': {
      if (testGroup === undefined)
        return { ...silent, trail: [{ by, outcome: 'dropped', why: '没有设置 testGroup' }] };
      const origin = { source: by, event: run.context.event.id, version: run.context.version };
      const messages = [
        ...(wanted.reply ? [wanted.reply] : []),
        ...wanted.posts.map(({ effect }) => effect.message),
        ...wanted.effects.flatMap(({ effect }) => (effect.type === 'dm' ? [effect.message] : [])),
      ];
      return {
        ...silent,
        posts: messages.map((said) => ({
          by,
          effect: { type: 'send', group: testGroup, message: marked(said, run), origin },
        })),
        trail: [...wanted.trail, { by, outcome: 'held', why: '测试模式,发到了测试群' }],
      };
    }
    default:
      return rule.mode satisfies never;
  }
}

/** Nobody is pinged by a test. */
const marked = ({ parts }: Message, { group, rule }: Run): Message => ({
  parts: [text(`[测试 ${group.name} · ${rule}]`), line, ...parts],
});

const inWords = ({ reply, posts, effects, writes, raise }: Wanted): string => {
  const done = [
    reply && '回复',
    posts.length > 0 && '发消息',
    effects.length > 0 && '提醒或计时',
    (writes.length > 0 || raise.length > 0) && '记录',
  ].filter(Boolean);
  return done.length > 0 ? done.join('、') : '做什么';
};
