import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  renderAppchat,
  renderDm,
  renderLateReply,
  renderMarkdown,
  renderPlain,
  renderPush,
  renderWebhook,
} from '../../../src/delivery/render/render.ts';
import type { MemberRef } from '../../../src/domain/chat.ts';
import { memberId } from '../../../src/domain/ids.ts';
import {
  bold,
  data,
  line,
  type Message,
  markdown,
  mention,
  type Part,
  say,
} from '../../../src/domain/message.ts';
import { hostileText } from './hostile.ts';

const member = (userid: string, name?: string): MemberRef => ({
  id: memberId(userid),
  userid,
  ...(name !== undefined && { name }),
});
const named = (name: string): MemberRef => ({ id: memberId(`name:${name}`), name });
const url: Part = { type: 'link', text: '规则', url: 'https://example.com/a(b)?x=1' };
const bytes = (text: string) => Buffer.byteLength(text);

describe('a webhook post', () => {
  it.each([
    { why: 'is text when nothing is formatted', message: say('早安'), format: 'text', content: '早安' },
    {
      why: 'is markdown when something is bold',
      message: say(bold('早安'), '，各位'),
      format: 'markdown',
      content: '**早安**，各位',
    },
    {
      why: 'is markdown with a link',
      message: say('看 ', url),
      format: 'markdown',
      content: '看 [规则](https://example.com/a%28b%29?x=1)',
    },
    {
      why: 'pings inside text',
      message: say('欢迎 ', mention(member('ZhangSan', '张三'))),
      format: 'text',
      content: '欢迎 <@ZhangSan>',
    },
    {
      why: 'pings inside markdown',
      message: say(markdown('# 欢迎'), mention(member('zhangsan'))),
      format: 'markdown',
      content: '# 欢迎<@zhangsan>',
    },
    {
      why: 'names who has no userid',
      message: say('欢迎 ', mention(named('小*花'))),
      format: 'text',
      content: '欢迎 ＠小*花',
    },
    {
      why: 'neutralises members',
      message: say(bold('欢迎'), data('**x**<@all>')),
      format: 'markdown',
      content: '**欢迎**＊＊x＊＊‹＠·all›',
    },
  ])('$why', ({ message, format, content }) => {
    expect(renderWebhook(message)).toEqual([{ format, content, mentions: [], mentionAll: false }]);
  });

  it('is text with a list when somebody must be pinged beside the content', () => {
    const message: Message = {
      ...say(bold('开会'), markdown(' **三点** [这里](https://a.cn/)')),
      mentions: [member('Li'), member('Li')],
    };
    expect(renderWebhook(message)).toEqual([
      { format: 'text', content: '开会 三点 这里 https://a.cn/', mentions: ['Li'], mentionAll: false },
    ]);
  });

  it('does not ping twice who is named in the content', () => {
    const message: Message = {
      ...say('在吗 ', mention(member('li'))),
      mentions: [member('li'), member('wang')],
    };
    expect(renderWebhook(message)[0]?.mentions).toEqual(['wang']);
  });

  it('is text when everybody is addressed, and pings with the first piece only', () => {
    const posts = renderWebhook({ ...say('公告'.repeat(1000)), mentionAll: true });
    expect(posts.length).toBeGreaterThan(1);
    expect(posts.map(({ mentionAll }) => mentionAll)).toEqual([true, ...posts.slice(1).map(() => false)]);
    expect(posts.every(({ format }) => format === 'text')).toBe(true);
  });

  it.each(['all', 'ALL', 'a b', 'x>', '<@all'])('never takes %s for a userid', (userid) => {
    const message: Message = {
      ...say('好 ', mention({ id: memberId('x'), userid })),
      mentions: [{ id: memberId('x'), userid }],
    };
    const [post] = renderWebhook(message);
    expect(post?.mentions).toEqual([]);
    expect(post?.content).not.toMatch(/<@/);
  });

  it('keeps a template from addressing everybody by a tag', () => {
    expect(renderWebhook(say(markdown('听 <@all> 和 <@ 所有人 > 和 <@li>')))[0]?.content).toBe(
      '听 ＠·all 和 ＠· 所有人  和 <@li>',
    );
  });

  it('is nothing when there is nothing to show', () => {
    expect(renderWebhook(say('', line, data('\u200b')))).toEqual([]);
  });

  it('takes markdown for its room when plain text is too long, and both have limits', () => {
    const [post, ...more] = renderWebhook(say('字'.repeat(1000)));
    expect([post?.format, more.length]).toEqual(['markdown', 0]);
    expect(renderAppchat(say('字'.repeat(1000))).map(({ content }) => bytes(content) <= 2048)).toEqual([
      true,
      true,
    ]);
  });
});

describe('joints between our text and a member’s', () => {
  it.each([
    ['our @ before a name', say('欢迎 @', data('all')), '欢迎 @·all'],
    ['our @ before half a word', say('@a', data('ll')), '@a·ll'],
    ['a name that ends in @', say(data('小明@'), '所有人都到了'), '小明＠·所有人都到了'],
    ['two names', say(data('@'), data('all')), '＠·all'],
    ['a name for want of a ping', say('欢迎 ', mention(named('所有人'))), '欢迎 ＠·所有人'],
    ['an honest sentence of ours', say('@all 是给所有人的'), '@all 是给所有人的'],
  ])('%s', (_, message, shown) => {
    expect(renderWebhook(message)[0]?.content).toBe(shown);
    expect(renderPlain(message)).toBe(shown);
  });
});

describe('other channels', () => {
  const message = say(bold('欢迎'), ' ', mention(member('zhangsan', '张*三')), line, url);
  it('an aibot shows names without a ping', () => {
    expect(renderMarkdown(message)).toBe('**欢迎** ＠张＊三\n[规则](https://example.com/a%28b%29?x=1)');
    expect(renderLateReply(message).content).toBe(renderMarkdown(message));
    expect(renderPush(message)).toMatchObject([{ format: 'markdown', content: renderMarkdown(message) }]);
  });
  it('plain text shows the words', () => {
    expect(renderPlain(message)).toBe('欢迎 ＠张*三\n规则 https://example.com/a%28b%29?x=1');
    expect(renderDm(message)).toMatchObject([{ format: 'text', content: renderPlain(message) }]);
  });
  it.each(['javascript:alert(1)', 'weixin://x', `https://a.cn/${'x'.repeat(2000)}`])(
    'a link that leads nowhere safe is its text: %s',
    (address) => {
      expect(renderMarkdown(say({ type: 'link', text: '点我', url: address }))).toBe('点我');
    },
  );
  it('one answer that is too long is cut and says so', () => {
    const shown = renderMarkdown(say(...Array.from({ length: 3000 }, (_, n) => `第 ${n} 行\n`)));
    expect(bytes(shown)).toBeLessThanOrEqual(20_480);
    expect(shown).toMatch(/行\n…（内容太长，后面的没能放下）$/);
    expect(bytes(renderPlain(say('字'.repeat(1000))))).toBeLessThanOrEqual(2048);
  });
});

describe('long messages', () => {
  it('break between lines, in order, and are numbered', () => {
    const rows = Array.from({ length: 200 }, (_, n) => `${n} 号 已打卡`);
    const posts = renderDm(say(rows.join('\n')));
    expect(posts.length).toBeGreaterThan(1);
    const shown = posts.map(({ content }, n) => {
      expect(content.endsWith(`\n(${n + 1}/${posts.length})`)).toBe(true);
      return content.slice(0, content.lastIndexOf('\n'));
    });
    expect(shown.join('\n').split('\n')).toEqual(rows);
  });

  const longName = fc.oneof(
    hostileText,
    fc.constantFrom('👨‍👩‍👧‍👦', '字', 'e\u0301', '🇨🇳').map((unit) => unit.repeat(250)),
  );
  const part = fc.oneof(
    fc.constantFrom<Part>(
      line,
      { type: 'text', text: '我们的话' },
      markdown('**标题**\n> 引用 [链接](https://a.cn/b)'),
      url,
      mention(member('ZhangSan', '@all')),
      mention(named('所有人')),
    ),
    longName.map(data),
    longName.map(bold),
    fc.integer({ min: 1, max: 900 }).map((n): Part => ({ type: 'text', text: '说'.repeat(n) })),
  );
  const message = fc.array(part, { maxLength: 12 }).map((parts): Message => ({ parts }));

  it('stay within the limit, split no character, and ping or link nobody else', () => {
    fc.assert(
      fc.property(message, (said) => {
        const mentions = said.parts.filter(
          (p) => p.type === 'mention' && p.member.userid !== undefined,
        ).length;
        const links = said.parts.filter((p) => p.type === 'link').length;
        const own = said.parts.filter((p) => p.type === 'markdown').length;
        for (const render of [renderWebhook, renderAppchat]) {
          const posts = render(said);
          for (const { content, format } of posts) {
            expect(bytes(content)).toBeLessThanOrEqual(
              format === 'markdown' && render === renderWebhook ? 4096 : 2048,
            );
            expect(content).not.toMatch(/\p{Cs}/u);
            expect(content).not.toMatch(/^\s|\s$/);
          }
          const all = posts.map(({ content }) => content).join('\n');
          expect((all.match(/<@/g) ?? []).length).toBe(mentions);
          expect(all.match(/<@[^>]*>/g) ?? []).toEqual(Array(mentions).fill('<@ZhangSan>'));
          expect((all.match(/https?:\/\//g) ?? []).length).toBe(links + own);
          expect(
            all
              .normalize('NFKC')
              .toLowerCase()
              .replace(/[\s\u200b-\u200f]/g, ''),
          ).not.toMatch(/@(?:all|所有人)/);
        }
      }),
      { numRuns: 300, seed: 3 },
    );
  });

  it('keep links, pings and names whole', () => {
    const name = '北京-小王-设计师';
    const parts = Array.from({ length: 150 }, (): Part[] => [
      data(name),
      { type: 'text', text: '、' },
      url,
      mention(member('ZhangSan')),
    ]).flat();
    const posts = renderWebhook({ parts });
    expect(posts.length).toBeGreaterThan(2);
    const all = posts.map(({ content }) => content);
    const count = (pattern: RegExp) =>
      all.reduce((sum, content) => sum + (content.match(pattern)?.length ?? 0), 0);
    expect(count(/北京-小王-设计师/g)).toBe(150);
    expect(count(/\[规则\]\(https:\/\/example\.com\/a%28b%29\?x=1\)/g)).toBe(150);
    expect(count(/<@ZhangSan>/g)).toBe(150);
  });

  it('begin in the middle of a name so that nothing there becomes a list', () => {
    for (const mark of ['- 项 ', '1. 项 ', '+ 项 ', '= 项 ']) {
      const posts = renderPush(say(data(mark.repeat(9000)))).map(({ content }) => content);
      expect(posts.length).toBeGreaterThan(2);
      for (const content of posts.slice(1)) expect(content).toMatch(/^…/);
    }
  });

  it('fall apart into code points only when one grapheme exceeds a message', () => {
    const posts = renderDm(say(data(`a${'\u0301'.repeat(3000)}`)));
    expect(posts.every(({ content }) => bytes(content) <= 2048)).toBe(true);
    const families = renderDm(say('👍🏽'.repeat(1000)));
    expect(families.every(({ content }) => /^(?:👍🏽)+\n\(\d\/\d\)$/u.test(content))).toBe(true);
  });
});
