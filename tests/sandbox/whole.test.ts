import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEnv } from '../../src/config/env.ts';
import { type RunningBot, startBot } from '../../src/start-bot.ts';
import { describeInBrowser, type OpenBrowser, openBrowser } from '../support/browser.ts';
import { noRedisServer, startRedis, type TestRedis } from '../support/redis.ts';

/** The program as a newcomer starts it: sample configuration, emulator, page – and real clicks. */
const describeWhole = noRedisServer ? describe.skip : describeInBrowser;
describeWhole('the sandbox, whole', () => {
  const root = mkdtempSync(join(tmpdir(), 'qys-'));
  const config = join(root, 'config');
  const groups = join(config, 'groups.yaml');
  let redis: TestRedis;
  let bot: RunningBot;
  let browser: OpenBrowser;
  let page: Page;

  beforeAll(async () => {
    cpSync(resolve(import.meta.dirname, '../../config'), config, { recursive: true });
    mkdirSync(join(root, 'data'));
    redis = await startRedis();
    const given = {
      SANDBOX: '1',
      PORT: '0',
      LOG_LEVEL: 'silent',
      CONFIG_DIR: config,
      DATA_DIR: join(root, 'data'),
      REDIS_URL: `unix://${redis.path}`,
    };
    const read = readEnv(given);
    if (!read.ok) throw new Error(read.problems.join('\n'));
    bot = await startBot(read.env, given);
    browser = await openBrowser();
    page = await browser.newPage();
    page.setDefaultTimeout(8_000);
    await page.goto(bot.sandboxUrl ?? '');
    await page.locator('#log li').first().waitFor();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await bot?.stop('the end of the test');
    await redis?.stop();
    rmSync(root, { recursive: true, force: true });
  });

  const bubble = (text: string | RegExp) => page.locator('.bubble', { hasText: text });
  const as = (userid: string) => page.locator('#speaker').selectOption(userid);
  const write = async (text: string) => {
    await page.locator('#say').fill(text);
    await page.locator('#say').press('Enter');
  };
  const press = (label: string) => page.locator('.card').last().getByText(label, { exact: true }).click();

  it('signs up by the buttons of a card, and says in words why', async () => {
    await as('zhangsan');
    await write('/接龙 新建 周六徒步 | 限1人');
    await bubble('准备开接龙').waitFor();
    await press('确认');
    const card = page.locator('.card', { hasText: '周六徒步' });
    await card.getByText('已报 0/1').waitFor();
    expect(await card.locator('button').allTextContents()).toEqual(['报名', '取消', '看名单']);

    await as('xiaowang');
    await press('报名');
    await bubble(/✅ 已加入.*第 1 位 · 1\/1/).waitFor();
    await card.getByText('已报 1/1').waitFor();
    await as('lilei');
    await press('排候补');
    await bubble('候补第 1 位').waitFor();
    await press('看名单');
    await bubble(/【周六徒步】报名 1\/1 · 候补 1/).waitFor();

    await page.locator('.entry.member', { hasText: '[点了「排候补」]' }).locator('.body').click();
    const why = page.locator('#why');
    await why.getByText('按了卡片上的按钮,等于说').waitFor();
    const said = await why.innerText();
    expect(said).toMatch(/对上了什么[\s\S]*命令「接龙」 做了/);
    expect(said).toMatch(/记下了什么[\s\S]*#\d 接龙的名单/);
    expect(said).toMatch(/补上回复\s+已发出/);
    expect(said).not.toMatch(/chain|late-reply|card\.clicked/);
  });

  it('says who may do what a member may not', async () => {
    await as('xiaowang');
    await write('/接龙 关闭');
    const why = page.locator('#why');
    await why.locator('.refused', { hasText: '「/接龙 关闭」没有做' }).waitFor();
    expect(await why.innerText()).toMatch(/小王 的命令「\/接龙 关闭」没有做\s+要运营以上,可以找 李四、张三/);
  });

  it('has a group that a save adds, without a restart', async () => {
    const text = readFileSync(groups, 'utf8');
    const added = [
      '  - id: added-01',
      '    name: 新加的群',
      '    kind: internal',
      '    channels:',
      '      - { aibot: helper, chatId: wrAdded01 }',
      '',
    ].join('\n');
    writeFileSync(groups, text.replace(/^groups:\n/m, `groups:\n${added}`));
    await page.locator('#groups .row', { hasText: '新加的群' }).click();
    await write('帮助');
    await page.locator('.entry.bot').last().waitFor();
    expect(await page.locator('.chat-head h2').textContent()).toBe('新加的群');
  });
});
