import type { LoadSettings } from '../messages.ts';
import type { Ledger } from './arrivals.ts';
import { type Connection, createConnection } from './connection.ts';
import type { Corpus } from './corpus.ts';

export interface GeneratorDeps {
  readonly settings: LoadSettings;
  readonly corpus: Corpus;
  readonly ledger: Ledger;
  readonly port: number;
  readonly onAnswer: (n: number, status: number, body: () => string) => void;
  readonly problem: (text: string) => void;
}
export interface Generator {
  /** Somewhere an event was finished: there may be room for another. */
  pump(): void;
  /** No new events. */
  stop(): void;
  /** Requests not answered yet. */
  readonly unanswered: number;
  readonly sent: number;
  close(): void;
}

/** Sends the corpus in order over the connections, closed loop or open loop. */
export function createGenerator({
  settings,
  corpus,
  ledger,
  port,
  onAnswer,
  problem,
}: GeneratorDeps): Generator {
  const { loop, connections } = settings;
  const { requests } = corpus;
  const idle: ((n: number) => void)[] = [];
  const all: Connection[] = [];
  const begun = performance.now();
  let next = 0;
  let stopped = false;
  let unanswered = 0;

  /** Open loop: how many events are due by now; closed loop: all of them, as far as there is room. */
  const due = (now: number): number =>
    loop.type === 'closed' ? requests.length : Math.floor(((now - begun) * loop.perSecond) / 1000);
  const hasRoom = () => loop.type === 'open' || ledger.underWay < loop.inFlight;
  const dueAt = (n: number, now: number) =>
    loop.type === 'open' ? begun + ((n + 1) * 1000) / loop.perSecond : now;

  const pump = () => {
    if (stopped) return;
    const now = performance.now();
    const end = Math.min(due(now), requests.length);
    while (next < end && hasRoom()) {
      const send = idle.pop();
      if (!send) return;
      const n = next;
      next += 1;
      ledger.begin(n, dueAt(n, now));
      send(n);
    }
    if (next >= requests.length) problem('the corpus is used up: shorten the round');
  };

  for (let c = 0; c < connections; c += 1) {
    let current = 0;
    const connection = createConnection(
      port,
      (status, body) => {
        unanswered -= 1;
        onAnswer(current, status, body);
        idle.push(send);
        pump();
      },
      (error) => problem(`connection: ${error.message}`),
    );
    const send = (n: number) => {
      current = n;
      unanswered += 1;
      const request = requests[n];
      if (request) connection.send(request);
    };
    all.push(connection);
    idle.push(send);
  }
  const timer = loop.type === 'open' ? setInterval(pump, 1) : undefined;
  pump();
  return {
    pump,
    stop: () => {
      stopped = true;
      clearInterval(timer);
    },
    get unanswered() {
      return unanswered;
    },
    get sent() {
      return next;
    },
    close: () => {
      for (const connection of all) connection.close();
    },
  };
}
