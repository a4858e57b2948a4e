import { type ArmSettings, armSettingsSchema } from '../messages.ts';

/** Runs one arm in this process: tells where it listens and, when asked, what it has used. */
export async function serveArm(
  start: (settings: ArmSettings) => Promise<{ readonly port: number; close(): Promise<void> }>,
): Promise<void> {
  const settings = armSettingsSchema.parse(JSON.parse(process.argv[2] ?? '{}'));
  const { port, close } = await start(settings);
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ type: 'usage', cpuUs: user + system, rssBytes: process.memoryUsage.rss() });
  });
  process.on('SIGTERM', () => {
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
  process.send?.({ type: 'ready', port });
}

export const portOf = (url: string): number => Number(new URL(url).port);
