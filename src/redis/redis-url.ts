import { Fault } from '../domain/fault.ts';

/** Where Redis is, as `REDIS_URL` or a private server names it. */
export type RedisTarget =
  | ({ readonly type: 'single'; readonly host: string; readonly port: number } & Access)
  | ({ readonly type: 'socket'; readonly path: string } & Access)
  | ({ readonly type: 'sentinel'; readonly name: string; readonly nodes: readonly Node[] } & Access)
  | ({ readonly type: 'cluster'; readonly nodes: readonly Node[] } & Access);
interface Access {
  readonly username?: string;
  readonly password?: string;
  readonly db?: number;
  readonly tls?: boolean;
}
export interface Node {
  readonly host: string;
  readonly port: number;
}

const shape = /^(rediss?|unix)(?:\+(sentinel|cluster))?:\/\/(?:([^@/]*)@)?([^/?]*)(\/[^?]*)?$/;

/**
 * Reads `redis://`, `rediss://`, `unix:///path`, `redis+sentinel://host:26379,host2:26379/name[/db]` and
 * `redis+cluster://host:6379,host2:6379`. Never repeats the URL in an error: it may hold a password.
 */
export function parseRedisUrl(url: string): RedisTarget {
  const match = shape.exec(url.trim());
  if (!match) throw badUrl('the form is not one of those below');
  const [, scheme, kind, login, hosts = '', path = ''] = match;
  const access = parseLogin(login);
  if (scheme === 'unix') {
    if (kind || hosts !== '' || path.length < 2) throw badUrl('a socket is written unix:///absolute/path');
    return { type: 'socket', path: decode(path), ...access };
  }
  const tls = scheme === 'rediss' && { tls: true };
  const nodes = hosts.split(',').map((host) => parseNode(host, kind === 'sentinel' ? 26379 : 6379));
  const parts = path.split('/').filter((part) => part !== '');
  if (kind === 'cluster') {
    if (parts.length > 0) throw badUrl('a cluster has no database number');
    return { type: 'cluster', nodes, ...access, ...tls };
  }
  if (kind === 'sentinel') {
    const name = parts[0];
    if (!name) throw badUrl('the name of the master is missing after the hosts');
    return { type: 'sentinel', name: decode(name), nodes, ...access, ...tls, ...parseDb(parts[1]) };
  }
  const [node, second] = nodes;
  if (!node || second) throw badUrl('several hosts need redis+sentinel:// or redis+cluster://');
  return { type: 'single', ...node, ...access, ...tls, ...parseDb(parts[0]) };
}

/** Host and port for logs: no user, no password. */
export function describeTarget(target: RedisTarget): string {
  switch (target.type) {
    case 'single':
      return `${target.host}:${target.port}`;
    case 'socket':
      return target.path;
    case 'sentinel':
      return `sentinel ${target.name} (${target.nodes.map(({ host, port }) => `${host}:${port}`).join(', ')})`;
    case 'cluster':
      return `cluster (${target.nodes.map(({ host, port }) => `${host}:${port}`).join(', ')})`;
    default:
      return target satisfies never;
  }
}

function parseLogin(login: string | undefined): Access {
  if (!login) return {};
  const colon = login.indexOf(':');
  const username = decode(colon < 0 ? login : login.slice(0, colon));
  const password = colon < 0 ? '' : decode(login.slice(colon + 1));
  return { ...(username && { username }), ...(password && { password }) };
}
function parseNode(text: string, defaultPort: number): Node {
  const match = /^(\[[0-9a-fA-F:.]+\]|[^:[\]]+)(?::(\d{1,5}))?$/.exec(text);
  const port = Number(match?.[2] ?? defaultPort);
  if (!match?.[1] || port < 1 || port > 65_535) throw badUrl('a host is written name:port');
  return { host: match[1].replace(/^\[|\]$/g, ''), port };
}
function parseDb(text: string | undefined): Access {
  if (text === undefined) return {};
  if (!/^\d{1,4}$/.test(text)) throw badUrl('the database is a number');
  return { db: Number(text) };
}
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw badUrl('a % in it must be written %25');
  }
}
const badUrl = (problem: string): Fault =>
  new Fault('redis-url', `REDIS_URL 看不懂: ${problem}`, {
    place: 'REDIS_URL',
    remedy:
      '写成 redis://[用户:密码@]主机:6379/0、unix:///路径、redis+sentinel://主机:26379,主机2:26379/名称 或 redis+cluster://主机:6379,主机2:6379',
  });
