import { dayNumber } from '../../src/calendar/dates.ts';
import { groupScope } from '../../src/domain/chat.ts';
import { asGroupId } from '../../src/domain/ids.ts';
import { withDone, withMadeUp } from '../../src/features/checkin/edit-record.ts';
import { type Record, recordCollection } from '../../src/features/checkin/rows.ts';
import type { RedisClient } from '../../src/redis/connection.ts';
import { keys } from '../../src/redis/keys.ts';

export interface Shape {
  readonly groups: number;
  readonly members: number;
  /** Check-ins of each member. */
  readonly days: number;
}
export const CAMPAIGN = 'morning';
export const FIRST_DAY = dayNumber('2026-01-05');

/** A member's record after so many check-ins: one day in ten late, one in eight left out, now and then made up. */
export function recordOf(member: number, days: number): Record {
  let record: Record | undefined;
  let day = FIRST_DAY;
  for (let done = 0; done < days; day++) {
    const dice = (member * 7_919 + day * 104_729) % 1_000;
    if (dice < 125) continue;
    record =
      dice < 140
        ? withMadeUp(record, day, true)
        : withDone(record, { day, late: dice > 900, place: (dice % 50) + 1, window: 0 });
    done += 1;
  }
  return record ?? {};
}

/** Userids as companies have them. */
export const useridOf = (group: number, member: number): string => `zhangsan${group * 1_000 + member}`;

/** Writes the rows as a commit would: `<seq>|<json>` by member, and the collection's own counter. */
export async function fill(redis: RedisClient, { groups, members, days }: Shape): Promise<number> {
  let bytes = 0;
  for (let group = 0; group < groups; group++) {
    const key = keys.rows(groupScope(asGroupId(`group-${group}`)), recordCollection(CAMPAIGN));
    const fields: string[] = [];
    for (let member = 0; member < members; member++) {
      const json = JSON.stringify(recordOf(group * members + member, days));
      bytes += json.length;
      fields.push(useridOf(group, member), `${members * days}|${json}`);
    }
    await redis.hset(key, ...fields, '#', String(members * days));
  }
  return bytes / (groups * members);
}
