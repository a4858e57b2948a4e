import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';

/** A load balancer without manners: takes turns, checks nothing, and breaks off what its backend breaks off. */
export interface Balancer {
  readonly url: string;
  /** How many requests each backend was given. */
  readonly given: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/** `backends`: those in service, asked before every request. */
export async function startBalancer(backends: () => readonly string[]): Promise<Balancer> {
  const given = new Map<string, number>();
  let turn = 0;
  const forward = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const all = backends();
    const backend = all[turn++ % Math.max(1, all.length)];
    if (backend === undefined) {
      incoming.socket.destroy();
      return;
    }
    given.set(backend, (given.get(backend) ?? 0) + 1);
    const { method, headers } = incoming;
    const onward = request(new URL(incoming.url ?? '/', backend), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.on('error', () => outgoing.destroy());
      answer.pipe(outgoing);
    });
    onward.on('error', () => incoming.socket.destroy());
    incoming.pipe(onward);
  };
  const server = createServer(forward);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    given,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
