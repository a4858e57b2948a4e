import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { groupScope } from '../../src/domain/chat.ts';
import { asGroupId } from '../../src/domain/ids.ts';
import { say } from '../../src/domain/message.ts';
import type { Expectation } from '../../src/engine/ports.ts';
import { event, type Fixture, type OpenFixture, request, scope, send, T0, write } from './stores.ts';

/** What every EventStore promises. */
export const eventStoreContract = (name: string, open: OpenFixture) =>
  describe(`event store contract: ${name}`, () => {
    let fixture: Fixture;
    beforeEach(async () => {
      fixture = await open();
    });
    afterEach(() => fixture.close());
    const commit = (...args: Parameters<typeof request>) => fixture.first.events.commit(request(...args));
    const readOne = async (collection: string, row: string) => {
      const [found] = await fixture.second.events.read(scope, [{ collection, row }]);
      return found ?? { version: 'no answer', value: undefined };
    };

    it('reads absent rows as absent, in the order asked', async () => {
      await commit('a', { writes: [write('points', 'bob', { n: 1 }), write('names', '#', '井号')] });
      const rows = await fixture.second.events.read(scope, [
        { collection: 'points', row: 'eve' },
        { collection: 'names', row: '#' },
        { collection: 'points', row: 'bob' },
        { collection: 'points', row: '*' },
        { collection: 'nothing', row: '*' },
      ]);
      expect(rows.map(({ value }) => value)).toEqual([undefined, '井号', { n: 1 }, { bob: { n: 1 } }, {}]);
      expect(rows.map(({ version }) => version)).toEqual(['', '1', '1', '1', '']);
    });

    it('keeps any row name and any JSON as they are', async () => {
      const names = ['#', '##', '*x', '__proto__', 'a|b', 'name:小明', '7'];
      await commit('a', { writes: names.map((row) => write('odd', row, { row, text: '"|\n{}' })) });
      const { value } = await readOne('odd', '*');
      expect(Object.keys(Object(value)).sort()).toEqual([...names].sort());
      for (const row of names) expect((await readOne('odd', row)).value).toEqual({ row, text: '"|\n{}' });
    });

    it('counts the commits of each scope by itself', async () => {
      const other = groupScope(asGroupId('other'));
      expect(await commit('a')).toEqual({ type: 'committed', seq: 1 });
      expect(await commit('b', { scope: other })).toEqual({ type: 'committed', seq: 1 });
      expect(await commit('c')).toEqual({ type: 'committed', seq: 2 });
    });

    it('knows the last 20 answers of a group, newest first, as long as their replies are kept', async () => {
      const said = (n: number) => ({
        reply: { message: say(`Nr. ${n}`), trail: [] },
        said: { at: T0 + n, version: `v${n}` },
      });
      await commit('silent', { effects: [send('silent')] });
      for (let n = 0; n < 22; n += 1)
        await commit(`n${n}`, {
          ...said(n),
          ...(n % 2 === 0 && { effects: [send(`n${n}`)] }),
          writes: [write('a', 'b', n)],
        });
      await commit('n21', said(99));
      const list = await fixture.second.events.said(scope);
      expect(list.map(({ at }) => at - T0)).toEqual(Array.from({ length: 20 }, (_, n) => 21 - n));
      expect(list[0]).toEqual({
        event: event('n21'),
        at: T0 + 21,
        version: 'v21',
        reply: { message: say('Nr. 21'), trail: [] },
      });
      expect(await fixture.first.events.said(groupScope(asGroupId('other')))).toEqual([]);
    });

    it('answers a duplicate with the stored reply and writes nothing', async () => {
      const reply = { message: say('打卡成功'), trail: [{ by: 'command:checkin', outcome: 'did' as const }] };
      const first = { writes: [write('points', 'bob', 1)], effects: [send('a')], reply };
      await commit('a', first);
      const again = await fixture.second.events.commit(
        request('a', { ...first, writes: [write('points', 'bob', 2)], reply: { trail: [] } }),
      );
      expect(again).toEqual({ type: 'duplicate', reply });
      expect((await readOne('points', 'bob')).value).toBe(1);
      expect(await fixture.first.events.reply(scope, event('a'))).toEqual(reply);
      expect(await fixture.first.events.reply(scope, event('b'))).toBeUndefined();
      expect(await fixture.first.outbox.depth([scope])).toBe(1);
    });

    it.each<{ why: string; expects: Expectation[]; ok: boolean }>([
      { why: 'an unchanged row', expects: [{ collection: 'p', row: 'kept', version: '1' }], ok: true },
      { why: 'an absent row', expects: [{ collection: 'p', row: 'never', version: '' }], ok: true },
      { why: 'an untouched collection', expects: [{ collection: 'q', row: '*', version: '1' }], ok: true },
      { why: 'an empty collection', expects: [{ collection: 'r', row: '*', version: '' }], ok: true },
      { why: 'a changed row', expects: [{ collection: 'p', row: 'changed', version: '1' }], ok: false },
      { why: 'a created row', expects: [{ collection: 'p', row: 'created', version: '' }], ok: false },
      { why: 'a deleted row', expects: [{ collection: 'p', row: 'deleted', version: '1' }], ok: false },
      {
        why: 'a row deleted and made again',
        expects: [{ collection: 'p', row: 'again', version: '1' }],
        ok: false,
      },
      { why: 'a written collection', expects: [{ collection: 'p', row: '*', version: '1' }], ok: false },
      {
        why: 'a collection with a row deleted',
        expects: [{ collection: 'd', row: '*', version: '1' }],
        ok: false,
      },
      {
        why: 'a version that is a prefix of the real one',
        expects: [{ collection: 'p', row: 'changed', version: '' }],
        ok: false,
      },
      {
        why: 'one stale row among fresh ones',
        expects: [
          { collection: 'p', row: 'kept', version: '1' },
          { collection: 'p', row: 'changed', version: '1' },
        ],
        ok: false,
      },
    ])('checks $why', async ({ expects, ok }) => {
      const rows = ['kept', 'changed', 'deleted', 'again'].map((row) => write('p', row, 1));
      await commit('1', { writes: [...rows, write('q', 'x', 1), write('d', 'x', 1)] });
      await commit('2', {
        writes: [write('p', 'changed', 2), write('p', 'created', 2), write('p', 'deleted', null)],
      });
      await commit('3', { writes: [write('p', 'again', null), write('d', 'x', null)] });
      await commit('4', { writes: [write('p', 'again', 1)] });
      const result = await commit('5', { expects, writes: [write('w', 'x', 1)], effects: [send('5')] });
      expect(result).toEqual(ok ? { type: 'committed', seq: 5 } : { type: 'conflict' });
      expect((await readOne('w', 'x')).value).toBe(ok ? 1 : undefined);
      expect(await fixture.first.outbox.depth([scope])).toBe(ok ? 1 : 0);
    });

    it('lets an event that met a conflict be committed later', async () => {
      const stale = [{ collection: 'p', row: 'bob', version: '9' }];
      expect(await commit('a', { expects: stale })).toEqual({ type: 'conflict' });
      expect(await commit('a')).toEqual({ type: 'committed', seq: 1 });
    });

    it('judges requests that travel together one by one', async () => {
      const expects = [{ collection: 'p', row: 'bob', version: '' }];
      const writes = [write('p', 'bob', 1)];
      const results = await Promise.all([
        commit('a', { expects, writes, effects: [send('a'), send('a2')] }),
        commit('b', { expects, writes, effects: [send('b')] }),
        commit('c', { writes: [write('q', 'x', 1), write('q', 'y', 2), write('r', 'z', 3)] }),
        commit('a', { writes: [write('p', 'bob', 2)] }),
        commit('d', { effects: [send('d', T0 + 1)] }),
      ]);
      expect(results.map(({ type }) => type)).toEqual([
        'committed',
        'conflict',
        'committed',
        'duplicate',
        'committed',
      ]);
      expect((await readOne('r', 'z')).value).toBe(3);
      expect((await readOne('p', 'bob')).value).toBe(1);
      const { due } = await fixture.first.outbox.sweep([scope], T0 + 1, 0, 10);
      expect(due.map(({ id }) => id)).toEqual([send('a').id, send('a2').id, send('d').id]);
    });

    it('loses no increment when two processes race on one row', async () => {
      const bump = async ({ events }: Fixture['first'], n: number): Promise<number> => {
        const [row] = await events.read(scope, [{ collection: 'count', row: 'all' }]);
        const seen = row?.value === undefined ? 0 : Number(row.value);
        const result = await events.commit(
          request(`bump-${n}`, {
            expects: [{ collection: 'count', row: 'all', version: row?.version ?? '' }],
            writes: [write('count', 'all', seen + 1)],
          }),
        );
        return result.type === 'committed' ? result.seq : bump({ ...fixture.first, events }, n);
      };
      const { first, second, races = 200 } = fixture;
      const lane = async (stores: Fixture['first'], from: number) => {
        const seqs: number[] = [];
        for (let n = from; n < races; n += 4) seqs.push(await bump(stores, n));
        return seqs;
      };
      const seqs = (
        await Promise.all([lane(first, 0), lane(second, 1), lane(first, 2), lane(second, 3)])
      ).flat();
      expect((await readOne('count', 'all')).value).toBe(races);
      expect(seqs.sort((a, b) => a - b)).toEqual(Array.from({ length: races }, (_, n) => n + 1));
    });

    it('takes batches larger than one call holds', async () => {
      const results = await Promise.all(
        Array.from({ length: 600 }, (_, n) => commit(`many-${n}`, { writes: [write('m', `r${n}`, n)] })),
      );
      expect(new Set(results.map((result) => (result.type === 'committed' ? result.seq : 0))).size).toBe(600);
      const refs = Array.from({ length: 2_500 }, (_, n) => ({ collection: 'm', row: `r${n}` }));
      const rows = await fixture.second.events.read(scope, refs);
      expect(rows.filter(({ value }) => value !== undefined)).toHaveLength(600);
      expect(rows[599]?.value).toBe(599);
    });
  });
