import { compile } from './compile.ts';
import { runRound, type Arm } from './run-round.ts';
import type { LoadSettings } from './messages.ts';
const [arm, kind, loop, n, secs = '2', ...armArgs] = process.argv.slice(2);
const compiled = compile();
try {
  const load: LoadSettings = {
    groups: 5000, connections: 64, kind: kind as any, warmMs: 1500, warmEvents: kind==='send'?10000:20000, measureMs: Number(secs) * 1000,
    loop: loop === 'open' ? { type: 'open', perSecond: Number(n) } : { type: 'closed', inFlight: Number(n) },
  };
  const { ended, drained, ...s } = await runRound(arm as Arm, load, { compiled, redisProgram: 'redis-server', armArgs });
  console.log(arm, kind, loop, n, JSON.stringify(s, (_, v) => typeof v === 'number' ? Math.round(v * 100) / 100 : v), JSON.stringify(drained));
} finally { compiled.remove(); }
