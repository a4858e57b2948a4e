import { bad, type Finding, good } from './finding.ts';

const NEEDED = { major: 20, minor: 19 } as const;

export function lookAtNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const enough = major > NEEDED.major || (major === NEEDED.major && minor >= NEEDED.minor);
  return enough
    ? good(`Node ${version}`)
    : bad(`Node ${version} 太旧,需要 ${NEEDED.major}.${NEEDED.minor} 以上`, '请装 Node 的 LTS 版本');
}
