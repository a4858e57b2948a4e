import { Context, type Emitter, type Liquid, type Template, toValueSync } from 'liquidjs';

/** Nodes one rendering may come by; a loop counts each of its rounds. */
const maxSteps = 20_000;
/** Characters one rendering may put out: several messages, and no flood. */
const maxOutput = 60_000;

/**
 * Renders within bounds of steps and of output. The library bounds milliseconds, which differ from run to run, and not
 * what is put out: here its own checks are counted, and what it writes is measured.
 */
export function renderBounded(engine: Liquid, parsed: Template[], view: object): string {
  const context = new Context(view, engine.options, { sync: true }, { liquid: engine });
  let steps = 0;
  context.renderLimit.check = () => {
    steps += 1;
    if (steps > maxSteps) throw new Error(`模板要做的步骤超过 ${maxSteps} 步`);
  };
  const emitter: Emitter = {
    buffer: '',
    write: (text: unknown) => {
      emitter.buffer += String(text);
      if (emitter.buffer.length > maxOutput) throw new Error(`模板的内容超过 ${maxOutput} 个字`);
    },
  };
  toValueSync(engine.renderer.renderTemplates(parsed, context, emitter));
  return emitter.buffer;
}
