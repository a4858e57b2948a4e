import type { Env } from '../../config/env.ts';
import { loadConfig } from '../../config/load.ts';
import { formatProblem, type Problem } from '../../config/problem.ts';
import { readSandboxMode } from '../../config/read-sandbox-mode.ts';
import type { SandboxMode } from '../../config/secrets.ts';
import { features } from '../../features/index.ts';
import { bad, type Finding, good, note } from './finding.ts';

const SHOWN = 5;

/** Whether a start would be a demonstration or real, and what is wrong with the files. */
export async function lookAtConfig(
  env: Env,
  source: Readonly<Record<string, string | undefined>>,
): Promise<Finding[]> {
  const dir = env.CONFIG_DIR;
  const mode = await readSandboxMode({ dir, flag: env.SANDBOX, env: source });
  const loaded = await loadConfig({
    dir,
    features,
    // With real secrets their form is checked too; the sandbox makes its own.
    secrets: mode.type === 'off' ? { type: 'env', env: source } : { type: 'none' },
    live: () => ({ queueDepth: 0, redis: '未连接', recentErrors: [] }),
  });
  const findings = [modeFinding(mode, env), ...problemFindings(dir, loaded.problems)];
  const socket = loaded.ok && loaded.wecom.aibots.find(({ mode }) => mode === 'websocket');
  if (socket)
    findings.push(bad(`智能机器人 ${socket.id}:长连接(mode: websocket)还没有实现`, '请先用 mode: callback'));
  return findings;
}

const modeFinding = (mode: SandboxMode, env: Env): Finding => {
  switch (mode.type) {
    case 'on':
      return note(
        env.SANDBOX === true
          ? '演示环境(SANDBOX=1):不连企业微信'
          : '演示环境:wecom.yaml 点名的密钥一个都没有设置,不连企业微信',
      );
    case 'off':
      return good('接真实企业微信:wecom.yaml 点名的密钥都设置了');
    case 'refused':
      return bad(`这些环境变量还没有设置:${mode.missing.join('、')}`, '补上它们;只想先试用就设 SANDBOX=1');
    default:
      return mode satisfies never;
  }
};

const problemFindings = (dir: string, problems: readonly Problem[]): Finding[] => {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const warnings = problems.length - errors.length;
  const more = warnings > 0 ? `,${warnings} 处提醒` : '';
  if (errors.length === 0) return [good(`配置 ${dir}:没有错误${more}`)];
  const shown = errors.slice(0, SHOWN).map(formatProblem);
  return [bad(`配置 ${dir}:${errors.length} 处要改${more}(全部:npx qunyun check)`, shown.join('\n'))];
};
