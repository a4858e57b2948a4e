import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { describe } from 'vitest';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** A Chromium of this machine: `CHROMIUM_PATH`, else what is on PATH. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (env.CHROMIUM_PATH) return env.CHROMIUM_PATH;
  const folders = ['/usr/bin', ...(env.PATH ?? '').split(delimiter)];
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(existsSync);
}

/** Like `describe`; skipped where no browser is installed, unless `REQUIRE_ALL=1` asks for everything. */
export const describeInBrowser = findChromium() || process.env.REQUIRE_ALL === '1' ? describe : describe.skip;

export interface OpenBrowser {
  /** A page with a profile of its own. */
  newPage(options?: PageOptions): Promise<Page>;
  close(): Promise<void>;
}
export interface PageOptions {
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
}

/** A headless browser with a fresh profile. Throws when none is installed. */
export async function openBrowser(): Promise<OpenBrowser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('no Chromium found: install one or set CHROMIUM_PATH');
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'];
  // Without a user-data-dir in `args` every launch gets a new temporary one, removed on close.
  const browser: Browser = await chromium.launch({ executablePath, args });
  const contexts: BrowserContext[] = [];
  return {
    async newPage({ width = 1280, height = 800, dark = false } = {}) {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: dark ? 'dark' : 'light',
        locale: 'zh-CN',
        hasTouch: width < 500,
      });
      contexts.push(context);
      return context.newPage();
    },
    async close() {
      await Promise.all(contexts.map((context) => context.close()));
      await browser.close();
    },
  };
}
