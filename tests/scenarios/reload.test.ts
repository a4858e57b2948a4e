import { cpSync, mkdirSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { noRedisServer } from '../support/redis.ts';
import type { Stage } from '../support/stage.ts';
import { type StageConfig, talkingGroup } from '../support/stage-config.ts';
import { until } from '../support/until.ts';
import { heardIn, onStage, opsStatus } from './support.ts';

const faq = (answer: string) => ({
  rules: [
    { id: 'invoice', on: 'message.received', when: [{ 'text.any': ['发票'] }], do: [{ reply: answer }] },
  ],
});
const config: StageConfig = {
  groups: [talkingGroup('newbie-01')],
  operators: [
    { member: 'boss', role: 'owner' },
    { member: 'lisi', role: 'admin' },
  ],
  rules: faq('第一版').rules,
};
const RULES = 'rules/rules.yaml';

/** A directory and data of its own for a process of the stage. */
const home = (stage: Stage, name: string) => {
  const dir = join(stage.dir, name);
  mkdirSync(dir);
  for (const part of [
    'rules',
    'wecom.yaml',
    'groups.yaml',
    'chains.yaml',
    'checkins.yaml',
    'broadcasts.yaml',
  ])
    cpSync(join(stage.dir, part), join(dir, part), { recursive: true });
  const data = join(stage.dir, `data-of-${name}`);
  mkdirSync(data);
  const write = (file: string, value: object | string) =>
    writeFileSync(join(dir, file), typeof value === 'string' ? value : JSON.stringify(value));
  return { dir, write, env: { CONFIG_DIR: dir, DATA_DIR: data } };
};
const configurationOf = async (url: string) => {
  const { configuration } = await opsStatus(url);
  return Object(configuration);
};
const shows = (url: string, more: Readonly<Record<string, unknown>>) =>
  until(`${JSON.stringify(more)} at ${url}`, async () => {
    const now = await configurationOf(url);
    return Object.entries(more).every(([key, value]) => now[key] === value) && now;
  });
const answer = async ({ emulator }: Stage, text = '发票') => {
  const [said] = await emulator.say('newbie-01', 'xiaowang', text);
  return said?.content;
};
const answers = (stage: Stage, wanted: string) => until(wanted, async () => (await answer(stage)) === wanted);

describe.skipIf(noRedisServer)('configuration of a running bot', { timeout: 90_000 }, () => {
  it('follows saves, by rename and by deletion too, and serves the last good over half a file', async () => {
    const stage = await onStage({ config });
    const { dir, write, env } = home(stage, 'one');
    const bot = await stage.start(env);
    expect(await answer(stage)).toBe('第一版');
    write(RULES, faq('第二版'));
    await answers(stage, '第二版');
    write('rules/.rules.yaml.swp', JSON.stringify(faq('第三版')));
    renameSync(join(dir, 'rules/.rules.yaml.swp'), join(dir, RULES));
    await answers(stage, '第三版');

    const { version } = await configurationOf(bot.url);
    const whole = JSON.stringify(faq('第四版'));
    write(RULES, whole.slice(0, 40));
    const wrong = await until('the complaint', async () => {
      const { problems } = await configurationOf(bot.url);
      return problems.length > 0 && problems;
    });
    expect(wrong[0]).toMatch(/^rules\/rules\.yaml:1:\d+ /);
    expect(await configurationOf(bot.url)).toMatchObject({ version, source: 'files' });
    expect(await answer(stage)).toBe('第三版');
    const told = await until('word to the owner', () => {
      const lines = heardIn(stage, 'dm:boss');
      return lines.length > 0 && lines;
    });
    expect(told[0]?.content).toContain('没有采用');
    expect(await stage.emulator.say('newbie-01', 'boss', '/状态').then(([said]) => said?.content)).toContain(
      '配置文件有',
    );

    // The same broken files at the next start.
    expect(await bot.term()).toBe(0);
    const again = await stage.start(env);
    await shows(again.url, { version, source: 'last-known-good' });
    expect(await answer(stage)).toBe('第三版');
    write(RULES, whole);
    await answers(stage, '第四版');
    await shows(again.url, { source: 'files' });
    unlinkSync(join(dir, RULES));
    await until('silence', async () => (await answer(stage)) === undefined);
    expect(heardIn(stage, 'dm:boss')).toHaveLength(1);
    await again.term();
  });

  it('does not start on broken files when nothing has served before', async () => {
    const stage = await onStage({ config });
    const { write, env } = home(stage, 'one');
    write(RULES, 'rules: [{ idd: x }]');
    await expect(stage.start(env)).rejects.toThrow(/配置有 \d+ 个问题[\s\S]*rules\/rules\.yaml:1:\d+/);
  });

  it('rolls back in all processes over restarts until the next save, and switches a rule everywhere', async () => {
    const stage = await onStage({ config });
    const [one, two] = [home(stage, 'one'), home(stage, 'two')];
    const bots = [await stage.start(one.env), await stage.start(two.env)];
    const { version: first } = await configurationOf(bots[0]?.url ?? '');
    for (const { write } of [one, two]) write(RULES, faq('第二版'));
    for (const { url } of bots)
      await until('the second', async () => (await configurationOf(url)).version !== first);
    const { version: second } = await configurationOf(bots[0]?.url ?? '');
    const says = async (text: string) => {
      const [said] = await stage.emulator.say('newbie-01', 'lisi', text);
      return said?.content;
    };
    expect(await says('/规则 版本')).toContain(`2. ${first.slice(0, 7)}`);
    await says(`/规则 回滚 ${first.slice(0, 7)}`);
    expect(await says('确认')).toContain('换成版本');
    for (const { url } of bots) await shows(url, { version: first, source: 'rolled-back' });
    expect(await answer(stage)).toBe('第一版');
    expect(JSON.parse(readFileSync(join(one.dir, RULES), 'utf8'))).toEqual(faq('第二版'));

    for (const bot of bots) await bot.term();
    const [again, other] = [await stage.start(one.env), await stage.start(two.env)];
    for (const { url } of [again, other]) await shows(url, { version: first, source: 'rolled-back' });

    expect(await says('/规则 关 invoice')).toContain('关掉');
    await until('silence everywhere', async () => {
      for (let n = 0; n < 4; n += 1) if ((await answer(stage)) !== undefined) return false;
      return true;
    });
    await says('/规则 开 invoice');
    await until('the answer everywhere', async () => {
      for (let n = 0; n < 4; n += 1) if ((await answer(stage)) !== '第一版') return false;
      return true;
    });

    one.write(RULES, faq('第三版'));
    await until(
      'the third',
      async () => ![first, second].includes((await configurationOf(again.url)).version),
    );
    await shows(other.url, { version: second, source: 'files' });
  });

  it('loses and doubles no post when the time of a broadcast is edited', async () => {
    const stage = await onStage({ config });
    const { write, env } = home(stage, 'one');
    const bot = await stage.start(env);
    const at = (minute: number) => ({
      broadcasts: [
        {
          id: 'daily',
          to: ['newbie-01'],
          schedule: { cron: `${minute} 3 * * *` },
          content: { text: '每日一句' },
        },
      ],
    });
    write('broadcasts.yaml', at(0));
    await until(
      'the plan',
      async () => (await stage.stores.schedules.planned('daily.Asia-Shanghai')).length === 1,
    );
    const before = (await stage.stores.schedules.planned('daily.Asia-Shanghai'))[0] ?? 0;
    write('broadcasts.yaml', at(1));
    const due = await until('the new plan', async () => {
      const planned = await stage.stores.schedules.planned('daily.Asia-Shanghai');
      return planned.length === 1 && planned[0] !== before && planned[0];
    });
    expect(due - before).toBe(60_000);
    await stage.clock.jump(before + 1_000 - stage.clock.now());
    await stage.clock.jump(due + 1_000 - stage.clock.now());
    await until('the post', () => heardIn(stage, 'newbie-01').some(({ content }) => content === '每日一句'));
    await until('an empty outbox', async () => (await stage.stores.outbox.depth(['g:newbie-01'])) === 0);
    expect(heardIn(stage, 'newbie-01').filter(({ content }) => content === '每日一句')).toHaveLength(1);
    await bot.term();
  });

  it('tells in any process why something was said', async () => {
    const stage = await onStage({ config });
    await Promise.all([stage.start(), stage.start()]);
    await answer(stage);
    for (let n = 0; n < 4; n += 1) {
      const [said] = await stage.emulator.say('newbie-01', 'lisi', '/为什么', { quote: '第一版' });
      expect(said?.content).toMatch(
        /「第一版」.*当场回复\n谁说的:规则 invoice · 版本 [0-9a-f]{7}\n起因:有人 @我 说话/,
      );
    }
  });
});
