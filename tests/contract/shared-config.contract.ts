import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LiveVersion } from '../../src/domain/live-status.ts';
import { createSharedConfig } from '../../src/reload/shared-config.ts';
import { event, type Fixture, type OpenFixture, T0 } from './stores.ts';

const versionNamed = (id: string, more: Partial<LiveVersion> = {}): LiveVersion => ({
  id,
  at: T0,
  where: 'here',
  changed: [],
  ...more,
});
const files = (text: string) =>
  new Map([
    ['rules/a.yaml', text],
    ['wecom.yaml', 'secret: s3cret'],
  ]);
const rule = (id: string, written: 'on' | 'off') => ({
  id,
  on: 'x',
  groups: undefined,
  mode: written,
  written,
});

/** What versions, rollbacks and switches promise on every store. */
export const sharedConfigContract = (name: string, open: OpenFixture) =>
  describe(`shared configuration contract: ${name}`, () => {
    let fixture: Fixture;
    beforeEach(async () => {
      fixture = await open();
    });
    afterEach(() => fixture.close());
    const both = () =>
      [createSharedConfig(fixture.first.events), createSharedConfig(fixture.second.events)] as const;

    it('begins with nothing', async () => {
      const [one] = both();
      expect(await one.state()).toEqual({ revision: '', switches: {} });
      expect(await one.versions()).toEqual([]);
      expect(await one.filesOf('v1')).toBeUndefined();
    });

    it('keeps versions with their files, newest first, and never wecom.yaml', async () => {
      const [one, two] = both();
      await one.wentLive(versionNamed('v1'), files('eins 一'));
      await two.wentLive(
        versionNamed('v2', { at: T0 - 5, by: 'boss', changed: ['rules/a.yaml'] }),
        files('zwei'),
      );
      expect(await one.versions()).toEqual([
        versionNamed('v2', { at: T0 + 1, by: 'boss', changed: ['rules/a.yaml'] }),
        versionNamed('v1'),
      ]);
      expect(await two.filesOf('v1')).toEqual(new Map([['rules/a.yaml', 'eins 一']]));
    });

    it('notes a version once while it is the newest, whoever is first, and moves an older one up', async () => {
      const [one, two] = both();
      await Promise.all([one, two, one, two].map((each) => each.wentLive(versionNamed('v1'), files('a'))));
      await one.wentLive(versionNamed('v2'), files('b'));
      await two.wentLive(versionNamed('v1', { by: 'boss' }), files('a'));
      expect((await one.versions()).map(({ id, by }) => [id, by])).toEqual([
        ['v1', 'boss'],
        ['v2', undefined],
      ]);
    });

    it('keeps the last 50 and the one that was brought back', async () => {
      const [one] = both();
      for (let n = 0; n < 51; n += 1) {
        await one.wentLive(versionNamed(`v${n}`), files(`${n}`));
        if (n === 1)
          await one.change({
            change: { type: 'roll-back', version: 'v1' },
            by: 'b',
            id: event('p'),
            files: 'v9',
          });
      }
      const ids = (await one.versions()).map(({ id }) => id);
      expect(ids).toHaveLength(50);
      expect(await one.filesOf('v0')).toBeUndefined();
      for (let n = 51; n < 54; n += 1) await one.wentLive(versionNamed(`v${n}`), files(`${n}`));
      expect((await one.versions()).map(({ id }) => id)).toContain('v1');
      expect(await one.filesOf('v1')).toBeDefined();
      expect(await one.filesOf('v3')).toBeUndefined();
    });

    it('does a command once, and says so to everybody', async () => {
      const [one, two] = both();
      const rollBack = {
        change: { type: 'roll-back', version: 'v1' },
        by: 'boss',
        id: event('c1'),
        files: 'v2',
      } as const;
      await one.change(rollBack);
      const agreed = await two.state();
      expect(agreed.pin).toEqual({ version: 'v1', by: 'boss', id: event('c1'), over: ['v2'] });
      expect(agreed.revision).not.toBe('');
      await two.saved('v3', []);
      await one.change(rollBack);
      expect((await two.state()).pin).toBeUndefined();
      expect((await two.state()).revision).not.toBe(agreed.revision);
    });

    it('ends a rollback by files that were not there, and by those alone', async () => {
      const [one, two] = both();
      await one.change({
        change: { type: 'roll-back', version: 'v1' },
        by: 'b',
        id: event('c'),
        files: 'v2',
      });
      await Promise.all([two.holdOver('v3'), one.holdOver('v4'), two.holdOver('v3')]);
      for (const known of ['v2', 'v3', 'v4']) await one.saved(known, []);
      expect((await one.state()).pin?.over).toHaveLength(3);
      await two.saved('v5', []);
      expect((await one.state()).pin).toBeUndefined();
    });

    it('keeps switches of several at once until their mode is edited', async () => {
      const [one, two] = both();
      const off = (id: string) => ({ type: 'mode', rule: id, mode: 'off', written: 'on' }) as const;
      await Promise.all(
        ['a', 'b', 'c'].map((id, n) =>
          (n % 2 === 0 ? one : two).change({ change: off(id), by: 'b', id: event(id), files: 'v1' }),
        ),
      );
      await one.saved('v2', [rule('a', 'on'), rule('b', 'off')]);
      expect((await two.state()).switches).toEqual({ a: { mode: 'off', written: 'on' } });
      await two.change({ change: { ...off('a'), mode: 'on' }, by: 'b', id: event('back'), files: 'v2' });
      expect((await one.state()).switches).toEqual({});
    });
  });
