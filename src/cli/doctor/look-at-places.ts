import { accessSync, constants, existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, resolve } from 'node:path';
import type { Env } from '../../config/env.ts';
import { bad, type Finding, good, note } from './finding.ts';

/** Whether the data directory can be written, or made. */
export function lookAtDataDir({ DATA_DIR }: Env): Finding[] {
  let at = resolve(DATA_DIR);
  while (!existsSync(at) && dirname(at) !== at) at = dirname(at);
  try {
    accessSync(at, constants.W_OK | constants.X_OK);
    return [good(`数据目录 ${DATA_DIR}:可以写`)];
  } catch {
    return [bad(`数据目录 ${DATA_DIR}:${at} 不可写`, '改权限,或换一个 DATA_DIR')];
  }
}

/** Whether the ports a start listens on are free. 0 means any, so there is nothing to look at. */
export async function lookAtPorts({ HOST, PORT, EMULATOR_PORT }: Env): Promise<Finding[]> {
  const findings: Finding[] = [];
  if (PORT !== 0) findings.push(await lookAtPort('端口', HOST, PORT, 'PORT'));
  if (EMULATOR_PORT !== 0)
    findings.push(await lookAtPort('模拟企业微信的端口', '127.0.0.1', EMULATOR_PORT, 'EMULATOR_PORT'));
  return findings;
}

async function lookAtPort(what: string, host: string, port: number, variable: string): Promise<Finding> {
  const problem = await tryToListen(host, port);
  if (problem === undefined) return good(`${what} ${host}:${port}:空着`);
  if (problem !== 'EADDRINUSE')
    return bad(`${what} ${host}:${port}:不能监听(${problem})`, `换一个 ${variable}`);
  if (await isQunyun(host, port)) return note(`${what} ${host}:${port}:已经有一个群运在跑`);
  return bad(
    `${what} ${host}:${port}:被别的程序占用`,
    `换一个,例如 ${variable}=${port === 65_535 ? 3001 : port + 1}`,
  );
}

const tryToListen = (host: string, port: number): Promise<string | undefined> =>
  new Promise((done) => {
    const probe = createServer();
    probe.once('error', (error) => done('code' in error ? String(error.code) : error.name));
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => done(undefined)));
  });

async function isQunyun(host: string, port: number): Promise<boolean> {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  try {
    const answer = await fetch(`http://${name.includes(':') ? `[${name}]` : name}:${port}/metrics`, {
      signal: AbortSignal.timeout(1_000),
    });
    return (await answer.text()).includes('qunyun_redis_up');
  } catch {
    return false; // whatever it is, it is not ours
  }
}
