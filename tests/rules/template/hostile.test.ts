import { describe, expect, it } from 'vitest';
import { plainText } from '../../../src/domain/message.ts';
import { compileTemplate } from '../../../src/rules/template/compile-template.ts';
import { createTemplateEngine } from '../../../src/rules/template/engine.ts';

const engine = createTemplateEngine();
const people = Array.from({ length: 500 }, (_, n) => ({ name: `人${n}`, card: '' }));
const view = {
  member: { name: '小王', card: '' },
  newcomers: people,
  group: { id: 'g', name: '群', size: 500 },
  text: 'a,'.repeat(1000),
  now: '2026-11-20 10:00',
};
/** What comes out, or why nothing does. */
const outcome = (source: string): { said: string } | { refused: string } => {
  const compiled = compileTemplate(engine, source);
  if (!compiled.ok) return { refused: compiled.message };
  if (compiled.template.type === 'constant') return { said: plainText(compiled.template.message) };
  const rendered = compiled.template.render(view);
  return rendered.ok ? { said: plainText(rendered.message) } : { refused: rendered.why };
};

describe('a template that wants to run for ever is stopped', () => {
  it.each([
    '{% for a in newcomers %}{% for b in newcomers %}{% for c in newcomers %}{% endfor %}{% endfor %}{% endfor %}',
    '{% for a in newcomers %}{% for b in newcomers %}{% if a == b %}{% endif %}{% endfor %}{% endfor %}',
    '{% for a in (1..140) %}{% for b in (1..140) %}{% for c in (1..140) %}{% endfor %}{% endfor %}{% endfor %}',
    '{% for a in (1..9999) %}{% for b in (1..9999) %}{% endfor %}{% endfor %}',
    '{% for a in (1..100000000) %}{% endfor %}',
    '{% assign l = text | split: "" %}{% for a in l %}{% for b in l %}{% for c in l %}{% endfor %}{% endfor %}{% endfor %}',
    '{% for i in (1..10000) %}{% assign a = text | split: "," | join: "." | size %}{% endfor %}',
    '{% for i in (1..1000) %}{% assign a = newcomers | sort: "name" %}{% endfor %}',
    '{% for i in (1..1000) %}{% assign a = newcomers | where: "name", "x" | uniq | reverse %}{% endfor %}',
  ])('%s', (source) => {
    expect(outcome(source)).toEqual({ refused: expect.stringMatching(/超过|exceeded/) });
  });
});

describe('a template that wants to fill the memory is stopped', () => {
  it.each([
    '{% assign s = "xxxxxxxxxx" %}{% for i in (1..60) %}{% assign s = s | append: s %}{% endfor %}{{ s }}',
    '{% for i in (1..60) %}{% assign s = text | prepend: text | append: text %}{% endfor %}{{ s }}',
    `{{ text | replace: "a", "${'b'.repeat(500)}" | replace: "b", "${'c'.repeat(50)}" }}`,
    '{% assign a = newcomers | concat: newcomers %}{% for i in (1..30) %}{% assign a = a | concat: a %}{% endfor %}',
    '{% for n in newcomers %}{{ text }}{% endfor %}',
    '{{ text }}'.repeat(2_000),
  ])('%s', (source) => {
    const result = outcome(source);
    if ('said' in result) expect(result.said.length).toBeLessThanOrEqual(60_000);
    else expect(result.refused).toMatch(/超过|exceeded/);
  });
  it('nor written so deep or so long that reading it takes the stack', () => {
    expect(outcome(`{{ text${' | upcase'.repeat(20_000)} }}`)).toHaveProperty('refused');
    expect(outcome(`${'{% if text %}'.repeat(20_000)}${'{% endif %}'.repeat(20_000)}`)).toHaveProperty(
      'refused',
    );
    expect(outcome(`{{ member${'["a"]'.repeat(30_000)} }}`)).toHaveProperty('refused');
  });
});

describe('a template reaches nothing but its view', () => {
  it.each([
    '{{ text.constructor }}',
    '{{ text["constructor"] }}',
    '{{ newcomers.constructor.constructor }}',
    '{{ newcomers.map }}',
    '{{ newcomers[0].constructor }}',
    '{{ member.__proto__ }}',
    '{{ member["__proto__"]["polluted"] }}',
    '{{ member.toString }}',
    '{{ member.hasOwnProperty }}',
    '{{ group.valueOf }}',
    '{{ process }}',
    '{{ globalThis }}',
    '{{ require }}',
    '{{ this }}',
    '{{ global }}',
    '{{ __proto__ }}',
    '{{ constructor }}',
    '{% include "welcome.md" %}',
    '{% include "/etc/passwd" %}',
    '{% render "../wecom.yaml" %}',
    '{% layout "x" %}',
    '{% block a %}{% endblock %}',
    '{% liquid echo text %}',
    '{% tablerow a in newcomers %}{% endtablerow %}',
    '{{ text | inspect }}',
    '{{ text | json }}',
    '{{ newcomers | group_by_exp: "x", "x.constructor" }}',
    '{{ newcomers | find_exp: "x", "x.constructor" }}',
    '{{ "x" | url_encode }}',
  ])('%s', (source) => {
    expect(outcome(source)).toHaveProperty('refused');
  });
  it.each([
    '{{ newcomers | map: "constructor" }}',
    '{{ newcomers | map: "__proto__" }}',
    '{{ newcomers | where: "constructor" | size }}',
    '{{ newcomers | sort: "__proto__" | first }}',
  ])('%s says nothing of it', (source) => {
    const result = outcome(source);
    expect('said' in result ? result.said.replace(/[、\s0]/g, '') : '').toBe('');
  });
  it('leaves what all objects share as it was', () => {
    outcome(
      '{% assign __proto__ = newcomers %}{% assign constructor = text %}{{ __proto__ }}{{ constructor }}',
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect({}.constructor).toBe(Object);
  });
});
