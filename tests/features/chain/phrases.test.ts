import { describe, expect, it } from 'vitest';
import { chainFeature } from '../../../src/features/chain/index.ts';
import { confirmFeature } from '../../../src/features/confirm/index.ts';
import { NOON } from '../../support/decide.ts';
import { activate, talk } from '../support.ts';

const opened = (plan: string) => {
  const chat = talk([activate(chainFeature, undefined), activate(confirmFeature, undefined)], { now: NOON });
  chat.say('zhangsan', `/接龙 新建 ${plan}`);
  chat.say('zhangsan', '确认');
  chat.state.apply([{ collection: 'members', row: 'u1', value: { firstSeen: 0, name: '小王' } }]);
  return chat;
};
const first = (reply: string | undefined) => reply?.split('\n')[0];

describe('what people say to sign up', () => {
  it.each([
    ['我报名', 1],
    ['我要报名', 1],
    ['想报名', 1],
    ['报名2', 2],
    ['报名 2 人', 2],
    ['来两份', 2],
    ['要三份', 3],
    ['我要2份', 2],
    ['我来一份', 1],
    ['我也来', 1],
    ['算我一个', 1],
    ['带我一个', 1],
    ['参加', 1],
    ['帮我报名', 1],
    ['+1+1', 2],
    ['+1 +3 +5', 9],
    ['接龙2备注不吃辣', 2],
    ['接龙 2(素食)', 2],
    ['+十二', 12],
    ['接龍 2', 2],
    ['報名', 1],
    ['+1 谢谢', 1],
    ['+3 有几个算几个', 3],
    ['#1 +2', 2],
    ['＋２。', 2],
    ['+2,其中一个小孩', 2],
    ['周末我去', 1],
    ['徒步我参加', 1],
    ['举手,我参加', 1],
  ])('%s is for %i', (said, quantity) => {
    const shown = quantity === 1 ? '' : `(${quantity} 份)`;
    expect(first(opened('周末徒步 | 限30人').say('u1', said))).toBe(
      `✅ 已加入,第 1 位${shown} · ${quantity}/30`,
    );
  });
  it.each([
    ['+3 小明 小华 小丽', '小明、小华、小丽 · 3/30'],
    ['+1 小明', '小明 · 1/30'],
    ['+2 我 小明', '小王、小明 · 2/30'],
    ['代接 李四 2', '李四 ×2 · 2/30'],
    ['代接李四', '李四 · 1/30'],
    ['代接 李四 2 王五 1', '李四 ×2、王五 · 3/30'],
    ['代接 3 小明 小华 小丽', '小明、小华、小丽 · 3/30'],
    ['代接 @李四', '李四 · 1/30'],
    ['代接 Tom', 'Tom · 1/30'],
    ['帮李四报名', '李四 · 1/30'],
    ['帮小明接龙 2', '小明 ×2 · 2/30'],
    ['替小明报名', '小明 · 1/30'],
    ['给小明报个名', '小明 · 1/30'],
    ['代接 陳小明', '陳小明 · 1/30'],
  ])('%s signs up %s', (said, who) => {
    expect(first(opened('徒步 | 限30人').say('u1', said))).toBe(`✅ 已加入 ${who}。`);
  });
  it.each([
    ['+2 儿童', '第 1 位(儿童 2 份) · 2/30'],
    ['儿童 2', '第 1 位(儿童 2 份) · 2/30'],
    ['2儿童', '第 1 位(儿童 2 份) · 2/30'],
    ['儿童+2', '第 1 位(儿童 2 份) · 2/30'],
    ['+2 小孩', '第 1 位(儿童 2 份) · 2/30'],
    ['报名 儿童', '第 1 位(儿童 1 份) · 1/30'],
    ['接龙 2 儿童 备注 素食', '第 1 位(儿童 2 份) · 2/30'],
    ['+1 成人 +2 儿童', '小王 成人、小王 儿童 ×2 · 3/30'],
    ['1成人2儿童', '小王 成人、小王 儿童 ×2 · 3/30'],
    ['2大1小', '小王 成人 ×2、小王 儿童 · 3/30'],
    ['代接 小明 小华 成人', '小明 成人、小华 成人 · 2/30'],
  ])('with options, %s is %s', (said, told) => {
    expect(first(opened('亲子游 | 限30人 | 选项 成人¥50,儿童¥20x10').say('u1', said))).toContain(told);
  });
  it.each([
    ['+1', '请选一种:成人 ¥50、儿童 ¥20(剩 10)。比如:+1 成人'],
    ['+20 儿童', '一共只有 10 个儿童'],
    ['+2 老人', '没看懂「老人」'],
  ])('with options, %s is answered with %s and changes nothing', (said, answer) => {
    const chat = opened('亲子游 | 限30人 | 选项 成人¥50,儿童¥20x10');
    expect(chat.say('u1', said)).toContain(answer);
    expect(chat.say('u1', '我的接龙')).toContain('还没有参加');
  });
  it.each([
    ['接龙列表,谢谢', '小王'],
    ['取消接龙,谢谢老师', '已取消'],
    ['改接龙 3,谢谢', '3 份'],
    ['改接龙 备注 谢谢老师', '谢谢老师'],
  ])('behind %s thanks are only thanks', (said, answer) => {
    const chat = opened('徒步 | 限30人');
    chat.say('u1', '+2');
    expect(chat.say('u1', said)).toContain(answer);
  });
  it('takes the own name behind the word for oneself, and no question for a name', () => {
    const chat = opened('徒步 | 限30人');
    expect(chat.say('u1', '+1 怎么打')).toContain('是留话还是名字');
    expect(first(chat.say('u1', '接龙 小王'))).toBe('✅ 已加入,第 1 位 · 1/30');
    expect(chat.say('u1', '报名 今天 截止')).not.toContain('已加入');
    expect(chat.say('u1', '报名 苹果 香蕉')).toBe('替 TA 们报名就发「+2 苹果 香蕉」。');
    expect(chat.say('u1', '妈妈报名')).toBe('替 TA 们报名就发「+1 妈妈」。');
    expect(chat.say('u1', '报名 周明 吴倩')).toContain('已加入 周明、吴倩');
  });
  it('counts from what there is, and takes out only those the speaker signed up', () => {
    const chat = opened('徒步 | 限30人');
    chat.say('u1', '+2');
    expect(chat.say('u1', '再加一个')).toContain('2 份 → 3 份');
    expect(chat.say('u1', '我少两个')).toContain('3 份 → 1 份');
    expect(chat.say('u1', '我少一个')).toContain('取消接龙');
    expect(chat.say('u2', '再加两个')).toContain('已加入');
    chat.say('u2', '代接 赵敏');
    expect(chat.say('u1', '赵敏不去了')).toBeUndefined();
    expect(chat.say('u2', '赵敏不去了')).toContain('已取消');
  });
  it('takes how somebody comes for a remark, and says of a chain that is over that it is', () => {
    const chat = opened('徒步 | 限30人');
    expect(chat.say('u1', '+1 配速六分半')).toContain('已加入,第 1 位');
    expect(chat.say('u1', '我的接龙')).toContain('配速六分半');
    expect(chat.say('u1', '+40')).toContain('还剩 29 个');
    chat.say('zhangsan', '/接龙 关闭');
    chat.say('zhangsan', '确认');
    expect(chat.say('u1', '取消接龙 徒步')).toContain('已经结束');
  });
  it.each([
    ['我想报名,多少钱', '想报名的话,发「+1」就行。'],
    ['我报名,自己开车', '已加入'],
    ['同意,+1', '想报名的话'],
    ['周六要加班,我不去了,抱歉', '还没有报名'],
  ])('of several clauses, %s', (said, answer) => {
    expect(opened('徒步 | 限30人').say('u1', said)).toContain(answer);
  });
  it.each([
    '我来晚了',
    '我来问一下',
    '报名截止了吗',
    '报名表在哪',
    '报名怎么弄',
    '接龙怎么玩',
    '接龙结束了没',
    'C++',
    '2份工作',
    '我要请假',
    '我要3天假',
    '加我微信',
    '带我一起玩',
    '来了',
    '来一个人帮忙',
    '要不要去',
    '参加的人多吗',
    '我参加过了',
    '1. 明天几点 2. 在哪集合',
    '报告老师',
    '代课老师是谁',
    '帮小明拿快递',
    '替我谢谢他',
    '三个和尚',
    '第3章',
    '下午3点',
    '今天+1天假',
    '+1s',
    '周日我去',
    '报名费我来',
    '徒步我不去',
    '他们说好了,我参加吗',
    '六我去',
  ])('%s is only talk', (said) => {
    const chat = opened('周末徒步 | 限30人');
    expect(chat.say('u1', said)).toBeUndefined();
    expect(chat.say('u1', '我的接龙')).toContain('还没有参加');
  });
});
