/**
 * Takes pictures of a running page:
 *   npx tsx tests/support/screenshot.ts http://127.0.0.1:3000/sandbox/ docs/images/sandbox.png [desktop|phone] [dark]
 */
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBrowser } from './browser.ts';

const sizes = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };
export interface Shot {
  readonly url: string;
  readonly file: string;
  readonly size?: keyof typeof sizes;
  readonly dark?: boolean;
}

/** Writes a PNG of the page once its conversation is drawn. */
export async function screenshot({ url, file, size = 'desktop', dark = false }: Shot): Promise<void> {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ ...sizes[size], dark });
    await page.goto(url);
    await page.locator('#log li').first().waitFor();
    await mkdir(dirname(file), { recursive: true });
    await page.screenshot({ path: file });
  } finally {
    await browser.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [url, file, ...options] = process.argv.slice(2);
  if (!url || !file) throw new Error('usage: screenshot.ts <url> <file.png> [desktop|phone] [dark]');
  const size = options.includes('phone') ? 'phone' : 'desktop';
  await screenshot({ url, file, size, dark: options.includes('dark') });
}
