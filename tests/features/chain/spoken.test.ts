import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSaid } from '../../../src/features/chain/match-phrase.ts';
import {
  changing,
  leaving,
  listing,
  lookingForMine,
  lookingForPlaces,
  undoing,
} from '../../../src/features/chain/sentences.ts';
import { readSpoken } from '../../../src/features/chain/spoken.ts';

describe('a whole sentence', () => {
  it.each([
    ['我们两个人报名', 2, ''],
    ['我们家3口报名', 3, ''],
    ['给我留一个', undefined, undefined],
    ['留一个', 1, ''],
    ['占个位', undefined, ''],
    ['两张票', 2, ''],
    ['仨', 3, ''],
    ['加1', 1, ''],
    ['我也+1', 1, ''],
    ['报名2人,备注 带小孩', 2, '备注 带小孩'],
    ['我和老公两个人', 2, '备注 和老公'],
    ['我和老公报名', 2, '备注 和老公'],
    ['我和爸妈报名', undefined, undefined],
    ['登记一下,一个人', 1, ''],
    ['一家三口', 3, ''],
    ['俺也去一个', 1, ''],
    ['把我们两个算上', 2, ''],
    ['报名,满了就候补', undefined, ''],
    ['我要报名,还来得及吗', undefined, ''],
    ['我能去,帮我加上', undefined, ''],
    ['报上俺', undefined, ''],
    ['扣1', undefined, ''],
    ['我们夫妻两个报名', 2, ''],
    ['两大一小,共3人', 3, '备注 两大一小'],
    ['候补+1', 1, ''],
    ['带娃,两人', 2, '备注 带娃'],
    ['报名,周六见', undefined, ''],
    ['有我一个', undefined, ''],
    ['预留3个名额', 3, ''],
    ['报名!我一定到', undefined, ''],
    ['加一个俺', undefined, ''],
    ['登记一下,我去', undefined, ''],
    ['我带一个朋友,共两人', 2, '备注 带一个朋友'],
    ['我要报民', undefined, ''],
  ])('%s is for %s', (said, quantity, tail) => {
    const spoken = readSpoken(said);
    expect([spoken?.quantity, spoken?.tail]).toEqual([quantity, tail]);
  });
  it.each([
    '他要报名',
    '两个人吵起来了',
    '有没有人报名',
    '加一个功能吧',
    '报名费多少',
    '两个小时',
    '一份耕耘一份收获',
    '报名,还来得及吗',
    '去一个地方',
    '把我算上一起骂',
    '一家三口都爱吃',
    '满了就候补',
    '我去',
    '我能去,几点集合',
    '想去的扣1',
    '两大一小',
    '候补名单',
    '带娃两天了',
    '周六见',
    '有我一个快递',
    '预留时间3天',
    '我一定到',
    '母女两个吵架',
    '报民',
    '他要报民',
    '我带一个朋友',
    '我借笼子',
    '加上咱家的狗',
  ])('%s is only talk', (said) => {
    expect(readSpoken(said)).toBeUndefined();
  });
  it('takes no time over anything', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[我们一两三个人报名要来想去加+ ]{0,400}$/u), (said) => {
        readSpoken(said);
        return readSaid(said) === undefined || said.length > 0;
      }),
    );
  });
});

describe('a sign-up said in other ways', () => {
  it.each([
    ['报名报名', 'join', ''],
    ['我要报名我要报名', 'join', ''],
    ['十1', 'join', '+1'],
    ['baoming', 'join', ''],
    ['帮陈静 +1', 'behalf', '陈静 +1'],
    ['帮小明、小华报名', 'behalf', '小明、小华 '],
    ['群主帮我报个名', 'join', ''],
    ['+1,谢谢老师', 'join', '+1'],
    ['+1鸭', 'join', '+1'],
    ['周六徒步我参加', 'join', '周六徒步'],
    ['周六我去', 'join', '周六'],
    ['那我报个名吧', 'join', ''],
    ['各位早,我报名', 'join', ''],
    ['我帮我妈报一个', 'behalf', '妈 一个'],
    ['我报名参加周六徒步', 'join', '周六徒步'],
    ['+1,期待', 'join', '+1'],
    ['+1 备注 期待', 'join', '+1 备注 期待'],
    ['bm', 'join', ''],
    ['我 来！', 'join', ''],
    ['+2 排队也行', 'join', '+2'],
    ['帮俺报俩', 'join', '+2'],
    ['我要报明2个', 'join', '+2'],
    ['我和赵敏都报名', 'behalf', '我 赵敏'],
    ['赵敏不去了', 'leave', '赵敏'],
    ['麻烦群主加我一个', 'join', '+1'],
    ['我报周六徒步2个', 'join', '周六徒步 2个'],
  ])('%s', (said, verb, body) => {
    const read = readSaid(said);
    expect([read?.verb, read?.body]).toEqual([verb, body]);
  });
  it.each([
    '给楼上+1',
    '替你高兴+1',
    '帮你+1',
    '哈哈哈哈',
    '十一',
    '十1月',
    '谢谢老师',
    '为什么没人报名',
    '帮我问问还能不能报名',
    '我和大家都报名了吗',
    '周六徒步谁参加',
    '报名辛苦还是接龙辛苦呢',
  ])('%s is nothing by itself', (said) => {
    const read = readSaid(said);
    expect(read === undefined || read.loose).toBe(true);
  });
});

describe('a request among other clauses', () => {
  const clauses = (said: string) => {
    const read = readSaid(said);
    const meant = read?.otherwise ?? read;
    return meant && !meant.loose ? [meant.verb, meant.body] : undefined;
  };
  it.each([
    ['这周我能来,算我一个', 'join', '+1'],
    ['举手,我参加', 'join', ''],
    ['周末有空,帮我报一个', 'join', '+1'],
    ['我也想去，帮我记一个', 'join', '+1'],
    ['报名,第一次参加请多关照', 'join', ''],
    ['可以,我去', 'join', ''],
    ['+1,终于等到了', 'join', '+1'],
    ['我也想玩,+1', 'join', '+1'],
    ['我报名,自己开车过去', 'join', '备注 自己开车过去'],
    ['大家注意,我报名', 'join', ''],
    ['上次没去成,这次我报名', 'join', ''],
    ['我报名,我们三个人去', 'join', '+三'],
    ['我和老公一起,两个人', 'join', '+两 备注 和老公'],
    ['我参加,我报名', 'join', ''],
    ['我报名,帮李四也报一个', 'behalf', '我  李四 一个'],
    ['现在还能加我一个吗,我想报名', 'join', ''],
    ['+1,几点集合?', 'join', '+1'],
    ['您好,我要报名,麻烦登记一下', 'join', ''],
    ['看到了,+1', 'join', '+1'],
    ['要得,算我一个嘛', 'join', '+1'],
    ['老师您好,我想报名这次活动,谢谢老师', 'join', ''],
    ['我报名,另外帮何军报一个', 'behalf', '我  何军 一个'],
    ['我同事孙磊也要来,帮他报一个', 'behalf', '孙磊'],
    ['朱琳没在群里,我替她报一个名', 'behalf', ''],
    ['这周六我可以,报名', 'join', ''],
    ['我也想玩,报名', 'join', ''],
    ['带上我老公,一共两位', 'join', '+两 备注 带上我老公'],
    ['+2,在地铁口上车', 'join', '+2 备注 在地铁口上车'],
    ['报名1人,不坐大巴,自己开车', 'join', '+1 备注 不坐大巴 自己开车'],
  ])('%s', (said, verb, body) => {
    expect(clauses(said)).toEqual([verb, body]);
  });
  it.each([
    '不下雨的话,我参加',
    '等我问问,我再报名',
    '他说,我参加',
    '下次有活动,我参加',
    '你去吧,算我一个',
    '我想报名,多少钱',
    '同意,+1',
    '说得好,+1',
    '+1,我也这么觉得',
    '我报名,不对,我不去了',
    '+1,打错了',
    '满了的话我就排候补',
    '聚餐算我一个,徒步就不去了',
    '我+1,确实太吵了',
  ])('%s is asked about', (said) => {
    expect(clauses(said)).toEqual(['ask', '']);
  });
  it.each([
    '大家注意,报名',
    '大家周六都有空,报名',
    '我想问一下,报名',
    '我去年参加过,挺好',
    '我去,这么贵',
    '今天很开心,谢谢大家',
  ])('%s is talk', (said) => {
    expect(clauses(said)).toBeUndefined();
  });
});

describe('what only options can make a sign-up', () => {
  it.each(['两个儿童', '2儿童，1成人', '报名成人', '3 苹果 香蕉 橙子'])('%s waits for the chain', (said) => {
    expect(readSaid(said)?.loose).toBe(true);
  });
  it.each(['两个儿童怎么收费', '几个人', '这本书写得真不错'])('%s is a question or talk', (said) => {
    expect(readSaid(said)).toBeUndefined();
  });
});

describe('sentences of the other commands', () => {
  it.each([
    [changing, '改成三个', '三个'],
    [changing, '备注改成素食', '备注 素食'],
    [changing, '改成3点集合', undefined],
    [leaving, '不好意思我不去了', ''],
    [leaving, '取消赵敏的接龙', '赵敏'],
    [leaving, '怎么取消报名', undefined],
    [leaving, '李雷不去了', undefined],
    [leaving, '帮我取消吧', ''],
    [leaving, '我退出这次活动', ''],
    [leaving, '退出群聊', undefined],
    [changing, '儿童改成3个', '儿童 3个'],
    [changing, '麻烦帮我改成3个', undefined],
    [changing, '我少一个', '少 一'],
    [changing, '再加两个', '再 两'],
    [leaving, '下雨就不去了', undefined],
    [leaving, '不好意思,我去不了了,取消报名', ''],
    [leaving, '撤了撤了,不去了', ''],
    [leaving, '公司加班来不了', ''],
    [leaving, '不去了,名额让给别人吧', ''],
    [leaving, '把我去掉', ''],
    [leaving, '把我从名单里删掉吧', ''],
    [leaving, '把赵敏的报名取消', '赵敏'],
    [leaving, '撤了', undefined],
    [leaving, '我先撤了', undefined],
    [leaving, '公司加班', undefined],
    [leaving, '把我去掉的那张图发一下', undefined],
    [leaving, '把会议取消', undefined],
    [leaving, '名额让给别人吧', undefined],
    [changing, '我这边改成1个人', '1个人'],
    [changing, '三个改成两个', '两个'],
    [changing, '我们改成 4 人了', '4 人'],
    [changing, '加个备注 吃素', '备注 吃素'],
    [changing, '减一个,改成1个', '1个'],
    [changing, '减一个', undefined],
    [changing, '三个人改了三次', undefined],
    [listing, '现在报了多少人了', ''],
    [listing, '谁报名', undefined],
    [lookingForMine, '我在名单里吗', ''],
    [lookingForPlaces, '名额满了吗', ''],
    [lookingForPlaces, '还有没有名额', ''],
    [lookingForPlaces, '手机内存满了吗', undefined],
    [undoing, '刚才发错了,撤回一下', ''],
    [undoing, '撤回消息怎么弄', undefined],
    [undoing, '发错了', undefined],
    [listing, '看看接龙列表', ''],
    [listing, '接龙列表怎么看', undefined],
    [lookingForMine, '我报名了吗', ''],
    [lookingForMine, '他报名了吗', undefined],
  ] as const)('%o hears %s as %j', (also, said, args) => {
    expect(also(said)).toBe(args);
  });
});
