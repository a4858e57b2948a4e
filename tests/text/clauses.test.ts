import { describe, expect, it } from 'vitest';
import { asideOf } from '../../src/text/aside.ts';
import { clausesOf } from '../../src/text/clauses.ts';
import { nearest } from '../../src/text/nearest.ts';
import { isPersonName } from '../../src/text/person-name.ts';

describe('clauses', () => {
  it.each([
    ['周六要加班,我不去了,抱歉', ['周六要加班', '我不去了', '抱歉']],
    ['还能报吗?帮我报一个', ['还能报吗?', '帮我报一个']],
    ['周六有空 算我一个', ['周六有空', '算我一个']],
    ['报名 周明 吴倩', undefined],
    ['小明、小华', undefined],
    ['打卡', undefined],
    ['一,二,三,四,五,六,七', undefined],
  ])('of %s are %j', (said, clauses) => {
    expect(clausesOf(said)).toEqual(clauses);
  });
});

describe('what stands beside a request', () => {
  it.each([
    ['还有名额吗', 'room'],
    ['多少钱', 'price'],
    ['几点集合', 'question'],
    ['如果不下雨', 'condition'],
    ['不对', 'mistake'],
    ['他说的', 'others'],
    ['孩子不去', 'others'],
    ['去不了了', 'refusal'],
    ['下次吧', 'later'],
    ['说得好', 'others'],
    ['同意', 'agreement'],
    ['明天截止', 'notice'],
    ['你去吧', 'you'],
    ['第一次参加', 'story'],
    ['不用等我', 'story'],
    ['上次没去成', 'story'],
  ])('%s is %s', (clause, kind) => {
    expect(asideOf(clause)).toBe(kind);
  });
});

describe('a name', () => {
  it.each(['周明', '吴倩', '欧阳娜', '小明', '老王'])('%s', (name) => {
    expect(isPersonName(name)).toBe(true);
  });
  it.each(['周末', '周六', '马上', '高兴', '安排', '小孩', '老师', '苹果', '我', '周明和吴倩'])(
    '%s is none',
    (word) => {
      expect(isPersonName(word)).toBe(false);
    },
  );
});

describe('the nearest of several', () => {
  it.each([
    ['部卡', '补卡'],
    ['不卡', '补卡'],
    ['打咔', '打卡'],
    ['打卡帮', '打卡榜'],
  ])('%s sounds like %s', (typed, meant) => {
    expect(nearest(typed, ['打卡', '补卡', '打卡榜'])).toBe(meant);
  });
});
