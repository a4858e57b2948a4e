import { GROUPS, IDLE_GROUPS, IN_FLIGHT, mediansOf } from './measures.ts';
import type { BenchOptions } from './options.ts';
import { cpuLines, goalLines, idleLines, machine, type Results, tableOf } from './report.ts';

const markdown = (rows: readonly (readonly string[])[]): string => {
  const [head = [], ...body] = rows.map((row) => `| ${row.join(' | ')} |`);
  return [head, `| --- |${' ---: |'.repeat((rows[0]?.length ?? 1) - 1)}`, ...body].join('\n');
};
const list = (lines: readonly string[]) => lines.map((line) => `- ${line}`).join('\n');

/** docs/performance.md: how it was measured, and what came out. */
export function documentOf(
  { measured, idle, rules }: Results,
  options: BenchOptions,
  redisVersion: string,
): string {
  const sections = measured.map(({ measure, samples }) => {
    const of = mediansOf(samples);
    return [
      `## ${measure.id}. ${measure.title}`,
      markdown(tableOf(measure, samples)),
      list([...goalLines(measure, of), ...cpuLines(measure, of)]),
    ].join('\n\n');
  });
  const idleSection = idle && [
    `## D. Idle, ${IDLE_GROUPS.toLocaleString('en')} groups, ${options.idleSeconds} s`,
    list(idleLines(idle)),
  ];
  return `${[
    '# Performance',
    `Written by \`npm run bench -- --write\`: ${options.rounds} rounds of ${options.seconds} s, medians. ${machine(redisVersion)}.`,
    method,
    ...sections,
    ...(idleSection || []),
    ...(rules === undefined ? [] : ['## E. Rules', `\`\`\`text\n${rules}\n\`\`\``]),
    caution,
  ].join('\n\n')}\n`;
}

const method = `## How it is measured

Every round starts an arm in a fresh process with a fresh, empty Redis and stops both again; the arms of a measure take turns, so a
busy neighbour hits all of them. The arm has one core for itself. Load generator, Redis and the emulated WeCom share the other one.
Both sides run the compiled JavaScript that \`npm start\` runs, with the same flags.

- Load: 64 keep-alive connections; callbacks really signed and encrypted, each with a message id of its own, from ${GROUPS.toLocaleString('en')}
  groups in turn. A group has an aibot chat and a webhook of its own, three members who speak, no quiet hours and no daily limit; the
  limit of 18 messages a minute and key is in force. 102 rules are loaded, of which one matches.
- Measuring begins when the arm has run under the load for eight seconds and handled some thousand events: a compiler that warms up
  is no part of either side. In B at most ${IN_FLIGHT} events are on their way at a time.
- A round counts only if every acknowledged event arrived exactly once; otherwise the bench says so and fails.

| arm | what it is |
| --- | --- |
| echo | Fastify parses a JSON body of the same size and sends it back |
| qunyun | the program as \`start-bot.ts\` puts it together: all roles, metrics on, logs at info |
| textbook | Fastify, \`@wecom/crypto\`, \`await queue.add\` before the answer, a BullMQ worker for rules and state, a second queue, a worker that sends with \`fetch\`; 64 jobs at once |
| tuned | the same with our envelope, \`addBulk\` for whatever arrives together, pipelined commands, batched limiter, an undici \`Pool\`; 64 jobs at once |

The reference arms load the same rules, read and write the same member rows, ask the same limiter script and post the same text. They keep
no ledger of what was sent, and a crash between a post and the end of its job makes them post twice.`;

const caution = `## Reading the figures

Compare within a table: ratios and CPU per event travel, requests per second do not. "Core busy" below about 95 % means that something else
than the server was the limit, usually the core that Redis, load and emulator share.`;
