import { describe, expect, it } from 'vitest';
import { versionOf } from '../../src/config/read-dir.ts';
import { asEventId } from '../../src/domain/ids.ts';
import { groups, wecom } from '../config/support.ts';
import { broken, createTown, filesWith } from './support.ts';

const one = filesWith('one');
const two = filesWith('two');
const three = filesWith('three');
const v1 = versionOf(one);
const v2 = versionOf(two);
const v3 = versionOf(three);

const opened = async (files = one) => {
  const town = createTown();
  const process = town.openProcess(files);
  await process.look();
  return { ...town, process };
};

describe('a save', () => {
  it('goes live, is kept on disk and is noted with what changed', async () => {
    const { process, clock } = await opened();
    clock.jump(1_000);
    await process.save(two);
    expect(process.version()).toBe(v2);
    expect(process.swaps).toEqual([v2]);
    expect(process.kept.map(({ version }) => version)).toEqual([v1, v2]);
    expect(process.status()).toMatchObject({
      version: v2,
      source: 'files',
      problems: [],
      versions: [
        { id: v2, at: clock.now(), where: 'here', changed: ['rules/hello.yaml'] },
        { id: v1, changed: [] },
      ],
    });
  });

  it('of the same content does nothing', async () => {
    const { process } = await opened();
    const checks = process.checks();
    await process.save(new Map(one));
    expect(process.swaps).toEqual([]);
    expect(process.checks()).toBe(checks);
  });

  it('that is wrong changes nothing, is told once after it has come to rest, and shows in the status', async () => {
    const { process } = await opened();
    await process.save(broken);
    expect(process.told).toEqual([]);
    await process.settle();
    await process.settle();
    await process.look();
    expect(process.told).toHaveLength(1);
    expect(process.told[0]).toMatch(/^refused \d+: rules\/hello.yaml:2:/);
    expect(process.version()).toBe(v1);
    expect(process.status().problems[0]).toMatch(/^rules\/hello.yaml:2:/);
    await process.save(two);
    expect(process.version()).toBe(v2);
    expect(process.status().problems).toEqual([]);
  });

  it('that is wrong only for a moment, as half a file is, is not told of', async () => {
    const { process } = await opened();
    await process.save(broken);
    process.wait(500);
    await process.lookIfStale();
    await process.save(two);
    await process.settle();
    expect(process.told).toEqual([]);
    expect(process.version()).toBe(v2);
  });

  it('back to what serves takes the complaint away', async () => {
    const { process } = await opened();
    await process.save(broken);
    await process.settle();
    await process.save(one);
    expect(process.status().problems).toEqual([]);
    expect(process.swaps).toEqual([]);
  });

  it('under way is waited for', async () => {
    const { process } = await opened();
    process.directory.moving = true;
    await process.save(two);
    expect(process.version()).toBe(v1);
    process.directory.moving = false;
    await process.lookIfStale();
    expect(process.version()).toBe(v2);
  });

  it('lets a directory that is away for long be told, and comes back', async () => {
    const { process } = await opened();
    await process.save(undefined);
    await process.settle();
    expect(process.told).toEqual(['refused 1: 读不了配置目录。']);
    await process.save(one);
    expect(process.status().problems).toEqual([]);
    expect(process.version()).toBe(v1);
  });

  it('of wecom.yaml asks for a restart once and serves on, the other files included', async () => {
    const { process } = await opened();
    const other = filesWith('two', { 'wecom.yaml': wecom.replace('1000002', '1000003') });
    await process.save(other);
    await process.look();
    expect(process.told).toEqual(['restart']);
    expect(process.status()).toMatchObject({ version: v2, needsRestart: true });
    expect(process.kept.at(-1)?.files.get('wecom.yaml')).toBe(wecom);
    await process.save(two);
    expect(process.status().needsRestart).toBe(false);
  });

  it('of a wrong wecom.yaml is told as such', async () => {
    const { process } = await opened();
    await process.save(filesWith('two', { 'wecom.yaml': 'corpIdd: x\n' }));
    expect(process.told[0]).toMatch(/refused \d+: wecom.yaml:1:1/);
    expect(process.status()).toMatchObject({ version: v2, needsRestart: false });
    expect(process.status().problems[0]).toContain('wecom.yaml');
  });

  it('serves what served last while the files are wrong from the start', async () => {
    const { openProcess } = createTown();
    const process = openProcess(one, 'last-known-good');
    process.directory.files = broken;
    await process.look();
    await process.settle();
    expect(process.status()).toMatchObject({ version: v1, source: 'last-known-good' });
    expect(process.told).toHaveLength(1);
    await process.save(one);
    expect(process.status()).toMatchObject({ version: v1, source: 'files', problems: [] });
  });
});

describe('a rollback', () => {
  it('serves in every process until the next valid save that is new', async () => {
    const { process, openProcess } = await opened();
    const other = openProcess(one);
    await other.look();
    for (const each of [process, other]) await each.save(two);
    await process.command({ type: 'roll-back', version: v1 });
    await other.lookIfStale();
    for (const each of [process, other])
      expect(each.status()).toMatchObject({ version: v1, source: 'rolled-back' });
    expect(process.status().versions[0]).toMatchObject({ id: v1, by: 'boss' });
    // What is wrong, and what is there already, do not end it.
    await process.save(broken);
    await process.save(two);
    await other.look();
    expect([process.version(), other.version()]).toEqual([v1, v1]);
    await process.save(three);
    await other.lookIfStale();
    expect([process.version(), other.version()]).toEqual([v3, v2]);
  });

  it('holds over a restart, also of a process whose files were others', async () => {
    const { process, openProcess } = await opened();
    await process.save(two);
    const other = openProcess(three);
    await other.look();
    await process.command({ type: 'roll-back', version: v1 });
    await other.lookIfStale();
    const again = openProcess(three);
    await again.look();
    expect(again.status()).toMatchObject({ version: v1, source: 'rolled-back' });
    const edited = openProcess(filesWith('four'));
    await edited.look();
    expect(edited.status()).toMatchObject({ version: versionOf(filesWith('four')), source: 'files' });
    await process.lookIfStale();
    expect(process.version()).toBe(v2);
  });

  it('is not repeated by a second try of the same command', async () => {
    const { process } = await opened();
    await process.save(two);
    await process.command({ type: 'roll-back', version: v1 });
    await process.save(three);
    expect((await process.shared.state()).pin).toBeUndefined();
    const first = asEventId('same');
    await process.change({ type: 'roll-back', version: v1 }, 'boss', first);
    await process.save(two);
    await process.change({ type: 'roll-back', version: v1 }, 'boss', first);
    expect(process.version()).toBe(v2);
  });

  it('to what the files say ends the one before', async () => {
    const { process } = await opened();
    await process.save(two);
    await process.command({ type: 'roll-back', version: v1 });
    await process.command({ type: 'roll-back', version: v2 });
    expect(process.status()).toMatchObject({ version: v2, source: 'files' });
  });

  it('to a version that is gone, or that no longer fits wecom.yaml, is refused', async () => {
    const { process } = await opened();
    await process.command({ type: 'roll-back', version: 'feedfeedfeed' });
    expect(process.told[0]).toMatch(/^impossible roll-back: 这个版本已经不在了/);
    const bound = groups.replace('webhook: push', 'webhook: gone');
    await process.shared.wentLive(
      { id: 'aaaaaaaaaaaa', at: 1, where: 'here', changed: [] },
      filesWith('x', { 'groups.yaml': bound }),
    );
    await process.command({ type: 'roll-back', version: 'aaaaaaaaaaaa' });
    expect(process.told[1]).toMatch(/^impossible roll-back: groups.yaml:/);
    expect(process.version()).toBe(v1);
  });
});

describe('a switch', () => {
  const off = { type: 'mode', rule: 'hello', mode: 'off', written: 'on' } as const;

  it('takes a rule out in every process, over a restart, until it is put back', async () => {
    const { process, openProcess } = await opened();
    const other = openProcess(one);
    await other.look();
    await process.command(off);
    await other.lookIfStale();
    const again = openProcess(one);
    await again.look();
    for (const each of [process, other, again]) expect(each.book().rules.count).toBe(0);
    await other.command({ ...off, mode: 'on' });
    await process.lookIfStale();
    expect(process.book().rules.count).toBe(1);
    expect((await process.shared.state()).switches).toEqual({});
  });

  it('survives an edit of something else and ends with an edit of the mode', async () => {
    const { process } = await opened();
    await process.command(off);
    await process.save(two);
    expect(process.book().rules.count).toBe(0);
    const written = (mode: string) =>
      new Map(
        [...two].map(([name, text]) => [name, text.replace('id: hello,', `id: hello, mode: ${mode},`)]),
      );
    await process.save(written('shadow'));
    expect(process.book().rules.count).toBe(1);
    await process.save(two);
    expect(process.book().rules.count).toBe(1);
  });

  it('also works while the files are wrong', async () => {
    const { process } = await opened();
    await process.save(broken);
    await process.settle();
    await process.command(off);
    expect(process.book().rules.count).toBe(0);
    expect(process.version()).toBe(v1);
  });

  it('that would make the rules wrong is refused', async () => {
    const test = filesWith('one', {
      'rules/off.yaml':
        'rules: [{ id: lame, mode: off, on: member.joined, groups: [vip-01], do: [{ send: hi }] }, { id: ok, on: message.received, do: [{ reply: a }] }]\n',
    });
    const { process } = await opened(test);
    await process.command({ type: 'mode', rule: 'lame', mode: 'on', written: 'off' });
    expect(process.told[0]).toMatch(/^impossible mode: rules\/off.yaml:1:/);
    expect((await process.shared.state()).switches).toEqual({});
  });
});

describe('trouble', () => {
  it('of the store is told, and the save goes live when it is back', async () => {
    const town = createTown();
    const process = town.openProcess(one);
    await process.look();
    const { read } = town.store;
    Object.assign(town.store, {
      read: () => Promise.reject(new Error('away')),
    });
    await process.save(two);
    expect(process.told).toEqual(['fault away']);
    Object.assign(town.store, { read });
    await process.lookIfStale();
    expect(process.version()).toBe(v2);
  });
});
