import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextAfter } from '../../../src/calendar/cron.ts';
import { localTime } from '../../../src/calendar/zone.ts';
import { fromConfig } from '../../../src/features/checkin/campaign.ts';
import { checkinFeature } from '../../../src/features/checkin/index.ts';
import { cronOf, momentsOf, nextMoment } from '../../../src/features/checkin/moments.ts';
import { campaignSchema } from '../../../src/features/checkin/schema.ts';
import { communityFor, groupFor } from '../../support/decide.ts';
import { activate } from '../support.ts';

const campaign = (more: object) =>
  fromConfig(campaignSchema.parse({ id: 'm', title: '晨读', groups: ['newbie-01'], ...more }));
const shanghai = { timezone: 'Asia/Shanghai', dayStartsAt: 0 };

describe('what a campaign does by itself', () => {
  it('is to remind, to close the day after its last window, to sum it up', () => {
    const full = campaign({
      windows: [
        { open: '06:00', close: '09:00' },
        { open: '22:00', close: '01:00', grace: '10m' },
      ],
      reminders: { at: ['08:30', '07:00'] },
      summary: { at: '21:00', weekly: '日 21:30' },
    });
    expect(momentsOf(full, shanghai).map((moment) => [moment.what, cronOf(moment)])).toEqual([
      ['remind', '0 7 * * *'],
      ['remind', '30 8 * * *'],
      ['close', '10 1 * * *'],
      ['summary', '0 21 * * *'],
      ['weekly', '30 21 * * 0'],
    ]);
  });
  it('closes a whole day when the next one begins, wherever that is', () => {
    const groups = [
      groupFor({ id: 'day' }),
      groupFor({ id: 'owl', dayStartsAt: 240 }),
      groupFor({ id: 'day-2' }),
    ];
    const checkins = [{ id: 'm', title: '晨读', groups: ['all'] }];
    const { times } = activate(checkinFeature, { checkins }, communityFor({ groups }));
    expect(times?.map((time) => [time.name, 'cron' in time && time.cron, time.groups])).toEqual([
      ['checkin.m.close-0', '0 0 * * *', ['day', 'day-2']],
      ['checkin.m.close-240', '0 4 * * *', ['owl']],
    ]);
  });
});

describe('nextMoment', () => {
  it('is the next time the clock on the wall shows it, as cron has it', () => {
    const zone = 'Asia/Shanghai';
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1439 }),
        fc.option(fc.integer({ min: 1, max: 7 }), { nil: undefined }),
        fc.integer({ min: 1_700_000_000, max: 1_900_000_000 }),
        (minutes, weekday, seconds) => {
          const moment = { campaign: 'm', what: 'close' as const, minutes, ...(weekday && { weekday }) };
          const next = nextMoment(moment, seconds * 1_000, zone);
          expect(next).toBe(nextAfter(cronOf(moment), zone, seconds * 1_000));
          expect(localTime(next, zone).minutes).toBe(minutes);
        },
      ),
    );
  });
});
