import { withDone } from '../../src/features/checkin/edit-record.ts';
import type { Record } from '../../src/features/checkin/rows.ts';
import { connectRedis, type RedisClient } from '../../src/redis/connection.ts';
import { findOnPath } from '../../src/redis/resolve/find-server.ts';
import { startRoundRedis } from '../redis-server.ts';
import { FIRST_DAY, fill, type Shape, useridOf } from './fill.ts';
import { throughEngine } from './through-engine.ts';

/** `npm run bench:checkin`: what 1,000,000 check-ins cost in Redis, by how they are spread over members. */
const SHAPES: readonly Shape[] = [
  // Everybody has come once: the dearest there is.
  { groups: 2_000, members: 500, days: 1 },
  { groups: 2_000, members: 100, days: 5 },
  { groups: 400, members: 100, days: 25 },
  { groups: 100, members: 100, days: 100 },
  { groups: 20, members: 500, days: 100 },
  { groups: 20, members: 137, days: 365 },
];
const GOAL = 100;

const memory = async (redis: RedisClient): Promise<number> =>
  Number(/^used_memory:(\d+)/m.exec(String(await redis.call('INFO', 'memory')))?.[1] ?? 0);

const program = findOnPath(process.env.PATH)?.binary;
if (program === undefined) throw new Error('no redis-server or valkey-server found: npm run redis:get');
const server = await startRoundRedis(program);
const redis = await connectRedis({ path: server.path });
const missed: string[] = [];
try {
  // What is measured is what the engine keeps: the same check-ins through it leave the same rows.
  const members = 20;
  const days = 12;
  const { rows, ms } = await throughEngine(redis, { members, days });
  for (let member = 0; member < members; member++) {
    let record: Record | undefined;
    for (let day = 0; day < days; day++)
      record = withDone(record, { day: FIRST_DAY + day, late: false, place: member + 1, window: 0 });
    if (JSON.stringify(rows.get(useridOf(0, member))) !== JSON.stringify(record))
      missed.push(`the engine keeps another row of member ${member}`);
  }
  console.log(`through the engine one after another: ${ms.toFixed(2)} ms a check-in, every write on disk\n`);
  console.log('groups × members × days   check-ins   row, bytes   Redis bytes a check-in');
  for (const shape of SHAPES) {
    await redis.flushall();
    const before = await memory(redis);
    const row = await fill(redis, shape);
    const checkIns = shape.groups * shape.members * shape.days;
    const each = ((await memory(redis)) - before) / checkIns;
    if (each > GOAL) missed.push(`${each.toFixed(1)} bytes a check-in, more than ${GOAL}`);
    const name = `${shape.groups} × ${shape.members} × ${shape.days}`;
    console.log(
      `${name.padEnd(24)} ${checkIns.toLocaleString('en').padStart(10)}   ${row.toFixed(0).padStart(10)}   ${each.toFixed(1).padStart(8)}`,
    );
  }
} finally {
  redis.disconnect();
  await server.stop();
}
for (const problem of missed) console.log(`✗ ${problem}`);
console.log(missed.length === 0 ? `\n✓ at most ${GOAL} bytes a check-in` : '');
process.exitCode = missed.length === 0 ? 0 : 1;
