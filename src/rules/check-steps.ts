import type { Liquid } from 'liquidjs';
import { sourceOf } from './compile-say.ts';
import { textsIn } from './compile-webhook.ts';
import type { EventKind } from './event-kinds.ts';
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
const maxBytes = { send: 4096, dm: 2048, notify: 2048, reply: 20_480 } as const;

/** Checks what a rule says: templates that exist and use only names its event has, mentions that mean somebody. */
export function checkSteps(
  rule: Rule,
  {
    engine,
    templates,
    kind,
    webhookHosts,
    checks = {},
  }: {
    readonly engine: Liquid;
    readonly templates: ReadonlyMap<string, string>;
    readonly kind: EventKind;
    readonly webhookHosts: readonly string[] | undefined;
    readonly checks?: ActionChecks;
  },
): SayProblem[] {
  const walk = (steps: readonly Step[], path: readonly PropertyKey[], later: boolean): SayProblem[] =>
    steps.flatMap((step, n): SayProblem[] => {
      const at = [...path, n];
      switch (step.type) {
        case 'after':
          return walk(step.steps, [...at, 'do'], true);
        case 'feature':
          return (checks[step.action]?.(step.argument) ?? []).map(({ path: within, message, unknown }) => ({
            path: [...at, step.action, ...within],
            code: 'action',
            message,
            ...(unknown && { unknown }),
          }));
        case 'emit':
          return [];
        case 'log':
          return checkText(step.text, [...at, 'log'], later);
        case 'webhook':
          return [
            ...checkHost(step.call.url, [...at, 'webhook', 'url']),
            ...textsIn(step.call.body).flatMap(({ text, path: within }) =>
              checkText(text, [...at, 'webhook', 'body', ...within], later),
            ),
          ];
        case 'reply':
        case 'send':
        case 'dm':
        case 'notify': {
          const place = [...at, step.type];
          const problems = checkSay(step.type, step.say, place, later);
          if (step.type === 'dm' && kind.about === 'nobody')
            problems.push({
              path: place,
              code: 'no-member',
              message: `${rule.on} 不是关于某个人的,不知道私信给谁。`,
              hint: '请改用 notify。',
            });
          if (step.type !== 'reply' || (kind.reply && !later)) return problems;
          const message = '没有人在等回复,这里不能用 reply。';
          return [{ path: place, code: 'no-reply', message, hint: '请改用 send。' }, ...problems];
        }
        default:
          return step satisfies never;
      }
    });

  const checkSay = (
    type: 'reply' | 'send' | 'dm' | 'notify',
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
    problems.push(...checkText(source, path, later, say.from === 'template' ? say.value : undefined));
    const bytes = Buffer.byteLength(source);
    if (bytes > maxBytes[type])
      problems.push({
        path,
        code: 'too-long',
        message: `内容有 ${bytes} 字节,超过一条消息的 ${maxBytes[type]} 字节。`,
        hint: '请写短一点,或分成几步发。',
      });
    return problems;
  };

  /** `file`: the template file in which the text stands. */
  const checkText = (
    source: string,
    path: readonly PropertyKey[],
    later: boolean,
    file?: string,
  ): SayProblem[] => {
    const placed = (line: number, column: number) =>
      file === undefined ? {} : { template: { name: file, line, column } };
    const compiled = compileTemplate(engine, source);
    if (!compiled.ok) {
      const message = `模板写法有误:${explainLiquid(compiled.message)}。`;
      return [{ path, code: 'template', message, ...placed(compiled.line, compiled.column) }];
    }
    return checkTemplate(engine, compiled.template, shapeOf(kind, later)).map(
      ({ line, column, message, unknown }) => ({
        path,
        code: 'template',
        message,
        ...(unknown && { unknown }),
        ...placed(line, column),
      }),
    );
  };

  const checkHost = (url: string, path: readonly PropertyKey[]): SayProblem[] => {
    const { host } = new URL(url);
    if (!webhookHosts || webhookHosts.includes(host)) return [];
    const message = `「${host}」不在允许的主机里。`;
    const hint = '请把它加到 settings.yaml 的 webhookHosts。';
    return [{ path, code: 'webhook-host', message, hint }];
  };

  const checkMention = ({ mention }: Say, place: PropertyKey[]): SayProblem[] => {
    const path = [...place, 'mention'];
    if (mention === 'newcomers' && kind.about !== 'members')
      return [
        {
          path,
          code: 'mention',
          message: '只有 member.joined 的规则有 newcomers。',
          hint: '请改成 sender。',
        },
      ];
    if (mention === 'sender' && kind.about !== 'member')
      return [{ path, code: 'mention', message: '只有 message.received 这类一个人的事件有 sender。' }];
    return [];
  };

  return walk(rule.do, ['do'], false);
}
