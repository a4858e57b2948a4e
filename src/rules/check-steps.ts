import type { Liquid } from 'liquidjs';
import { sourceOf } from './compile-say.ts';
import type { Rule } from './schema.ts';
import type { Say, Step } from './steps-schema.ts';
import { checkTemplate } from './template/check-template.ts';
import { compileTemplate } from './template/compile-template.ts';
import { explainLiquid } from './template/explain-liquid.ts';
import { shapeOf } from './template/view.ts';

export interface SayProblem {
  /** Within the rule. */
  readonly path: readonly PropertyKey[];
  readonly code: string;
  readonly severity?: 'error' | 'warning';
  readonly message: string;
  readonly hint?: string;
  readonly unknown?: { readonly typed: string; readonly candidates: readonly string[] };
  /** Set when the problem stands in a template file. */
  readonly template?: { readonly name: string; readonly line: number; readonly column: number };
}
/** What features say about the arguments of their actions, by YAML key; paths are within the argument. */
export type ActionChecks = Readonly<
  Record<string, (argument: unknown) => readonly Pick<SayProblem, 'path' | 'message' | 'unknown'>[]>
>;
/** One message of a push channel holds this many bytes; a reply holds more. */
const maxBytes = { send: 4096, notify: 2048, reply: 20_480 } as const;

/** Checks what a rule says: templates that exist and use only names its event has, mentions that mean somebody. */
export function checkSteps(
  rule: Rule,
  engine: Liquid,
  templates: ReadonlyMap<string, string>,
  actions: ActionChecks = {},
): SayProblem[] {
  const walk = (steps: readonly Step[], path: readonly PropertyKey[], later: boolean): SayProblem[] =>
    steps.flatMap((step, n): SayProblem[] => {
      const at = [...path, n];
      switch (step.type) {
        case 'after':
          return walk(step.steps, [...at, 'do'], true);
        case 'feature':
          return (actions[step.action]?.(step.argument) ?? []).map(({ path: within, message, unknown }) => ({
            path: [...at, step.action, ...within],
            code: 'action',
            message,
            ...(unknown && { unknown }),
          }));
        case 'reply':
        case 'send':
        case 'notify': {
          const place = [...at, step.type];
          const problems = checkSay(step.type, step.say, place, later);
          if (step.type !== 'reply' || (rule.on === 'message.received' && !later)) return problems;
          const message = '没有人在等回复,这里不能用 reply。';
          return [{ path: place, code: 'no-reply', message, hint: '请改用 send。' }, ...problems];
        }
        default:
          return step satisfies never;
      }
    });

  const checkSay = (
    type: 'reply' | 'send' | 'notify',
    say: Say,
    place: PropertyKey[],
    later: boolean,
  ): SayProblem[] => {
    const path = say.from === 'string' ? place : [...place, say.from];
    const problems = checkMention(say, place);
    const source = sourceOf(say, templates);
    if (source === undefined) {
      const unknown = { typed: say.value, candidates: [...templates.keys()] };
      const message = `templates/ 里没有「${say.value}」。`;
      return [...problems, { path, code: 'unknown-template', message, unknown }];
    }
    if (source.trim() === '') return [...problems, { path, code: 'empty', message: '内容是空的。' }];
    const placed = (line: number, column: number) =>
      say.from === 'template' ? { template: { name: say.value, line, column } } : {};
    const compiled = compileTemplate(engine, source);
    if (!compiled.ok) {
      const message = `模板写法有误:${explainLiquid(compiled.message)}。`;
      return [...problems, { path, code: 'template', message, ...placed(compiled.line, compiled.column) }];
    }
    for (const { line, column, message, unknown } of checkTemplate(
      engine,
      compiled.template,
      shapeOf(rule.on, later),
    ))
      problems.push({
        path,
        code: 'template',
        message,
        ...(unknown && { unknown }),
        ...placed(line, column),
      });
    const bytes = Buffer.byteLength(source);
    if (bytes > maxBytes[type])
      problems.push({
        path,
        code: 'too-long',
        severity: 'warning',
        message: `内容有 ${bytes} 字节,超过一条消息的 ${maxBytes[type]} 字节,会拆成几条。`,
      });
    return problems;
  };

  const checkMention = ({ mention }: Say, place: PropertyKey[]): SayProblem[] => {
    const path = [...place, 'mention'];
    const joins = rule.on === 'member.joined' || rule.on === 'member.left';
    if (mention === 'newcomers' && !joins)
      return [
        {
          path,
          code: 'mention',
          message: '只有 member.joined 的规则有 newcomers。',
          hint: '请改成 sender。',
        },
      ];
    if (mention === 'sender' && rule.on !== 'message.received')
      return [{ path, code: 'mention', message: '只有 message.received 的规则有 sender。' }];
    return [];
  };

  return walk(rule.do, ['do'], false);
}
