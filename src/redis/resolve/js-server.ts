import { chmodSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';

/** js-redis-server on a socket file – not a port: the library's own `listen` would open it to the whole network. */
export async function startJsServer(path: string): Promise<{ close(): Promise<void> }> {
  // Only here: production installs need not have it.
  const { RedisServerState, Resp2Server, createRedisCommandExecutor } = await import('js-redis-server/core');
  const state = new RedisServerState({ databaseCount: 16 });
  const server = new Resp2Server({ server: state, executor: createRedisCommandExecutor() });
  const sockets = new Set<Socket>();
  server.server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  rmSync(path, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.server.listen({ path }, resolve);
  });
  chmodSync(path, 0o600);
  return {
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await server.close();
      rmSync(path, { force: true });
    },
  };
}
