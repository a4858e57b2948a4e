import { Cluster, Redis } from 'ioredis';
import { Fault } from '../domain/fault.ts';
import { describeTarget, parseRedisUrl, type RedisTarget } from './redis-url.ts';
import { scripts } from './scripts.ts';

export type RedisClient = Redis | Cluster;
/** A URL, or the socket of a private server. */
export type RedisAddress = string | { readonly path: string };

/** App commands answer or fail within this: a callback must be answered while WeCom still waits. */
export const COMMAND_TIMEOUT_MS = 1_000;
const CONNECT_TIMEOUT_MS = 5_000;

/**
 * A client for the app's own commands: fails fast when Redis is gone (the caller has a journal) and never sends a command
 * twice by itself. Resolves once connected; `onError` hears of every later connection trouble.
 */
export async function connectRedis(
  address: RedisAddress,
  { onError = () => {} }: { readonly onError?: (error: Error) => void } = {},
): Promise<RedisClient> {
  const target = targetOf(address);
  const client = build(target, {
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 1,
    commandTimeout: COMMAND_TIMEOUT_MS,
  });
  client.on('error', onError);
  try {
    await ready(client);
  } catch (cause) {
    client.disconnect();
    throw new Fault('redis-unavailable', `Redis 连不上: ${describeTarget(target)}`, {
      cause,
      remedy: '检查 Redis 是否在运行、REDIS_URL 是否正确',
    });
  }
  return client;
}

/** A client for queue workers: waits for Redis as long as it takes (BullMQ demands `maxRetriesPerRequest: null`). */
export function connectQueueRedis(
  address: RedisAddress,
  { onError = () => {} }: { readonly onError?: (error: Error) => void } = {},
): RedisClient {
  const client = build(targetOf(address), { maxRetriesPerRequest: null });
  client.on('error', onError);
  client.connect().catch(onError);
  return client;
}

const targetOf = (address: RedisAddress): RedisTarget =>
  typeof address === 'string' ? parseRedisUrl(address) : { type: 'socket', path: address.path };

interface Behaviour {
  readonly enableOfflineQueue?: boolean;
  readonly autoResendUnfulfilledCommands?: boolean;
  readonly maxRetriesPerRequest: number | null;
  readonly commandTimeout?: number;
}

function build(target: RedisTarget, behaviour: Behaviour): RedisClient {
  const { username, password, db, tls } = target;
  const options = {
    ...behaviour,
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(db !== undefined && { db }),
    ...(tls && { tls: {} }),
    scripts,
    lazyConnect: true,
    connectTimeout: CONNECT_TIMEOUT_MS,
    retryStrategy: backOff,
    // A primary that has become a replica says READONLY: look for the new primary.
    reconnectOnError: (error: Error) => error.message.startsWith('READONLY'),
  };
  switch (target.type) {
    case 'single':
      return new Redis({ ...options, host: target.host, port: target.port });
    case 'socket':
      return new Redis({ ...options, path: target.path });
    case 'sentinel':
      return new Redis({ ...options, sentinels: [...target.nodes], name: target.name });
    case 'cluster': {
      const { enableOfflineQueue = true, retryStrategy, ...node } = options;
      return new Cluster([...target.nodes], {
        scripts,
        lazyConnect: true,
        enableOfflineQueue,
        clusterRetryStrategy: retryStrategy,
        redisOptions: node,
      });
    }
    default:
      return target satisfies never;
  }
}

/** 50, 100, 200 … 1,000 ms: back within a second of Redis being back. */
const backOff = (times: number): number => Math.min(25 * 2 ** Math.min(times, 10), 1_000);

function ready(client: RedisClient): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), CONNECT_TIMEOUT_MS);
  });
  return Promise.race([client.connect(), late]).finally(() => clearTimeout(timer));
}
