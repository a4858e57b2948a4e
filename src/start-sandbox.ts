import { createServer } from 'node:net';
import type { App } from './app.ts';
import type { Env } from './config/env.ts';
import type { WecomSettings } from './config/wecom.ts';
import { renderWebhook } from './delivery/render/render.ts';
import { groupScope } from './domain/chat.ts';
import { createEmulator } from './emulator/emulator.ts';
import { populate, worldFrom } from './emulator/sample-world.ts';
import type { TenantSettings } from './emulator/types.ts';
import type { Book } from './features/book.ts';
import type { Logger } from './observability/logger.ts';
import type { SharedClock } from './redis/shared-clock.ts';
import { createRecorder } from './sandbox/recorder.ts';
import { sandboxRoutes } from './sandbox/routes.ts';
import { messageEventId } from './wecom/inbound/heard.ts';

export interface StartSandbox {
  readonly env: Env;
  readonly wecom: WecomSettings;
  readonly book: () => Book;
  readonly clock: SharedClock;
  readonly log: Logger;
}

/** A small WeCom beside the bot, with the groups of the configuration, and the page to play with it. Loopback only. */
export async function startSandbox({ env, wecom, book, clock, log }: StartSandbox) {
  const port = env.PORT === 0 ? await freePort() : env.PORT;
  const emulator = await createEmulator({
    settings: tenantOf(wecom, `http://127.0.0.1:${port}`),
    clock,
    port: env.EMULATOR_PORT,
    log: (line) => log.info({ emulator: line }),
  });
  const follow = () => populate(emulator, worldFrom(book().community, clock.now()));
  follow();
  const recorder = createRecorder({
    eventIdOf: messageEventId,
    spoken: (message) => renderWebhook(message).map(({ content }) => content),
    transcript: (chat) => emulator.transcript(chat),
    commandName: (power) =>
      book()
        .features.flatMap(({ commands }) => commands)
        .find((command) => command.power === power)?.name,
  });
  return {
    port,
    apiBase: emulator.url,
    onDecided: recorder.onDecided,
    /** Groups that a save has added come into being. */
    follow,
    close: () => emulator.close(),
    attach: async (app: App): Promise<void> => {
      await app.server.register(sandboxRoutes, {
        emulator,
        community: () => book().community,
        why: recorder.explainWith((group, id) => app.stores.outbox.ledger(groupScope(group), id), clock.now),
        clock: {
          now: clock.now,
          offset: () => Math.round(clock.now() - Date.now() + clock.skewMs()),
          jumpTo: (at) => clock.jump(at - clock.now()),
        },
      });
    },
    announce: (): void => {
      const page = `http://127.0.0.1:${port}/sandbox/`;
      const line = '─'.repeat(64);
      console.log(
        [
          line,
          '  群运 qunyun · 演示环境 SANDBOX',
          `  打开网页聊天: ${page}`,
          `  模拟企业微信: ${emulator.url}`,
          '  接入真实企业微信:在环境变量里设好 config/wecom.yaml 点名的密钥,再启动',
          line,
        ].join('\n'),
      );
    },
  };
}

function tenantOf({ corpId, apps, aibots, robots, webhooks }: WecomSettings, base: string): TenantSettings {
  const url = (kind: string, id: string) => `${base}/wecom/${kind}/${id}`;
  return {
    corpId,
    apps: apps.map(({ id, agentId, secret, callback }) => ({
      id,
      agentId,
      secret,
      callback: { ...callback, url: url('app', id) },
    })),
    aibots: aibots.flatMap(({ id, name, callback }) =>
      callback ? [{ id, name, callback: { ...callback, url: url('aibot', id) } }] : [],
    ),
    robots: robots.map(({ id, callback }) => ({
      id,
      name: id,
      callback: { ...callback, url: url('robot', id) },
    })),
    webhooks: webhooks.map(({ id, key }) => ({ id, key })),
  };
}

/** For `PORT=0`: the emulator must know where the bot will listen before it does. */
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
