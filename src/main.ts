import { readEnv } from './config/env.ts';
import { Fault } from './domain/fault.ts';
import { startBot } from './start-bot.ts';

/** What operators must fix is told in full, without a stack; anything else keeps it. */
const tell = (error: unknown) =>
  console.error(error instanceof Fault ? [error.message, error.remedy].filter(Boolean).join('\n') : error);

const read = readEnv(process.env);
if (!read.ok) {
  console.error(read.problems.join('\n'));
  process.exit(1);
}
const starting = startBot(read.env, process.env);
starting.catch((error: unknown) => {
  tell(error);
  process.exit(1);
});

let stopping = false;
const stop = (signal: string) => {
  if (stopping) process.exit(1); // a second Ctrl-C means now
  stopping = true;
  // Half a start has things to take down, too: it is finished first, then stopped.
  starting
    .then((bot) => bot.stop(signal))
    .then(
      () => process.exit(0),
      (error: unknown) => {
        tell(error);
        process.exit(1);
      },
    );
};
process.on('SIGTERM', () => stop('SIGTERM'));
process.on('SIGINT', () => stop('SIGINT'));
