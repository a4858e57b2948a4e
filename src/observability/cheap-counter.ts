import { Counter, type Registry } from 'prom-client';

export interface CounterOptions {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly string[];
  readonly registers: Registry[];
}

/**
 * A counter for what happens with every message: adds to a number, and hands the numbers to Prometheus' counter, whose
 * looking up of labels costs more than the rest of a step, when somebody asks. Values come in the order of the labels.
 */
export function createCheapCounter({ name, help, labelNames, registers }: CounterOptions) {
  const counts = new Map<string, { readonly values: readonly string[]; n: number }>();
  new Counter({
    name,
    help,
    labelNames: [...labelNames],
    registers,
    collect() {
      for (const { values, n } of counts.values()) {
        const labels = Object.fromEntries(labelNames.map((label, at) => [label, values[at] ?? '']));
        this.remove(labels);
        this.inc(labels, n);
      }
    },
  });
  return (...values: readonly string[]): void => {
    const key = values.join('\u0000');
    const known = counts.get(key);
    if (known) known.n += 1;
    else counts.set(key, { values, n: 1 });
  };
}
