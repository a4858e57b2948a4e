import type { ConfigFiles } from '../../src/config/read-dir.ts';

const wecom = `corpId: ww1234567890abcdef
apps: []
aibots:
  - { id: helper, name: 小群, callback: { token: abc123, encodingAESKey: ${'k'.repeat(43)} } }
webhooks:
  - { id: push, key: 00000000-0000-0000-0000-000000000000 }
`;
const groups = `groups:
  - id: newbie-01
    kind: internal
    tags: [newbie]
    channels: [{ aibot: helper, chatId: wr1 }, { webhook: push }]
operators:
  - { member: lisi, role: owner }
`;
const PER_FILE = 500;

/** A configuration of many rules as people write them: several words, now and then a template or another condition. */
export function manyRules(count: number): ConfigFiles {
  const files = new Map([
    ['wecom.yaml', wecom],
    ['groups.yaml', groups],
  ]);
  for (let first = 0; first < count; first += PER_FILE) {
    const rules = Array.from({ length: Math.min(PER_FILE, count - first) }, (_, n) => ruleOf(first + n));
    files.set(`rules/part-${String(first / PER_FILE).padStart(3, '0')}.yaml`, `rules:\n${rules.join('\n')}`);
  }
  return files;
}

const ruleOf = (n: number): string => `  - id: answer-${n}
    on: message.received
    groups: ['newbie-*']
    when:
      - text.any: [${wordOf(n)}, ${wordOf(n)}怎么办, question${n}]${
        n % 5 === 0 ? '\n      - member.isStaff: false' : ''
      }
    do:
      - reply: ${n % 10 === 0 ? `'{{ member.name }},这是第 ${n} 个问题的回答。'` : `这是第 ${n} 个问题的回答,先看群公告里的说明。`}
`;

/** Two to four characters that are a word of this number alone. */
export const wordOf = (n: number): string => {
  const at = (shift: number) => String.fromCodePoint(0x4e00 + ((n * 7919 + shift) % 20_000));
  return `${at(0)}${String.fromCodePoint(0x4e00 + (Math.floor(n / 100) % 200))}${String.fromCodePoint(0x5e00 + (n % 100))}`;
};
