import type { Liquid, Template as LiquidTemplate } from 'liquidjs';
import { asError } from '../../domain/fault.ts';
import { data, type Message, markdown, type Part, text } from '../../domain/message.ts';
import { dataBegins, dataEnds, withoutFences } from './engine.ts';
import { renderBounded } from './render-bounded.ts';

export type Template =
  /** No tags: one message for everybody, made once. */
  | { readonly type: 'constant'; readonly message: Message }
  | {
      readonly type: 'rendered';
      readonly render: (view: object) => Rendered;
      readonly parsed: LiquidTemplate[];
    };
export type Rendered =
  | { readonly ok: true; readonly message: Message }
  | { readonly ok: false; readonly why: string };
export type CompiledTemplate =
  | { readonly ok: true; readonly template: Template }
  | { readonly ok: false; readonly message: string; readonly line: number; readonly column: number };

/** Compiles once per configuration version. What a `{{ }}` puts out becomes `data` parts, the rest is the operator's. */
export function compileTemplate(engine: Liquid, source: string): CompiledTemplate {
  const own = withoutFences(source).trimEnd();
  if (!own.includes('{{') && !own.includes('{%'))
    return { ok: true, template: { type: 'constant', message: { parts: [ownPart(own.trim())] } } };
  try {
    const parsed = engine.parse(own);
    const render = (view: object): Rendered => {
      try {
        return { ok: true, message: { parts: partsOf(renderBounded(engine, parsed, view).trim()) } };
      } catch (error) {
        return { ok: false, why: firstLine(error) };
      }
    };
    return { ok: true, template: { type: 'rendered', render, parsed } };
  } catch (error) {
    const [line, column] = positionOf(error);
    return { ok: false, message: firstLine(error), line, column };
  }
}

/** Whether text needs markdown to look as meant; plain text can also go where there is no markdown. */
const markdownSyntax = /\*\*|`|^#{1,6} |^> |^\s*[-*] |^\d+\. |\[[^\]]*\]\(|<font|<@/m;
const ownPart = (own: string): Part => (markdownSyntax.test(own) ? markdown(own) : text(own));

const partsOf = (rendered: string): Part[] =>
  rendered
    .split(dataBegins)
    .flatMap((piece, n) => {
      if (n === 0) return [ownPart(piece)];
      const end = piece.indexOf(dataEnds);
      return [data(piece.slice(0, end)), ownPart(piece.slice(end + 1))];
    })
    .filter((part) => 'text' in part && part.text !== '');

const firstLine = (error: unknown): string => asError(error).message.split('\n')[0] ?? '';
const positionOf = (error: unknown): [line: number, column: number] => {
  const found = /line:(\d+), col:(\d+)/.exec(asError(error).message);
  return [Number(found?.[1] ?? 1), Number(found?.[2] ?? 1)];
};
