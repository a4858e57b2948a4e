import type { Liquid } from 'liquidjs';
import type { Template } from './compile-template.ts';
import { type Shape, sampleView } from './view.ts';

export interface TemplateProblem {
  readonly message: string;
  /** Within the template, 1-based. */
  readonly line: number;
  readonly column: number;
  readonly unknown?: { readonly typed: string; readonly candidates: readonly string[] };
}

/** Names that the event does not have, wherever they stand; then everything else that a trial rendering brings up. */
export function checkTemplate(engine: Liquid, template: Template, shape: Shape): TemplateProblem[] {
  if (template.type === 'constant') return [];
  const { globals } = engine.analyzeSync(template.parsed);
  const unknown = Object.values(globals)
    .flat()
    .flatMap((variable): TemplateProblem[] => {
      const segments = variable.segments.map((segment) =>
        typeof segment === 'object' ? undefined : segment,
      );
      const missing = firstUnknown(shape, segments);
      if (!missing) return [];
      const { row: line, col: column } = variable.location;
      const message = `模板里没有「${missing.typed}」这个变量。`;
      return [{ message, line, column, unknown: missing }];
    });
  if (unknown.length > 0) return unknown;
  const tried = template.render(sampleView(shape));
  if (tried.ok) return [];
  const found = /line:(\d+), col:(\d+)/.exec(tried.why);
  return [
    {
      message: `模板渲染不出来:${tried.why}`,
      line: Number(found?.[1] ?? 1),
      column: Number(found?.[2] ?? 1),
    },
  ];
}

/** Array steps (`newcomers[0]`, `.first`, `.size`) are let through: the trial rendering judges what follows. */
const passes = new Set(['first', 'last', 'size']);
const firstUnknown = (shape: Shape, segments: readonly (string | number | undefined)[]) => {
  let known: Shape = shape;
  const walked: string[] = [];
  for (const segment of segments) {
    if (segment === undefined || typeof segment === 'number' || passes.has(segment)) return undefined;
    walked.push(segment);
    if (!Object.hasOwn(known, segment)) {
      const prefix = walked
        .slice(0, -1)
        .map((step) => `${step}.`)
        .join('');
      return { typed: walked.join('.'), candidates: Object.keys(known).map((name) => prefix + name) };
    }
    const inner = known[segment];
    if (!inner) return undefined;
    known = inner;
  }
  return undefined;
};
