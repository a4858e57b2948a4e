import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCheckinBoardView } from '../../src/checkin-board-view.ts';
import { groupScope } from '../../src/domain/chat.ts';
import { asGroupId } from '../../src/domain/ids.ts';
import { boardRows } from '../../src/features/checkin/board-rows.ts';
import { recordCollection } from '../../src/features/checkin/rows.ts';
import { type Fixture, type OpenFixture, request, T0, write } from './stores.ts';

const GROUPS = 300;
const TAKING_PART = 3;
const ids = Array.from({ length: GROUPS }, (_, n) => asGroupId(`g${String(n).padStart(3, '0')}`));

/** What is asked for when somebody wants the board of all groups, against one implementation of the store. */
export function checkinBoardContract(name: string, open: OpenFixture): void {
  describe(`${name}: a campaign's board of all groups`, () => {
    let stores: Fixture;
    beforeEach(async () => {
      stores = await open();
    });
    afterEach(() => stores.close());

    it('has those who take part in every group, by name, and asks nothing of groups without them', async () => {
      const { first, second } = stores;
      await Promise.all(
        ids.slice(0, TAKING_PART).map((group, n) =>
          first.events.commit(
            request(`seen-${n}`, {
              scope: groupScope(group),
              writes: [
                write('members', 'wang', { firstSeen: T0, name: `小王${n}` }),
                write('members', 'gone', { firstSeen: T0, name: '走了的人', left: T0 - 2 * 86_400_000 }),
                write(recordCollection('morning'), 'wang', { b: 20_000, h: '7' }),
                write(recordCollection('morning'), 'gone', { b: 20_000, h: '1' }),
                write(recordCollection('evening'), 'wang', { b: 20_000, h: '1' }),
              ],
            }),
          ),
        ),
      );
      let asked = 0;
      const view = createCheckinBoardView({
        events: {
          ...second.events,
          read: (scope, refs) => {
            asked += refs.length;
            return second.events.read(scope, refs);
          },
        },
        groups: () => ids,
        now: () => T0,
      });
      const boards = await view(groupScope(asGroupId('g000')), 'morning');
      const { parse } = boardRows('morning');
      const people = Object.entries(boards).flatMap(([group, board]) =>
        parse(board).map(({ name, days }) => `${group} ${name} ${days.base}/${days.bits}`),
      );
      expect(people).toEqual(['g000 小王0 20000/7', 'g001 小王1 20000/7', 'g002 小王2 20000/7']);
      // The records everywhere; names only where there are any.
      expect(asked).toBe(GROUPS + 2 * TAKING_PART);
    });
  });
}
