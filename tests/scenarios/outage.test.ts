import { expect, it } from 'vitest';
import { keys } from '../../src/redis/keys.ts';
import { noRedisServer } from '../support/redis.ts';
import { talkingGroup } from '../support/stage-config.ts';
import { until } from '../support/until.ts';
import { onStage } from './support.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

it.skipIf(noRedisServer)('gives back the day on which no process could accept a check-in', async () => {
  const stage = await onStage({
    config: {
      groups: [talkingGroup('newbie-01')],
      checkins: [{ id: 'read', title: '阅读', groups: ['newbie-01'] }],
    },
  });
  // Noon in Shanghai, so that no day ends meanwhile.
  const noon = DAY - ((stage.clock.now() + 8 * HOUR) % DAY) + DAY / 2;
  await stage.clock.jump(noon);
  const says = async (text: string) =>
    (await stage.emulator.say('newbie-01', 'xiaowang', text))[0]?.content ?? '';
  const first = await stage.start();
  expect(await says('打卡')).toContain('连续 1 天');

  await stage.clock.jump(DAY);
  await first.kill9();
  await stage.redis.set(keys.lastBeat, Date.now() - HOUR);
  const second = await stage.start();
  await until('the gap told', async () => (await stage.redis.zcard(keys.gapsUntold)) === 0);
  expect(second.log().join('\n')).toContain('nobody could accept messages');

  await stage.clock.jump(DAY);
  // The bot's own clock notices within a second: then a day is between.
  await until('the next day', async () => (await says('我的打卡')).includes('✅🔧·'));
  expect(await says('打卡')).toContain('连续 2 天');
});
