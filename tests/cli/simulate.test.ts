import { describe, expect, it } from 'vitest';
import { configDir, faq } from './config-dir.ts';

const script = `tests:
  - name: 两个群
    group: newbie-01
    at: '2026-11-20 10:00'
    steps:
      - { member: u1, says: 发票 }
      - { group: newbie-02, member: u2, says: 发票 }
      - { wait: 1h }
      - { join: [u3, u4] }
      - { leave: u3 }
      - { expect: { reply: 没有人看 } }
`;
const broadcasts = `broadcasts:
  - { id: topic, schedule: { cron: '0 9 * * 1-5' }, to: [newbie-01], content: { text: 早上好 } }
`;

describe('qunyun simulate', () => {
  it('plays a script and looks at no expectation', async () => {
    const { run, write, dir } = configDir({ 'rules/a.yaml': faq('在订单里') });
    write('script.txt', script);
    expect(await run('simulate', '--script', `${dir}/script.txt`)).toEqual({
      code: 0,
      out: [
        '2026-11-20 10:00 newbie-01 ← u1 说:发票',
        '2026-11-20 10:00 newbie-01 → 回复:在订单里  〔rule:faq〕',
        '2026-11-20 10:00 newbie-02 ← u2 说:发票',
        '2026-11-20 11:00 newbie-01 ← u3、u4 进群',
        '2026-11-20 11:00 newbie-01 ← u3 退群',
        '共 5 条。',
      ],
      err: [],
    });
  });
  it('plays days in which nobody says anything', async () => {
    const { run } = configDir({ 'broadcasts.yaml': broadcasts });
    const { code, out } = await run('simulate', '--days', '4', '--from', '2026-11-20');
    expect(code).toBe(0);
    expect(out).toEqual([
      '2026-11-20 09:00 newbie-01 → 发到群里:早上好  〔broadcast:topic〕',
      '2026-11-23 09:00 newbie-01 → 发到群里:早上好  〔broadcast:topic〕',
      '共 2 条。',
    ]);
  });
  it('counts the first midnight to the days asked for and the last one not', async () => {
    const { run } = configDir({ 'broadcasts.yaml': broadcasts.replace('0 9', '0 0') });
    const { out } = await run('simulate', '--days', '1', '--from', '2026-11-20');
    expect(out).toEqual(['2026-11-20 00:00 newbie-01 → 发到群里:早上好  〔broadcast:topic〕', '共 1 条。']);
  });
  it('plays years in one go', async () => {
    const { run } = configDir({ 'broadcasts.yaml': broadcasts });
    const { out } = await run('simulate', '--days', '3653', '--from', '2027-01-01');
    expect(out.at(-1)).toBe('共 2609 条。');
  });
  it('shows what another configuration changes', async () => {
    const { run, write, dir } = configDir({ 'rules/a.yaml': faq('在订单里') });
    const other = configDir({ 'rules/a.yaml': faq('在账单里') });
    write('script.txt', script);
    const args = ['simulate', dir, '--script', `${dir}/script.txt`, '--diff'];
    expect(await run(...args, other.dir)).toEqual({
      code: 0,
      out: [
        '- 2026-11-20 10:00 newbie-01 → 回复:在订单里  〔rule:faq〕',
        '+ 2026-11-20 10:00 newbie-01 → 回复:在账单里  〔rule:faq〕',
        '2 处不同(- 原来,+ 换成另一份之后)。',
      ],
      err: [],
    });
    expect((await run(...args, dir)).out).toEqual(['两份配置说的话一样。']);
  });
  it('first wants a script and configurations without errors', async () => {
    const { run, write, dir } = configDir();
    write('script.txt', script.replace('wait: 1h', 'wait: x'));
    expect(await run('simulate', '--script', `${dir}/script.txt`)).toMatchObject({
      code: 1,
      out: [expect.stringContaining('script.txt:8:17')],
    });
    write('rules/a.yaml', 'rules: [{}]\n');
    expect((await run('simulate', '--days', '1')).code).toBe(1);
  });
  it.each([
    [[]],
    [['--days', '0']],
    [['--days', 'x']],
    [['--days', '1', '--from', '2026-02-30']],
    [['--days', '1', '--script', 'a']],
    [['--script', '/nowhere']],
    [['--nope']],
    [['a', 'b', '--days', '1']],
  ])('exits with 2 for %j', async (args) => {
    const { code, err } = await configDir().run('simulate', ...args);
    expect([code, err.length]).toEqual([2, 1]);
  });
});
