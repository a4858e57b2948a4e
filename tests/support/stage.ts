import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmulator, type EmulatorOptions } from '../../src/emulator/emulator.ts';
import type { EmulatedWecom, TenantSettings } from '../../src/emulator/types.ts';
import type { RedisClient } from '../../src/redis/connection.ts';
import { createSharedClock, type SharedClock } from '../../src/redis/shared-clock.ts';
import { createRedisStores, type RedisStores } from '../../src/redis/stores.ts';
import { type Balancer, startBalancer } from './balancer.ts';
import { type BotProcess, launchBot, type StartingBot } from './bot-process.ts';
import { compileBot } from './bot-program.ts';
import { startRedis, type TestRedis } from './redis.ts';
import { pushOf, type StageConfig, tenantOf, writeConfig } from './stage-config.ts';

/** WeCom, Redis and a load balancer for bots that run as processes of their own. */
export interface Stage {
  /** CONFIG_DIR of processes that are not given another. */
  readonly dir: string;
  readonly emulator: EmulatedWecom;
  readonly tenant: TenantSettings;
  readonly server: TestRedis;
  readonly redis: RedisClient;
  readonly stores: RedisStores;
  readonly clock: SharedClock;
  readonly balancer: Balancer;
  /** Starts a process; the balancer knows it once it is ready and until it is gone. */
  launch(env?: Readonly<Record<string, string>>): StartingBot;
  /** Starts a process and waits until it serves. */
  start(env?: Readonly<Record<string, string>>): Promise<BotProcess>;
  /** Whether a process serves right now. */
  isServed(): boolean;
  stop(): Promise<void>;
}
export interface StageOptions {
  readonly config: StageConfig;
  /** Makes the secrets. */
  readonly seed?: string;
  readonly emulator?: Partial<Pick<EmulatorOptions, 'timing' | 'recordTranscript' | 'onWebhook'>>;
}

export const ADMIN_TOKEN = 'stage-admin-token';

export async function openStage({ config, seed = 'stage', emulator: more }: StageOptions): Promise<Stage> {
  const program = compileBot();
  const dir = mkdtempSync(join(tmpdir(), 'qys-'));
  const server = await startRedis();
  const redis = await server.client();
  const clock = await createSharedClock({ redis, everyMs: 100 });
  const serving = new Set<BotProcess>();
  const starting = new Set<StartingBot>();
  const backends = () => [...serving].filter(({ running }) => running).map(({ url }) => url);
  const balancer = await startBalancer(backends);
  const tenant = tenantOf(config, balancer.url, seed);
  const emulator = await createEmulator({ settings: tenant, clock, port: 0, ...more });
  populate(emulator, config);
  writeConfig(dir, config, tenant);

  let count = 0;
  const launch: Stage['launch'] = (env = {}) => {
    count += 1;
    const dataDir = join(dir, `data-${count}`);
    mkdirSync(dataDir);
    const bot = launchBot({
      main: program.main,
      env: {
        CONFIG_DIR: dir,
        DATA_DIR: dataDir,
        REDIS_URL: `unix://${server.path}`,
        WECOM_API_BASE: emulator.url,
        ADMIN_TOKEN,
        ...env,
      },
    });
    starting.add(bot);
    bot.ready.then((process) => serving.add(process)).catch(() => starting.delete(bot));
    return bot;
  };
  return {
    dir,
    emulator,
    tenant,
    server,
    redis,
    stores: createRedisStores(redis),
    clock,
    balancer,
    launch,
    start: (env) => launch(env).ready,
    isServed: () => backends().length > 0,
    stop: async () => {
      await Promise.all([...starting].map((bot) => bot.kill9()));
      await emulator.close();
      await balancer.close();
      clock.close();
      await server.stop();
      program.remove();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** The groups as WeCom has them, with a few people in each. */
function populate(emulator: EmulatedWecom, { groups, operators = [] }: StageConfig): void {
  const joinedAt = emulator.clock.now() - 86_400_000;
  const person = (userid: string) => ({ userid, name: userid, nickname: '', staff: true, joinedAt });
  const members = ['xiaowang', 'hanmeimei', ...operators.map(({ member }) => member)];
  for (const group of groups) {
    const { id, kind = 'internal', aibotChat, appChat, webhook, dutyStaff = [] } = group;
    emulator.addGroup({
      id,
      name: `群 ${id}`,
      kind,
      ...(aibotChat !== undefined && { aibot: { id: 'helper', chatId: aibotChat } }),
      ...(appChat !== undefined && { app: { id: 'community', chatId: appChat } }),
      webhooks: webhook ? [pushOf(id)] : [],
      owner: 'laoban',
      members: [...new Set(['laoban', ...members, ...dutyStaff])].map(person),
    });
  }
}
