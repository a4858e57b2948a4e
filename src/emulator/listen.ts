import { createServer, type Server } from 'node:http';
import { Fault } from '../domain/fault.ts';
import type { Aside } from './api/server.ts';

export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}
/** Listens on loopback; whoever is still connected at the end is cut off. */
export async function listen(to: Server | Aside, port: number): Promise<Listening> {
  const server =
    typeof to === 'function'
      ? createServer((request, response) => {
          if (!to(request, response)) response.writeHead(404).end();
        })
      : to;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) =>
      reject(new Fault('emulator-port', `the emulator cannot listen on port ${port}`, { cause })),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Fault('emulator-port', 'the emulator has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
