import { type Env, readEnv } from '../../config/env.ts';
import { asError, Fault } from '../../domain/fault.ts';
import type { CliIo, ExitCode } from '../io.ts';
import { bad, type Finding, formatFinding } from './finding.ts';
import { lookAtConfig } from './look-at-config.ts';
import { lookAtNode } from './look-at-node.ts';
import { lookAtDataDir, lookAtPorts } from './look-at-places.ts';
import { lookAtRedis } from './look-at-redis.ts';

/** `qunyun doctor`: what this machine offers and what a start would do. Changes nothing, starts nothing. */
export async function runDoctor({ out, env: source }: CliIo): Promise<ExitCode> {
  const findings: Finding[] = [lookAtNode(process.versions.node)];
  const read = readEnv(source);
  if (read.ok) findings.push(...(await lookAround(read.env, source)));
  else findings.push(...read.problems.map((problem) => bad(problem)));
  for (const finding of findings) out(formatFinding(finding));
  const wrong = findings.filter(({ level }) => level === 'bad').length;
  out(wrong > 0 ? `${wrong} 处要先处理。` : '没有要先处理的。');
  return wrong > 0 ? 1 : 0;
}

async function lookAround(env: Env, source: CliIo['env']): Promise<Finding[]> {
  const config = await lookAtConfig(env, source).catch(asFinding);
  const data = lookAtDataDir(env);
  const redis = await lookAtRedis(env, source).catch(asFinding);
  return [...config, ...data, ...redis, ...(await lookAtPorts(env))];
}

/** What operators must fix is a finding; anything else is ours and keeps its stack. */
const asFinding = (thrown: unknown): Finding[] => {
  if (!(thrown instanceof Fault)) throw asError(thrown);
  return [bad(thrown.place ? `${thrown.message}(${thrown.place})` : thrown.message, thrown.remedy)];
};
