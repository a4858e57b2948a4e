import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderMarkdown, renderPlain } from '../../../src/delivery/render/render.ts';
import { type Message, plainText } from '../../../src/domain/message.ts';
import { chainFeature } from '../../../src/features/chain/index.ts';
import { listName, readPrinted } from '../../../src/features/chain/list-line.ts';
import { listTexts } from '../../../src/features/chain/list-texts.ts';
import { parseList } from '../../../src/features/chain/parse-list.ts';
import { REMARK_MAX } from '../../../src/features/chain/phrase.ts';
import { fromRanges, toRanges } from '../../../src/features/chain/ranges.ts';
import { confirmFeature } from '../../../src/features/confirm/index.ts';
import { cleanLine, cleanUpTo } from '../../../src/text/clean-line.ts';
import { NOON, person } from '../../support/decide.ts';
import { activate, talk } from '../support.ts';

const OPTIONS = ['成人', '儿童'];
const nasty = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom(
    '小王 ×3',
    '✓小王',
    '候补',
    '1. 小李',
    'a · b',
    '<@all>',
    '[x](http://y.com)',
    '小王 儿童×2',
    '…等 3 位',
  ),
  fc
    .array(fc.constantFrom('小', '王', ' ', '×', '2', '·', '✓', '儿童', '\n', '.', '1'), { maxLength: 12 })
    .map((parts) => parts.join('')),
);
const line = fc.record({
  name: nasty.map(listName),
  quantity: fc.integer({ min: 1, max: 999 }),
  option: fc.option(fc.constantFrom(...OPTIONS), { nil: undefined }),
  remark: fc.option(
    nasty.map((text) => cleanUpTo(text, REMARK_MAX) || 'x'),
    { nil: undefined },
  ),
  paid: fc.boolean(),
});

describe('a printed list', () => {
  it('reads back line by line as the same, whatever names and remarks hold', () => {
    fc.assert(
      fc.property(line, (one) => {
        const printed = plainText(listTexts.line(1, one)).replace(/^1\. /, '');
        expect(readPrinted(printed)).toEqual(one);
      }),
      { numRuns: 3_000 },
    );
  });

  /** A group whose members have the names given; each has signed up. */
  const signedUp = (names: readonly string[]) => {
    const chat = talk([activate(chainFeature, undefined), activate(confirmFeature, undefined)], {
      now: NOON,
    });
    chat.say('zhangsan', '/接龙 新建 周六徒步 | 限5人 | 选项 成人,儿童 | 说明 1. 带水');
    chat.say('zhangsan', '确认');
    for (const [n, card] of names.entries()) {
      chat.state.apply([{ collection: 'members', row: `u${n}`, value: { firstSeen: 0, card } }]);
      chat.say(person(`u${n}`), `+${(n % 3) + 1} ${n % 2 ? '儿童' : '成人'} 备注 第${n}个`);
    }
    return chat;
  };

  it('changes nothing when it is pasted back, as plain text and as the channel shows it', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(nasty, { minLength: 1, maxLength: 6, selector: (name) => listName(name) }),
        fc.constantFrom<(message: Message) => string>(plainText, renderPlain, renderMarkdown),
        (names, show) => {
          const chat = signedUp(names.map((name) => (cleanLine(name) === '' ? '无' : name)));
          const list = chat.outcome('u0', '接龙列表 全部')?.reply ?? { parts: [] };
          expect(chat.say('zhangsan', show(list))).toMatch(/^和现在的名单一样,没有要改的/);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is read from what WeChat makes of it', () => {
    const pasted = parseList(
      '#接龙\n周六徒步\n8 点南门\n例 姓名 人数\n\n1. 小王 2份\n2. 小李+1 不吃辣\n3. Anna Lee\n4、小赵:儿童2',
      OPTIONS,
    );
    expect(pasted).toMatchObject({ from: 'wechat', title: '周六徒步', note: '8 点南门', folded: false });
    expect(pasted?.lines.map(({ written }) => written)).toMatchObject([
      { name: '小王', quantity: 2 },
      { name: '小李', quantity: 1, remark: '不吃辣' },
      { name: 'Anna Lee', quantity: 1 },
      { name: '小赵', quantity: 2, option: '儿童' },
    ]);
  });
});

describe('pasting a list back', () => {
  const opened = () => {
    const chat = talk([activate(chainFeature, undefined), activate(confirmFeature, undefined)], {
      now: NOON,
    });
    chat.say('zhangsan', '/接龙 新建 徒步 | 限5人');
    chat.say('zhangsan', '确认');
    for (const [n, name] of ['小王', '小李', '小赵'].entries()) {
      chat.state.apply([{ collection: 'members', row: `u${n}`, value: { firstSeen: 0, name } }]);
      chat.say(`u${n}`, '+1');
    }
    return chat;
  };
  it('lets a member add and change their own, and leaves what is others’', () => {
    const chat = opened();
    const list = chat.say('u0', '接龙列表') ?? '';
    const edited = list
      .replace('1. 小王', '1. 小王 ×2')
      .replace('2. 小李', '2. 小李 ×3')
      .replace('\n3. 小赵', '');
    expect(chat.say('u0', `${edited}\n4. 小钱 不吃辣`)).toBe(
      '新增 小钱;修改 小王 · 5/5。\n别人的 2 条没有动,要改请本人或运营来。\n发错了就发「撤销」(60 秒内)。',
    );
    expect(chat.say('u0', '撤销')).toBe('↩️ 已撤销 · 3/5。');
  });
  it('asks an operator before it takes anybody out, and says what it did', () => {
    const chat = opened();
    const list = chat.say('zhangsan', '接龙列表') ?? '';
    chat.say('u9', '代接 后来的');
    const edited = list.replace('2. 小李\n', '').replace('3. 小赵', '3. 小赵 ×2');
    expect(chat.say('zhangsan', edited)).toContain('修改 小赵;删除 1 条:小李。');
    expect(chat.say('zhangsan', '确认')).toContain('修改 小赵;删除 小李 · 4/5');
    // Who came after the list was posted is not missing from it.
    expect(chat.say('zhangsan', '接龙列表')).toContain('3. 后来的');
  });
  it('takes nobody out when only the beginning of the list was copied', () => {
    const chat = opened();
    const list = chat.say('zhangsan', '接龙列表') ?? '';
    const folded = list.replace('\n3. 小赵', '\n…等 1 位,发「接龙列表 全部」看全');
    expect(chat.say('zhangsan', folded)).toMatch(/^和现在的名单一样/);
  });
  it('begins a chain from WeChat’s text, for operators', () => {
    const chat = opened();
    const text = '#接龙\n聚餐\n1. 小王 2份\n2. 小李';
    expect(chat.say('u0', text)).toContain('发起接龙请找本群运营');
    expect(chat.say('zhangsan', text)).toContain('准备开接龙【聚餐】:不限人数。先写上 小王、小李。');
    expect(chat.say('zhangsan', '确认')).toContain('接龙 #2【聚餐】开始啦,已写上 2 条');
    expect(chat.say('u0', '接龙列表 聚餐')).toBe('【聚餐】报名 3 份\n1. 小王 ×2\n2. 小李');
  });
});

it('ranges read back as the numbers they were made from', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 300 })), (numbers) => {
      const sorted = numbers.toSorted((a, b) => a - b);
      expect(fromRanges(toRanges(sorted))).toEqual(sorted);
    }),
  );
});
