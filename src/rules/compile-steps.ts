import type { Liquid } from 'liquidjs';
import type { DecisionContext } from '../domain/context.ts';
import type { Outcome } from '../domain/decision.ts';
import { compileSay, type Speak } from './compile-say.ts';
import { compileWebhook, type MakeBody } from './compile-webhook.ts';
import type { Step } from './steps-schema.ts';

/** A rule action that a feature contributes. */
export type FeatureAction = (context: DecisionContext, argument: unknown) => Outcome;

export type CompiledStep =
  | { readonly type: 'reply' | 'send' | 'dm' | 'notify' | 'log'; readonly speak: Speak }
  | { readonly type: 'emit'; readonly name: string }
  | { readonly type: 'webhook'; readonly url: string; readonly body: MakeBody }
  | { readonly type: 'after'; readonly ms: number; readonly steps: readonly CompiledStep[] }
  | { readonly type: 'feature'; readonly run: FeatureAction; readonly argument: unknown };

export interface StepTools {
  readonly engine: Liquid;
  readonly templates: ReadonlyMap<string, string>;
  readonly actions: Readonly<Record<string, FeatureAction>>;
}
/** `namesAtMost`: of more people than that the rest are counted and not named in front. */
type RuleTools = StepTools & { readonly namesAtMost: number | undefined };

export const compileSteps = (steps: readonly Step[], tools: RuleTools): CompiledStep[] =>
  steps.map((step) => {
    switch (step.type) {
      case 'reply':
      case 'send':
      case 'dm':
      case 'notify':
        return { type: step.type, speak: compileSay(tools.engine, step.say, tools) };
      case 'log': {
        const say = { from: 'string', value: step.text, mention: undefined } as const;
        return { type: 'log', speak: compileSay(tools.engine, say, tools) };
      }
      case 'emit':
        return step;
      case 'webhook':
        return { type: 'webhook', url: step.call.url, body: compileWebhook(tools.engine, step.call) };
      case 'after':
        return { type: 'after', ms: step.ms, steps: compileSteps(step.steps, tools) };
      case 'feature': {
        const run = tools.actions[step.action] ?? (() => ({}));
        return { type: 'feature', run, argument: step.argument };
      }
      default:
        return step satisfies never;
    }
  });

/** The steps of the `after` that `path` leads to (`2`, or `2.0` inside another), or undefined after an edit moved it. */
export function stepsAfter(
  steps: readonly CompiledStep[],
  path: string,
): readonly CompiledStep[] | undefined {
  let current: readonly CompiledStep[] = steps;
  for (const place of path.split('.')) {
    const step = current[Number(place)];
    if (step?.type !== 'after') return undefined;
    current = step.steps;
  }
  return current;
}
