import { createConnection, type NetConnectOpts } from 'node:net';

/** `silent`: somebody accepted but did not answer in time (hung, or not a Redis). */
export type Pong = 'ready' | 'loading' | 'locked' | 'silent' | 'refused';

/** Asks whether a Redis answers, without a client. */
export function ping(where: NetConnectOpts, timeoutMs = 500): Promise<Pong> {
  return new Promise((resolve) => {
    const socket = createConnection(where);
    const end = (pong: Pong) => {
      socket.destroy();
      resolve(pong);
    };
    socket.setTimeout(timeoutMs, () => end('silent'));
    socket.once('error', () => end('refused'));
    socket.once('connect', () => socket.write('PING\r\n'));
    socket.once('data', (answer) => {
      const said = answer.toString('latin1');
      if (said.startsWith('+PONG')) end('ready');
      else if (said.startsWith('-LOADING')) end('loading');
      else if (said.startsWith('-NOAUTH')) end('locked');
      else end('silent');
    });
    socket.once('end', () => end('silent'));
  });
}
