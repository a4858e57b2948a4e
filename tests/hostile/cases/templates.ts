import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { withButtons } from '../../../src/domain/card.ts';
import { data, lines, type Message, say } from '../../../src/domain/message.ts';
import { memberRows } from '../../../src/domain/people.ts';
import { rosterFeature } from '../../../src/features/roster/index.ts';
import { tagsFeature } from '../../../src/features/tags/index.ts';
import { compileSay } from '../../../src/rules/compile-say.ts';
import { leaveNotes, withNotes } from '../../../src/rules/notes.ts';
import { createTemplateEngine } from '../../../src/rules/template/engine.ts';
import { activate } from '../../features/support.ts';
import { contextFor, groupFor, person, stateOf } from '../../support/decide.ts';
import type { Slots } from '../slots.ts';
import type { Shown } from './case.ts';

const config = resolve(import.meta.dirname, '../../../config');

/** What operators write in rules, and every filter that takes text apart. */
const written = [
  '欢迎 {{ member.name }}!',
  '**{{ member.name }}** 说了 `{{ text }}`',
  '> {{ text }}\n\n- {{ member.name }}\n- {{ member.card }}',
  '# {{ group.name }}\n{% for one in newcomers %}{{ forloop.index }}. {{ one.name }}\n{% endfor %}',
  '<font color="info">{{ member.name }}</font> 在 [这里](https://example.com/a) 报名',
  '{{ newcomers | map: "name" | join: "、" }} 来了',
  '{{ text | truncate: 12 }}',
  '{{ text | truncate: 5, "" }}|{{ text | slice: 1, 3 }}|{{ text | slice: -2, 2 }}',
  '{{ text | slice: 0 }}{{ text | upcase }}{{ text | downcase }}{{ text | capitalize }}',
  '{{ text | replace: "a", "b" | replace_first: "l", "" | remove: "@" | remove_first: "<" }}',
  '{{ text | replace: "", "-" }}',
  '{{ text | split: "" | join: "·" }}',
  '{{ text | split: "" | reverse | join }}',
  '{{ text | split: "" | first }}{{ text | split: "" | last }}{{ text | split: " " | uniq | join: "," }}',
  '{{ text | strip }}{{ text | lstrip }}{{ text | rstrip }}{{ text | strip_newlines }}',
  '{{ member.name | append: "@all" }}',
  '{{ "@" | append: text }}{{ "http://" | prepend: member.name }}',
  '@{{ text }}',
  'https://example.com/{{ text }} 看这里',
  '{{ text }}{{ member.name }}{{ text }}',
  '{% assign who = member.name | default: "新朋友" %}{{ who }}:{{ text | size }}',
  '{% if text == "确认" %}好{% else %}「{{ text }}」{% endif %}',
  '{% case member.card %}{% when "" %}没有名片{% else %}{{ member.card }}{% endcase %}',
];

/** Every template of the sample configuration that has something filled in. */
const sampled = (): readonly string[] => {
  const found: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value === 'string') found.push(value);
    else if (typeof value === 'object' && value !== null)
      for (const inner of Object.values(value)) walk(inner);
  };
  for (const name of readdirSync(join(config, 'rules')))
    walk(parse(readFileSync(join(config, 'rules', name), 'utf8')));
  for (const name of readdirSync(join(config, 'templates')))
    found.push(readFileSync(join(config, 'templates', name), 'utf8'));
  return found.filter((text) => text.includes('{{'));
};

const group = groupFor();
const engine = createTemplateEngine();
/** As `name`, `nickname` or `card`, which are three ways for the same words to come in. */
const rowOf = (s: Slots) => ({
  firstSeen: 0,
  userid: 'zhangsan',
  [s.pick(['name', 'nickname', 'card'])]: s.word(),
});
const template = (value: string, mention: boolean): Shown => {
  const speak = compileSay(
    engine,
    { from: 'text', value, mention: mention ? 'newcomers' : undefined },
    { templates: new Map(), namesAtMost: 2 },
  );
  return (s) => {
    const members = [person('zhangsan'), person('lisi', s.word()), s.ref()];
    const state = stateOf({ [memberRows.collection]: { zhangsan: rowOf(s) } });
    const text = s.word();
    const spoken = speak({ context: contextFor({ text, state }), group, members, text });
    return spoken.ok ? spoken.message : undefined;
  };
};

const people = (s: Slots) => ({
  members: { u1: { ...rowOf(s), name: s.word(), nickname: s.word() } },
  tags: { u1: s.words() },
});
const own =
  (feature: ReturnType<typeof activate>): Shown =>
  (s) =>
    lines(
      ...(feature.ownData?.(contextFor({ text: '我的数据', state: stateOf(people(s)) }), person('u1')) ?? []),
    );

/** A card whose title and note are a member's words, and a button that says them. */
const card: Shown = (s) =>
  withButtons(say('接龙'), {
    id: 'x.e1',
    title: s.word() || '-',
    note: s.word(),
    until: 0,
    buttons: [{ label: s.word() || '-', says: '接龙' }],
  });
/** Posts that waited for the next reply. */
const notes: Shown = (s) => {
  const state = stateOf();
  const left: readonly Message[] = [say('昨天:', data(s.word())), say(data(s.word()))];
  state.apply([leaveNotes(state, left)]);
  return withNotes(state, say(data(s.word())))?.reply;
};

/** What is shown outside the texts of features: templates of rules, cards, what is kept about somebody. */
export const otherCases: Readonly<Record<string, Shown>> = {
  ...Object.fromEntries(
    [...written, ...sampled()].flatMap((source, n) => [
      [`template ${n + 1}`, template(source, false)],
      [`template ${n + 1} with mention`, template(source, true)],
    ]),
  ),
  card,
  notes,
  'own data of the roster': own(activate(rosterFeature, undefined)),
  'own data of tags': own(activate(tagsFeature, undefined)),
};
