// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how secrets and templates are written.

import { amongOthers, edited, inFile, type Mutant } from './support.ts';

const human = '{{ member.name | default: "朋友" }},同事马上来。';
const vip = '请欢迎 {{ first.name }}';

/** Templates that are broken, name what their event does not have, or reach for what is none of their business. */
export const templateMutants: readonly Mutant[] = [
  ...inFile('unknown template', 'unknown-template', 'rules/faq.yaml', [
    ['{ template: human.md }', '{ template: ⌖humans.md }'],
    ['{ text: 同事马上来 }', '{ template: ⌖../wecom.yaml }'],
  ]),
  ...inFile('unknown template', 'unknown-template', 'rules/people.yaml', [
    ['{ template: welcome.md, mention: newcomers }', '{ template: ⌖welcome.liquid, mention: newcomers }'],
    ['{ template: vip.liquid }', '{ template: ⌖/etc/passwd }'],
  ]),
  ...inFile('empty template', 'empty', 'rules/faq.yaml', [
    ['- reply: 正在查,请稍等。', "- reply: ⌖''"],
    ['{ text: 同事马上来 }', "{ text: ⌖' ' }"],
  ]),
  edited('empty template', 'empty', [
    ['templates/human.md', human, ''],
    ['rules/faq.yaml', 'template: human.md', 'template: ⌖human.md'],
  ]),

  ...inFile('bad template syntax', 'template', 'templates/welcome.md', [
    [
      '{% if newcomers.size > 8 %}等 {{ newcomers.size }} 位{% endif %}',
      '⌖{% if newcomers.size > 8 %}等 {{ newcomers.size }} 位',
    ],
    ['这里是{{ group.name }}', '这里是{{ group.name }⌖'],
    ['{% if newcomers.size > 8 %}', '⌖{% iff newcomers.size > 8 %}'],
    ['{{ now }}。', '⌖{{ now | date: "%Y" }}。'],
    ['{{ now }}。', '{{ now }}⌖{% endfor %}。'],
    ['{% unless forloop.last %}', '⌖{% unles forloop.last %}'],
    ['{% for newcomer in newcomers limit: 8 %}', '⌖{% for newcomer of newcomers %}'],
  ]),
  ...inFile('bad template syntax', 'template', 'templates/vip.liquid', [
    [vip, '⌖{{ first.name | shout }}'],
    [vip, '{% assign ⌖= 1 %}'],
  ]),
  ...inFile('bad template syntax', 'template', 'rules/faq.yaml', [
    ["- log: '{{ text }}'", "- log: ⌖'{{ text }'"],
    ["- log: '{{ text }}'", "- log: ⌖'{% if text %}'"],
    ["'{{ group.name }}:{{ member.name }} 找人工。'", "⌖'{{ group.name | link }}'"],
  ]),
  ...inFile('unknown variable', 'template', 'templates/welcome.md', [
    ['{{ group.name }}', '{{ ⌖group.nmae }}'],
    ['{{ now }}', '{{ ⌖today }}'],
    ['等 {{ newcomers.size }} 位', '等 {{ ⌖newcomer.size }} 位'],
    ['这里是', '{{ ⌖text }}这里是'],
  ]),
  ...amongOthers(
    inFile('unknown variable', 'template', 'templates/welcome.md', [
      ['{{ newcomer.name }}', '{{ ⌖newcomer.nick }}'],
    ]),
  ),
  ...inFile('unknown variable', 'template', 'templates/human.md', [
    [human, '第一行\n  第二行 {{ ⌖membre.name }}'],
    [human, '{{ ⌖newcomers }}'],
    [human, '{{ ⌖member.score }}'],
    [human, '{% if ⌖vip %}x{% endif %}'],
  ]),
  ...inFile('unknown variable', 'template', 'rules/clock.yaml', [
    ["'周末愉快,{{ group.name }}。'", "⌖'{{ member.name }}'"],
    ["who: '{{ member.name }}'", "who: ⌖'{{ member.phone }}'"],
  ]),
  ...inFile('unknown variable', 'template', 'rules/people.yaml', [
    ["do: [{ send: '{{ member.name }},来打个卡吧' }]", "do: [{ send: ⌖'{{ text }}' }]"],
  ]),
  ...inFile('unknown variable', 'wrong-value', 'texts.yaml', [
    ["'改好啦:{{ card }}'", "⌖'改好啦:{{ name }}'"],
    ["'改好啦:{{ card }}'", "⌖'改好啦:{{ card | upcase }}'"],
    ["'改好啦:{{ card }}'", "⌖'{% if card %}好{% endif %}'"],
  ]),
  ...inFile('template that reaches out', 'template', 'templates/human.md', [
    [human, '{{ ⌖member.constructor }}'],
    [human, '{{ ⌖member.__proto__ }}'],
    [human, '{{ ⌖member["constructor"] }}'],
    [human, '{{ ⌖text.constructor.constructor }}'],
    [human, '{{ ⌖constructor }}'],
    [human, '{{ ⌖__proto__ }}'],
    [human, '{{ ⌖process.env }}'],
    [human, '{{ ⌖globalThis }}'],
    [human, '{{ ⌖group.toString }}'],
    [human, '⌖{% include "/etc/passwd" %}'],
    [human, '⌖{% render "human.md" %}'],
    [human, '⌖{% layout "human.md" %}'],
    [human, '⌖{% block a %}{% endblock %}'],
    [human, '⌖{{ text | raw }}'],
    [human, '⌖{{ text | inspect }}'],
    [human, '⌖{% liquid echo text %}'],
    [human, '⌖{% increment x %}'],
    [human, '{% assign a = text %}{{ ⌖a.constructor }}'],
  ]),
  ...inFile('template that reaches out', 'template', 'templates/vip.liquid', [
    [vip, '{{ ⌖newcomers.first.constructor }}'],
  ]),
  ...inFile('template without end', 'template', 'templates/human.md', [
    [human, '{% for a in (1..9999) %}⌖{% for b in (1..9999) %}x{% endfor %}{% endfor %}'],
    [
      human,
      '{% for a in (1..100) %}{% for b in (1..100) %}⌖{% for c in (1..100) %}{% endfor %}{% endfor %}{% endfor %}',
    ],
    [human, '{% assign s = "xxxxxxxxxx" %}{% for i in (1..60) %}⌖{% assign s = s | append: s %}{% endfor %}'],
    [human, '⌖{% for a in (1..100000000) %}{% endfor %}'],
  ]),
  ...amongOthers(
    inFile('template without end', 'template', 'templates/human.md', [
      [human, `⌖${'{{ text }}'.repeat(20_001)}`],
    ]),
  ),
];
