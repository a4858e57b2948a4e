import { describe, expect, it } from 'vitest';
import { configDir, faq } from './config-dir.ts';

const asking = `tests:
  - name: 开票
    group: newbie-01
    at: '2026-11-20 10:00'
    members: [{ id: u1, name: 小王 }]
    steps:
      - { member: u1, says: 发票呢 }
      - { expect: { reply: 我的订单, rule: faq } }
      - { expect: silence }
`;

describe('qunyun test', () => {
  it('says that everything is as expected', async () => {
    const { run } = configDir({ 'rules/a.yaml': faq('在「我的订单」里'), 'tests/a.yaml': asking });
    expect(await run('test')).toEqual({
      code: 0,
      out: ['✓ 开票(tests/a.yaml:2:5)', '1 个通过,0 个没通过。'],
      err: [],
    });
  });
  it('shows what was expected, what was found, and how it came to that', async () => {
    const { run } = configDir({ 'rules/a.yaml': faq('去问客服'), 'tests/a.yaml': asking });
    const { code, out } = await run('test');
    expect(code).toBe(1);
    expect(out).toEqual([
      '✗ 开票(tests/a.yaml:2:5)',
      '  第 2 步(tests/a.yaml:8:28)',
      '    - 期望:reply 含有「我的订单」',
      '    + 实际:去问客服',
      '  经过:',
      '    2026-11-20 10:00 newbie-01 ← u1 说:发票呢',
      '        rule:faq 命中',
      '    2026-11-20 10:00 newbie-01 → 回复:去问客服  〔rule:faq〕',
      '0 个通过,1 个没通过。',
    ]);
  });
  it.each([
    {
      what: 'a key that is misspelt',
      from: 'expect: silence',
      to: 'expects: silence',
      said: 'tests/a.yaml:9:11 tests.0.steps.2.expects: 不认识的键「expects」。 你是不是想写「expect」?',
    },
    {
      what: 'a group nobody knows',
      from: 'group: newbie-01',
      to: 'group: newbie-1',
      said: 'tests/a.yaml:3:12 tests.0.group: 没有叫「newbie-1」的群。 你是不是想写「newbie-01」?',
    },
    {
      what: 'a group in which nobody can be heard',
      from: 'group: newbie-01',
      to: 'group: vip-01',
      said: 'tests/a.yaml:7:29 tests.0.steps.0.says: 群「vip-01」里机器人听不到消息。 请换一个绑定了 aibot 或 robot 的群。',
    },
    {
      what: 'a rule nobody wrote',
      from: 'rule: faq',
      to: 'rule: fap',
      said: 'tests/a.yaml:8:40 tests.0.steps.1.expect.rule: 没有叫「fap」的规则。 你是不是想写「faq」?',
    },
    {
      what: 'a moment that does not exist',
      from: '2026-11-20',
      to: '2026-11-31',
      said: "tests/a.yaml:4:9 tests.0.at: 要写成 '2026-11-20 10:00'。",
    },
    {
      what: 'words nobody says',
      from: 'member: u1, says',
      to: 'says',
      said: 'tests/a.yaml:7:9 tests.0.steps.0: says 要和 member(谁说的)写在一起。',
    },
    {
      what: 'a member who is given twice',
      from: 'name: 小王 }]',
      to: 'name: 小王 }, { id: u1 }]',
      said: 'tests/a.yaml:5:43 tests.0.members.1.id: 成员「u1」写了两次。',
    },
    {
      what: 'words that break at a comma',
      from: 'says: 发票呢',
      to: 'says: 发票呢,急用',
      said: 'tests/a.yaml:7:33 tests.0.steps.0.急用: 不认识的键「急用」。 如果它是上一句话的后半句,请给整句话加引号:花括号里的英文逗号会把话断开。',
    },
    {
      what: 'a duration nobody understands',
      from: 'expect: silence',
      to: 'wait: soon',
      said: 'tests/a.yaml:9:17 tests.0.steps.2.wait: 要写成 10m、2h 或 1d,最长一年。',
    },
  ])('places $what', async ({ from, to, said }) => {
    const files = { 'rules/a.yaml': faq('x'), 'tests/a.yaml': asking.replace(from, to) };
    const { code, out } = await configDir(files).run('test');
    expect(out).toEqual([said, '0 个通过,0 个没通过,1 处写法要改。']);
    expect(code).toBe(1);
  });
  it('first wants a configuration without errors', async () => {
    const { run } = configDir({ 'rules/a.yaml': 'rules: [{ id: x }]\n', 'tests/a.yaml': asking });
    const { code, out } = await run('test');
    expect([code, out.at(-1)]).toEqual([1, expect.stringContaining('先改好再来')]);
  });
  it('says that there is nothing to test', async () => {
    expect(await configDir().run('test')).toMatchObject({
      code: 0,
      out: [expect.stringContaining('还没有规则测试')],
    });
  });
  it.each([[['--nope']], [['a', 'b']], [['/nowhere/at/all']]])('exits with 2 for %j', async (args) => {
    expect(await configDir().run('test', ...args)).toMatchObject({ code: 2, out: [] });
  });
});
