import { describe, expect, it } from 'vitest';
import { chainFeature } from '../../../src/features/chain/index.ts';
import { confirmFeature } from '../../../src/features/confirm/index.ts';
import { communityFor, everything, groupFor, NOON, person } from '../../support/decide.ts';
import { activate, problemsOf, talk } from '../support.ts';

const hour = 3_600_000;
const open = (raw?: unknown, community = communityFor()) =>
  talk([activate(chainFeature, raw, community), activate(confirmFeature, undefined)], {
    community,
    now: NOON,
  });
/** A chain opened in the chat by an operator. */
const opened = (plan: string, community = communityFor()) => {
  const chat = open(undefined, community);
  chat.say('zhangsan', `/接龙 新建 ${plan}`);
  chat.say('zhangsan', '确认');
  return chat;
};

describe('/接龙 新建', () => {
  it('echoes the plan, waits, and opens', () => {
    const chat = open();
    expect(chat.say('zhangsan', '/接龙 新建 周六徒步 | 限20人 | 截止 周五18:00 | 每人限3')).toBe(
      '准备开接龙【周六徒步】:限 20 人,每人最多 3 份,11月20日(周五) 18:00 截止。\n没问题就回复「确认」,不要了回复「取消」(2 分钟内有效)。',
    );
    expect(chat.say('u1', '接龙')).toContain('没有进行中的接龙');
    expect(chat.say('zhangsan', '确认')).toBe('✅ 接龙 #1【周六徒步】开始啦,@我 发「接龙」或「+1」报名。');
    expect(chat.say('u1', '接龙')).toContain('第 1 位 · 1/20');
    expect(chat.effects[0]).toMatchObject({
      due: Date.parse('2026-11-20T18:00:00+08:00'),
      effect: { type: 'timer', timer: 'chain.deadline', payload: { chain: 1 } },
    });
  });
  it.each([
    ['', '先写标题'],
    ['徒步 | 随便写点', '「随便写点」我还看不懂'],
    ['徒步 | 截止 2020-01-01', '已经过去'],
    ['徒步 | 限0人', '「限0人」我还看不懂'],
    ['徒步 | 选项 成人¥abc', '「选项 成人¥abc」看不懂'],
    ['徒步 | 选项 成人,成人', '看不懂'],
    [`${'长'.repeat(41)}`, '最多 40 个字'],
  ])('refuses %j with %s and changes nothing', (plan, answer) => {
    const chat = open();
    expect(chat.say('zhangsan', `/接龙 新建 ${plan}`)).toContain(answer);
    expect(chat.say('zhangsan', '确认')).toContain('没有等你确认');
  });
  it.each([
    ['徒步 限20人 截止周五18:00', '【徒步】:限 20 人,11月20日(周五) 18:00 截止'],
    ['徒步,限20人,每人限3', '【徒步】:限 20 人,每人最多 3 份'],
    ['徒步｜限二十人｜今晚八点截止', '【徒步】:限 20 人,11月20日(周五) 20:00 截止'],
    ['徒步 | 不限', '【徒步】:不限人数'],
    ['徒步 限定路线', '【徒步 限定路线】:不限人数'],
  ])('understands %j as people write it', (plan, echo) => {
    expect(open().say('zhangsan', `/接龙 新建 ${plan}`)).toContain(echo);
  });
  it.each([
    ['限20人', '先写标题'],
    ['徒步 | 截止 昨天18:00', '已经过去'],
  ])('refuses %j with %s', (plan, answer) => {
    expect(open().say('zhangsan', `/接龙 新建 ${plan}`)).toContain(answer);
  });
  it('says what it does not know instead of showing something else', () => {
    expect(opened('徒步').say('zhangsan', '/接龙 抽奖 3')).toMatch(/^「\/接龙 抽奖 3」我还看不懂/);
  });
  it('is not for members', () => {
    const chat = open();
    chat.say('u1', '/接龙 新建 徒步');
    expect(chat.say('u1', '确认')).toContain('没有等你确认');
  });
});

describe('接龙', () => {
  it.each(['接龙', '+1', '＋１', '+ 1', '1份', '一份', '报名', '我来', '我来!', '接龙。'])(
    '%s signs up for one',
    (phrase) => {
      const chat = opened('徒步 | 限10人');
      expect(chat.say('u1', phrase)).toContain('✅ 已加入,第 1 位 · 1/10');
    },
  );
  it.each(['+3', '3份', '三份', '接龙 3', '接龙3份', '报名 3', '#1 +3', '+3 #1', '接龙 徒步 3'])(
    '%s signs up for three',
    (phrase) => {
      const chat = opened('徒步 | 限10人');
      expect(chat.say('u1', phrase)).toContain('第 1 位(3 份) · 3/10');
    },
  );
  it.each(['+1谢谢', '+1 🙏', '我要报名', '接龙 谢谢', '请帮我报名一下'])(
    '%s is a polite sign-up',
    (phrase) => {
      expect(opened('徒步 | 限10人').say('u1', phrase)).toContain('✅ 已加入,第 1 位 · 1/10');
    },
  );
  it.each([
    ['#接龙\n聚餐\n1. 小王\n2. 小李', '发起接龙请找本群运营'],
    ['代接', '替谁报名'],
    ['+1 素食', '是留话还是名字'],
    ['+2 小明 小华 小丽', '+2 后面写了 3 个名字'],
    ['取消接龙 小王', '你的报名里没有「小王」'],
    ['改接龙 2', '没有可以改的'],
    ['接龙列表 爬山', '没有叫「爬山」的接龙。现在有:#1 徒步'],
    ['接龙 #9', '没有 #9 这个接龙。现在有:#1 徒步'],
    [`接龙 ${'很长的话'.repeat(400)}`, '很长的话很长的话很长的话很长的话很长的…'],
    ['+100000000000', '数量要在 1 到 999 之间'],
  ])('%j is answered in one line', (phrase, answer) => {
    const reply = opened('徒步 | 限10人').say('u1', phrase) ?? '';
    expect(reply).toContain(answer);
    expect(reply.length).toBeLessThan(80);
  });
  it('changes the number, and says the remark back', () => {
    const chat = opened('徒步 | 限10人');
    chat.say('u1', '接龙');
    expect(chat.say('u1', '改接龙 2')).toContain('1 份 → 2 份');
    expect(chat.say('u1', '改接龙 备注 素食')).toContain('2 份,备注「素食」');
  });
  it('asks how to call somebody once', () => {
    const chat = opened('徒步 | 限10人');
    expect(chat.say(person('u9'), '接龙')).toContain('怎么称呼你');
    expect(chat.say(person('u9'), '+2')).not.toContain('怎么称呼你');
  });
  it('asks it once for all options, and says which option one waits for', () => {
    const chat = opened('徒步 | 选项 成人,儿童x1');
    expect(chat.say(person('u9'), '+1 成人')).toContain('怎么称呼你');
    expect(chat.say(person('u9'), '+1 儿童')).not.toContain('怎么称呼你');
    expect(chat.say('u8', '+1 儿童')).toContain('已排进「儿童」的候补第 1 位');
  });
  it.each(['我来啦', '我来帮忙吧', '报名怎么弄', '接龙怎么玩', '2026年', '打卡机坏了'])(
    '%s is only talk',
    (phrase) => {
      const chat = opened('徒步 | 限10人');
      expect(chat.say('u1', phrase)).toBeUndefined();
    },
  );
  it('edits on a repeat, never doubles', () => {
    const chat = opened('徒步 | 限10人');
    chat.say('u1', '+2');
    expect(chat.say('u1', '接龙')).toContain('你已经在名单里了(2 份)· 2/10');
    expect(chat.say('u1', '+1')).toContain('2 份 → 1 份 · 1/10');
  });
  it('puts who comes too late for a place on the waiting list, and tells them once when it frees', () => {
    const chat = opened('徒步 | 限2人');
    chat.say('甲', '接龙');
    chat.say('乙', '接龙');
    expect(chat.say('丙', '接龙')).toBe(
      '名额满了,已排进候补第 1 位 · 2/2 · 候补 1\n有人退出就按顺序补上,到时我会告诉你。',
    );
    expect(chat.say('甲', '取消接龙')).toContain('候补的 成员丙 已补上');
    expect(chat.posts()).toEqual([
      '🎉 @成员丙 第 2 位,有位置了,你已从候补转为正式 · 【徒步】2/2。来不了请发「取消接龙」。(发起人 @zhangsan 知悉)',
    ]);
    expect(chat.say('乙', '取消接龙')).not.toContain('已补上');
    expect(chat.posts()).toHaveLength(1);
  });
  it('says honestly that it cannot tell anybody where the bot may not post', () => {
    const mute = groupFor({ capabilities: { ...everything, says: new Set(['reply']) } });
    const chat = opened('徒步 | 限1人', communityFor({ groups: [mute] }));
    chat.say('甲', '接龙');
    expect(chat.say('乙', '接龙')).toContain('发「我的接龙」随时能看');
    chat.say('甲', '取消接龙');
    expect(chat.posts()).toEqual([]);
  });
  it('asks a member nobody knows by name how to call them', () => {
    const chat = opened('徒步');
    expect(chat.say(person('u9'), '接龙')).toContain('怎么称呼你');
    expect(chat.say(person('u8', '小王'), '接龙')).not.toContain('怎么称呼你');
  });
  it.each([
    ['+4', '每人最多 3 份'],
    ['+0', '数量要在 1 到 999 之间'],
    ['+2 儿童', '没看懂「儿童」'],
    ['接龙 #7', '没有 #7 这个接龙'],
  ])('%s is refused with %s and changes nothing', (phrase, answer) => {
    const chat = opened('徒步 | 限5人 | 每人限3');
    expect(chat.say('u1', phrase)).toContain(answer);
    expect(chat.say('u2', '接龙')).toContain('第 1 位 · 1/5');
  });
  it('gives examples that can be sent as they stand', () => {
    const chat = opened('聚餐 | 限5人 | 选项 成人,儿童x2');
    expect(chat.say('u1', '+1')).toContain('比如:+1 成人');
    expect(chat.say('u1', '+3 儿童')).toBe('一共只有 2 个儿童,少一点试试,比如:+2 儿童');
    chat.say('zhangsan', '/接龙 新建 读书会 | 限8人');
    chat.say('zhangsan', '确认');
    expect(chat.say('u1', '+1 #1')).toContain('比如:+1 成人 #1');
    expect(chat.say('u1', '+3 儿童 #1')).toContain('比如:+2 儿童 #1');
    expect(chat.say('u1', '代接 李四 #2')).toContain('✅ 已加入 李四');
    expect(chat.say('u1', '代接 李四 #2')).toBe('李四 已经在名单里了,没有变 · 【读书会】1/8。');
  });
  it('tells who wrote everything into the title how limits are written', () => {
    const chat = opened('徒步');
    const hint = '名额、截止要用 | 隔开才算数';
    expect(chat.say('zhangsan', '/接龙 新建 周六徒步 20人 周五截止')).toContain(hint);
    expect(chat.say('zhangsan', '/接龙 新建 第3人称写作 读书会')).not.toContain(hint);
    expect(chat.say('zhangsan', '/接龙 新建 周六徒步 第2期 | 限20人')).not.toContain(hint);
  });
  it('asks which of several, and takes a number or a title', () => {
    const chat = opened('徒步 | 限5人');
    chat.say('zhangsan', '/接龙 新建 读书会 | 限8人');
    chat.say('zhangsan', '确认');
    expect(chat.say('u1', '+1')).toBe(
      '现在有几个接龙,是哪一个?\n#1 徒步 0/5\n#2 读书会 0/8\n带上编号就行,比如:+1 #1',
    );
    expect(chat.say('u1', '取消接龙')).toContain('带上编号就行,比如:取消接龙 #1');
    expect(chat.say('u1', '改接龙 2')).toContain('比如:改接龙 2 #1');
    expect(chat.say('zhangsan', '/接龙 关闭')).toContain('带上编号就行,比如:/接龙 关闭 #1');
    expect(chat.say('zhangsan', '/接龙 延期 周日18:00')).toContain('比如:/接龙 延期 #1');
    expect(chat.say('u1', '+1 #2')).toContain('已加入【读书会】,第 1 位 · 1/8');
    expect(chat.say('u1', '接龙 徒步')).toContain('已加入【徒步】');
    expect(chat.say('u1', '我的接龙')).toBe('#1 徒步:已报名,1 份 · 1/5\n#2 读书会:已报名,1 份 · 1/8');
  });
});

describe('取消接龙 and 撤销', () => {
  it('frees the place and can be undone for 60 s', () => {
    const chat = opened('徒步 | 限5人');
    chat.say('u1', '+2', NOON);
    expect(chat.say('u1', '取消接龙', NOON)).toContain('已取消(2 份) · 0/5');
    expect(chat.say('u1', '撤销', NOON + 60_000)).toContain('2/5');
    expect(chat.say('u1', '撤销', NOON + 60_000)).toContain('没有可以撤销');
  });
  it('does not undo after 60 s, nor what nobody did', () => {
    const chat = opened('徒步');
    expect(chat.say('u1', '撤销')).toContain('没有可以撤销');
    chat.say('u1', '接龙', NOON);
    expect(chat.say('u1', '撤销', NOON + 60_001)).toContain('没有可以撤销');
    expect(chat.say('u1', '取消接龙')).toContain('已取消');
    expect(chat.say('u1', '取消接龙')).toContain('还没有报名');
  });
  it('undoes a sign-up', () => {
    const chat = opened('徒步 | 限5人');
    chat.say('u1', '接龙');
    expect(chat.say('u1', '撤销')).toBe('↩️ 已撤销 · 0/5。');
  });
});

describe('接龙列表', () => {
  it('shows heading, numbered lines, remarks and who waits', () => {
    const chat = opened('周六徒步 | 限3人');
    chat.say('甲', '+2');
    chat.say('乙', '接龙 1 备注 素食');
    chat.say('丙', '+1');
    expect(chat.say('丁', '接龙列表')).toBe(
      '【周六徒步】报名 3/3 · 候补 1\n1. 成员甲 ×2\n2. 成员乙 · 素食\n候补\n1. 成员丙',
    );
  });
  it('folds a long list and shows all of it when asked', () => {
    const chat = opened('徒步');
    for (let n = 0; n < 40; n++) chat.say(`m${n}`, '接龙');
    expect(chat.say('m1', '接龙列表')).toContain('…等 10 位,发「接龙列表 全部」看全');
    expect(chat.say('m1', '接龙列表 全部')?.split('\n')).toHaveLength(41);
  });
  it('uses the card, and shows names as data', () => {
    const chat = opened('徒步');
    chat.state.apply([
      { collection: 'members', row: 'u1', value: { firstSeen: 0, card: '<@all> [x](http://y)' } },
    ]);
    chat.say('u1', '接龙');
    const parts = chat.outcome('u1', '接龙列表')?.reply?.parts ?? [];
    expect(parts.filter(({ type }) => type === 'data')).toContainEqual({
      type: 'data',
      text: '<@all> [x](http://y)',
    });
    expect(
      parts.filter((part) => part.type !== 'data' && 'text' in part && part.text.includes('<@all>')),
    ).toEqual([]);
  });
});

describe('deadline', () => {
  const deadline = Date.parse('2026-11-20T18:00:00+08:00');
  it('refuses what is said late, and posts the final list once', () => {
    const chat = opened('徒步 | 截止 周五18:00');
    chat.say('甲', '接龙');
    expect(chat.say('乙', '接龙', deadline)).toBe(
      '「徒步」已在 11月20日(周五) 18:00 截止,名单不再改动啦。有特殊情况请联系发起人 zhangsan。',
    );
    chat.fire('chain.deadline', { chain: 1 }, deadline);
    chat.fire('chain.deadline', { chain: 1 }, deadline);
    expect(chat.posts()).toEqual(['📋 接龙截止,最终名单:\n【徒步】报名 1 份 · 已结束\n1. 成员甲']);
    expect(chat.say('乙', '+1', deadline + hour)).toContain('截止');
    expect(chat.say('甲', '取消接龙', deadline + hour)).toContain('截止');
  });
  it('counts what was said in time even when it is looked at after the end', () => {
    const chat = opened('徒步 | 截止 周五18:00');
    chat.fire('chain.deadline', { chain: 1 }, deadline);
    expect(chat.say('甲', '接龙', deadline - 1)).toContain('已加入');
  });
  it('ignores a timer that comes too early', () => {
    const chat = opened('徒步 | 截止 周五18:00');
    chat.fire('chain.deadline', { chain: 1 }, deadline - 1);
    expect(chat.posts()).toEqual([]);
    expect(chat.say('甲', '接龙', deadline - 1)).toContain('已加入');
  });
  it('ends on its timer even when the clock was set back a little meanwhile', () => {
    const chat = opened('徒步 | 截止 周五18:00');
    chat.fire('chain.deadline', { chain: 1 }, deadline, deadline - 5);
    expect(chat.posts()).toHaveLength(1);
  });
  it('holds the final list over the quiet hours', () => {
    const quiet = groupFor({ quietHours: { from: 17 * 60, to: 8 * 60 } });
    const chat = opened('徒步 | 截止 周五18:00', communityFor({ groups: [quiet] }));
    chat.fire('chain.deadline', { chain: 1 }, deadline);
    expect(chat.effects.at(-1)?.due).toBe(Date.parse('2026-11-21T08:00:00+08:00'));
  });
});

describe('/接龙 关闭', () => {
  it('asks first, then keeps the list and takes no more', () => {
    const chat = opened('徒步 | 限5人');
    chat.say('甲', '接龙');
    expect(chat.say('zhangsan', '/接龙 关闭')).toContain('准备关闭接龙 #1【徒步】(1/5)');
    expect(chat.say('甲', '+2')).toContain('2/5');
    expect(chat.say('zhangsan', '确认')).toContain('【徒步】报名 2/5 · 已结束\n1. 成员甲 ×2');
    expect(chat.say('乙', '接龙')).toContain('已经结束');
    expect(chat.say('zhangsan', '/接龙 关闭')).toContain('已经结束');
    expect(chat.say('zhangsan', '/接龙 列表')).toContain('没有进行中的接龙');
  });
});

describe('a chain closed before its deadline', () => {
  it('takes no more, although the deadline is still to come', () => {
    const chat = opened('徒步 | 截止 周五18:00');
    chat.say('zhangsan', '/接龙 关闭');
    chat.say('zhangsan', '确认');
    expect(chat.say('甲', '接龙')).toContain('已经结束');
  });
});

describe('chains.yaml', () => {
  const hike = {
    id: 'hike',
    title: '周六徒步',
    groups: ['newbie-01'],
    capacity: 2,
    deadline: '2026-12-04 18:00',
    owner: 'LiSi',
  };
  it('opens a chain when it is first needed, once', () => {
    const chat = open({ chains: [hike] });
    expect(chat.say('甲', '接龙')).toContain('第 1 位 · 1/2\n12月4日(周五) 18:00 截止');
    expect(chat.say('乙', '接龙')).toContain('第 2 位 · 2/2');
    expect(chat.effects.map(({ effect }) => effect.type === 'timer' && effect.timer)).toEqual([
      'chain.deadline',
      'chain.post',
    ]);
    expect(chat.say('zhangsan', '/接龙 列表')).toBe('#1 周六徒步 2/2 · 截止 12月4日(周五) 18:00');
  });
  it('follows the file when it is edited: more places let people in', () => {
    const before = open({ chains: [hike] });
    for (const who of ['甲', '乙', '丙']) before.say(who, '接龙');
    const after = open({ chains: [{ ...hike, capacity: 3 }] });
    for (const collection of ['chains', 'chain-index', 'chain:1', 'chain-wait:1', 'members'])
      for (const row of ['1', 'index', '-.0', '甲', '乙', '丙']) {
        const value = before.state.rowOf(collection, row);
        if (value !== undefined) after.state.apply([{ collection, row, value }]);
      }
    after.say('丁', '接龙列表');
    expect(after.posts()).toEqual([expect.stringContaining('@成员丙 第 3 位,有位置了')]);
    expect(after.say('丁', '接龙')).toContain('候补第 1 位 · 3/3');
  });
  it.each([
    [{ ...hike, options: [{ name: '成 人' }] }, 'error chains.0.options.0.name: 选项名最多 10 个字'],
    [
      { ...hike, options: [{ name: '成人' }, { name: '成人' }] },
      'error chains.0.options.1.name: 这个选项前面写过了',
    ],
    [{ ...hike, opens: '周五' }, "error chains.0.opens: 要写成 '2026-12-01 09:00'"],
    [{ ...hike, post: { at: '25:99' } }, "error chains.0.post.at: 要写成 '20:00'"],
    [{ ...hike, deadline: '周五' }, "error chains.0.deadline: 要写成 '2026-12-04 18:00'"],
    [{ ...hike, groups: ['nobody'] }, 'error chains.0.groups.0: 没有叫「nobody」的群'],
    [{ ...hike, colour: 'red' }, 'error chains.0: Unrecognized key'],
    [{ ...hike, capacity: 0 }, 'error chains.0.capacity'],
  ])('refuses %j', (chain, problem) => {
    expect(problemsOf(chainFeature, { chains: [chain] }).join('\n')).toContain(problem);
  });
  it('refuses the same id twice', () => {
    expect(problemsOf(chainFeature, { chains: [hike, hike] })).toEqual([
      'error chains.1.id: 这个 id 前面用过了',
    ]);
  });
});

describe('cost of a sign-up', () => {
  it('stays within a few small rows when the list is long', () => {
    const chat = opened('徒步 | 限450人');
    for (let n = 0; n < 500; n++) chat.say(person(`member${n}`, '小王'), '接龙');
    const before = chat.state.asked.length;
    const outcome = chat.outcome(person('late', '小李'), '接龙');
    const asked = chat.state.asked.slice(before);
    expect(asked.some((row) => row.endsWith('/*'))).toBe(false);
    expect(new Set(asked).size).toBeLessThan(10);
    expect(JSON.stringify(outcome?.writes).length).toBeLessThan(2500);
    expect(JSON.stringify(chat.state.rowOf('chain:1', 'member7')).length).toBeLessThan(40);
  });
});

describe('for rules', () => {
  const raised = (chat: ReturnType<typeof open>, who: string, text: string) =>
    (chat.outcome(who, text)?.raise ?? []).map((event) =>
      event.type === 'feature.event' ? [event.name, event.fields] : event.type,
    );
  it('tells when a chain opens, when its last place goes, and when it closes', () => {
    const chat = open();
    const fields = (entries: number) => ({ number: 1, title: '徒步', entries });
    chat.say('zhangsan', '/接龙 新建 徒步 | 限2人');
    expect(raised(chat, 'zhangsan', '确认')).toEqual([['chain.opened', fields(0)]]);
    expect(raised(chat, 'u1', '+1')).toEqual([]);
    expect(raised(chat, 'u2', '+1')).toEqual([['chain.full', fields(2)]]);
    expect(raised(chat, 'u3', '+1')).toEqual([]);
    chat.say('zhangsan', '/接龙 关闭');
    expect(raised(chat, 'zhangsan', '确认')).toEqual([['chain.closed', fields(2)]]);
  });
});
