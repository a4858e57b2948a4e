import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText } from '../../../src/domain/message.ts';
import { coreEvents } from '../../../src/rules/event-kinds.ts';
import { checkTemplate } from '../../../src/rules/template/check-template.ts';
import { compileTemplate } from '../../../src/rules/template/compile-template.ts';
import { createTemplateEngine } from '../../../src/rules/template/engine.ts';
import { shapeOf } from '../../../src/rules/template/view.ts';

const engine = createTemplateEngine();
const render = (source: string, view: object) => {
  const compiled = compileTemplate(engine, source);
  if (!compiled.ok) throw new Error(compiled.message);
  if (compiled.template.type === 'constant') return { ok: true as const, message: compiled.template.message };
  return compiled.template.render(view);
};
const parts = (source: string, view: object) => {
  const rendered = render(source, view);
  return rendered.ok ? rendered.message.parts : rendered.why;
};

describe('compileTemplate', () => {
  it('makes one message for text without tags', () => {
    const compiled = compileTemplate(engine, '  **发票**在这里\n');
    expect(compiled).toEqual({
      ok: true,
      template: { type: 'constant', message: { parts: [{ type: 'markdown', text: '**发票**在这里' }] } },
    });
  });

  it('keeps the operator’s words and what came in apart', () => {
    expect(parts('欢迎 **{{ member.name }}**!', { member: { name: '<@all>' } })).toEqual([
      { type: 'markdown', text: '欢迎 **' },
      { type: 'data', text: '<@all>' },
      { type: 'markdown', text: '**!' },
    ]);
  });

  it.each([
    { how: 'a filter', source: '{{ member.name | upcase }}' },
    { how: 'a longer filter', source: '{{ member.name | append: "x" | replace: "x", "y" }}' },
    { how: 'an assigned name', source: '{% assign n = member.name %}{{ n }}' },
    { how: 'a loop', source: '{% for m in newcomers %}{{ m.name }}{% endfor %}' },
    { how: 'a joined list', source: '{{ newcomers | map: "name" | join: "、" }}' },
  ])('treats what comes out by $how as data, whatever it holds', ({ source }) => {
    const nasty = fc.oneof(
      fc.string(),
      fc.constantFrom('**x**', '<@all>', '\ue000**\ue001', '\ue001[a](http://b)', '{{ x }}', '{% raw %}'),
    );
    fc.assert(
      fc.property(nasty, (name) => {
        const said = parts(source, { member: { name }, newcomers: [{ name }, { name }] });
        expect(typeof said).not.toBe('string');
        if (typeof said !== 'string') expect(said.every(({ type }) => type === 'data')).toBe(true);
      }),
    );
  });

  it.each([
    ['{{ text | truncate: 3, "…" }}', '甲👨‍👩‍👧…'],
    ['{{ text | truncate: 4 }}', '甲👨‍👩‍👧e\u0301𠮷'],
    ['{{ text | slice: 1, 2 }}', '👨‍👩‍👧e\u0301'],
    ['{{ text | slice: -1 }}', '𠮷'],
    ['{{ text | slice: -9, 2 }}', ''],
    ['{{ text | split: "" | reverse | join: "," }}', '𠮷,e\u0301,👨‍👩‍👧,甲'],
    ['{{ text | replace: "", "-" }}', '甲-👨‍👩‍👧-e\u0301-𠮷'],
    ['{{ text | replace: "甲", "乙" | split: "👨‍👩‍👧" | first }}', '乙'],
    ['{{ newcomers | slice: 0, 2 | join: "" }}{{ nothing | truncate: 3 }}', 'ab'],
  ])('cuts between what a reader sees as characters: %s', (source, expected) => {
    const view = { text: '甲👨‍👩‍👧e\u0301𠮷', newcomers: ['a', 'b', 'c'], nothing: null };
    const said = parts(source, view);
    expect(
      typeof said === 'string' ? said : said.map((part) => ('text' in part ? part.text : '')).join(''),
    ).toBe(expected);
  });

  it.each([
    { why: 'a filter that unfences', source: '{{ text | raw }}' },
    { why: 'an include', source: '{% include "/etc/passwd" %}' },
    { why: 'a render', source: '{% render "x" %}' },
    { why: 'a tag that writes unfenced', source: '{% echo text %}' },
    { why: 'a cycle', source: '{% cycle text %}' },
    { why: 'the clock', source: '{{ "now" | date: "%s" }}' },
    { why: 'the dice', source: '{{ newcomers | sample }}' },
    { why: 'an unknown filter', source: '{{ text | nope }}' },
    { why: 'an open tag', source: '{% if text %}' },
  ])('refuses $why', ({ source }) => {
    expect(compileTemplate(engine, source).ok).toBe(false);
  });

  it.each([
    {
      why: 'an endless loop',
      source: '{% for a in (1..9999) %}{% for b in (1..9999) %}x{% endfor %}{% endfor %}',
    },
    { why: 'a huge range', source: '{% for a in (1..100000000) %}{% endfor %}' },
    { why: 'the constructor', source: '{{ text.constructor }}' },
    { why: 'an unknown name', source: '{{ nobody }}' },
  ])('gives up on $why with a reason', ({ source }) => {
    expect(render(source, { text: 'x' })).toEqual({ ok: false, why: expect.any(String) });
  });

  it('says where a mistake stands', () => {
    expect(compileTemplate(engine, '第一行\n  {% iff %}')).toMatchObject({ ok: false, line: 2, column: 3 });
  });

  it('trims what a file ends with', () => {
    const rendered = render('你好 {{ text }}\n\n', { text: 'x' });
    expect(rendered.ok && plainText(rendered.message)).toBe('你好 x');
  });
});

describe('checkTemplate', () => {
  const problems = (
    source: string,
    on: 'message.received' | 'member.joined' = 'message.received',
    later = false,
  ) => {
    const compiled = compileTemplate(engine, source);
    if (!compiled.ok) throw new Error(compiled.message);
    return checkTemplate(engine, compiled.template, shapeOf(coreEvents[on], later));
  };
  it.each([
    {
      why: 'every name of a message',
      source: '{{ member.name }}{{ member.card }}{{ group.id }}{{ text }}{{ now }}',
    },
    {
      why: 'a list by its size',
      source: '{{ newcomers.size }}{{ newcomers[0].name }}',
      on: 'member.joined' as const,
    },
    {
      why: 'a loop',
      source: '{% for n in newcomers %}{{ n.name }}{% endfor %}',
      on: 'member.joined' as const,
    },
  ])('lets $why pass', ({ source, on }) => {
    expect(problems(source, on)).toEqual([]);
  });
  it.each([
    { why: 'a misspelt name', source: 'a\n {{ member.nmae }}', typed: 'member.nmae', line: 2, column: 5 },
    {
      why: 'a name in a branch',
      source: '{% if text %}{% else %}{{ memebr }}{% endif %}',
      typed: 'memebr',
      line: 1,
      column: 27,
    },
    { why: 'newcomers of a message', source: '{{ newcomers }}', typed: 'newcomers', line: 1, column: 4 },
  ])('points at $why', ({ source, typed, line, column }) => {
    expect(problems(source)).toMatchObject([{ line, column, unknown: { typed } }]);
  });
  it('points at a wrong name inside a loop', () => {
    expect(problems('{% for n in newcomers %}{{ n.nam }}{% endfor %}', 'member.joined')).toHaveLength(1);
  });
  it('does not know what was said once time has passed', () => {
    expect(problems('{{ text }}', 'message.received', true)).toHaveLength(1);
  });
});
