import { spawnSync } from 'node:child_process';
import { groupScope } from '../../src/domain/chat.ts';
import { asEventId, asGroupId, memberId } from '../../src/domain/ids.ts';
import { plainText } from '../../src/domain/message.ts';
import { createEngine } from '../../src/engine/handle-event.ts';
import { connectRedis } from '../../src/redis/connection.ts';
import { keys } from '../../src/redis/keys.ts';
import { createRedisStores } from '../../src/redis/stores.ts';
import { loadBook } from '../arms/load-book.ts';
import { startRoundRedis } from '../redis-server.ts';
import { median } from '../stats.ts';
import { chatId, groupId } from '../world.ts';

/**
 * What an entry costs: the time of one sign-up in a chain with 500 entries beside one with 5, in turn in one run, and
 * the bytes of Redis an entry takes with its share of everything the chain keeps.
 */
const SMALL = 5;
const LARGE = 500;
const SAMPLES = 200;
const ROUNDS = 5;
const LONG = 1_500;
const COLLECTIONS = ['chains', 'chain-index', 'chain:1', 'chain-wait:1', 'chain-held:1', 'chain-posted'];

const server = ['valkey-server', 'redis-server'].find(
  (program) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0,
);
if (server === undefined) {
  console.error('The bench needs a redis-server or valkey-server on PATH.');
  process.exit(2);
}
const round = await startRoundRedis(server);
const redis = await connectRedis({ path: round.path });
try {
  const { book } = loadBook(2);
  const operators = [{ member: { id: memberId('boss'), userid: 'boss' }, role: 'owner' as const }];
  const community = {
    ...book.community,
    operators: operators.map((one) => ({ ...one, groups: undefined, only: undefined })),
  };
  const stores = createRedisStores(redis);
  const engine = createEngine({
    store: stores.events,
    directory: stores.chats,
    book: () => ({ ...book, community }),
    clock: { now: Date.now },
    random: Math.random,
    identify: async (event) => event,
    onCommitted: () => {},
  });
  let count = 0;
  const say = async (group: number, userid: string, text: string): Promise<string> => {
    count += 1;
    const handled = await engine.handle({
      type: 'message.received',
      id: asEventId(`bench.${count}x`),
      at: Date.now(),
      chat: { channel: 'aibot', via: 'bench', chatId: chatId(group), type: 'group' },
      actor: { id: memberId(userid), userid, name: `成员${userid}` },
      text,
      kind: 'text',
    });
    return handled.reply ? plainText(handled.reply) : '';
  };
  const fill = async (group: number, entries: number) => {
    await say(group, 'boss', '/接龙 新建 徒步 | 限100000人');
    await say(group, 'boss', '确认');
    for (let n = 0; n < entries; n += 1) await say(group, `wangxiaoming${n}`, '+2 备注 素食');
  };
  await fill(0, SMALL);
  await fill(1, LARGE);

  /** The same person comes and goes, so that the list keeps its length. */
  const timed = async (group: number): Promise<number> => {
    const before = performance.now();
    const reply = await say(group, 'lixiaohong', '+1');
    const took = performance.now() - before;
    if (!reply.includes('已加入')) throw new Error(`not signed up: ${reply}`);
    await say(group, 'lixiaohong', '取消接龙');
    return took;
  };
  const ratios: number[] = [];
  for (let n = 0; n < ROUNDS; n += 1) {
    const times: { readonly small: number[]; readonly large: number[] } = { small: [], large: [] };
    for (let sample = 0; sample < SAMPLES; sample += 1) {
      times.small.push(await timed(0));
      times.large.push(await timed(1));
    }
    const [small, large] = [median(times.small), median(times.large)];
    ratios.push(large / small);
    console.log(
      `round ${n + 1}: ${SMALL} entries ${small.toFixed(2)} ms, ${LARGE} entries ${large.toFixed(2)} ms`,
    );
  }

  const scope = groupScope(asGroupId(groupId(1)));
  const bytesAnEntry = async (entries: number): Promise<number> => {
    let bytes = 0;
    for (const collection of COLLECTIONS) {
      const used = await redis.call('MEMORY', 'USAGE', keys.rows(scope, collection), 'SAMPLES', '0');
      bytes += Number(used ?? 0);
    }
    return bytes / entries;
  };
  const compact = await bytesAnEntry(LARGE + 1);
  // Redis packs short hashes tightly; a longer list pays for a table.
  for (let n = LARGE; n < LONG; n += 1) await say(1, `wangxiaoming${n}`, '+2 备注 素食');
  const table = await bytesAnEntry(LONG + 1);
  const ratio = median(ratios);
  console.log(`sign-up, ${LARGE}:${SMALL} entries: ${ratio.toFixed(2)} (goal <= 2)`);
  console.log(
    `bytes of Redis an entry: ${compact.toFixed(0)} of ${LARGE}, ${table.toFixed(0)} of ${LONG} (goal <= 300)`,
  );
  if (ratio > 2 || Math.max(compact, table) > 300) process.exitCode = 1;
} finally {
  redis.disconnect();
  await round.stop();
}
