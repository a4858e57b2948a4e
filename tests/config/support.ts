import { z } from 'zod';
import { type LoadedConfig, loadFiles } from '../../src/config/load.ts';
import type { Secrets } from '../../src/config/load-secrets.ts';
import { formatProblem } from '../../src/config/problem.ts';
import { broadcastFeature } from '../../src/features/broadcast/index.ts';
import { defineFeature } from '../../src/features/feature.ts';

const greeting = defineFeature<{ words: string[] }>({
  id: 'greeting',
  file: { name: 'greetings.yaml', schema: z.strictObject({ words: z.array(z.string().min(1)).min(1) }) },
  actionSchemas: { greet: z.strictObject({ loud: z.boolean() }) },
  check: ({ words }) =>
    words.includes('滚')
      ? [{ path: ['words', words.indexOf('滚')], message: '不礼貌', severity: 'error' }]
      : [],
  activate: () => ({
    id: 'greeting',
    commands: [
      {
        power: 'greeting.say',
        name: '问好',
        aliases: [],
        minRole: 'member',
        places: ['group'],
        summary: '问好',
        examples: ['问好'],
        section: '其他',
        run: () => ({}),
      },
    ],
    actions: { greet: () => ({}) },
  }),
});
export const features = [broadcastFeature, greeting];

export const wecom = `corpId: ww1234567890abcdef
apps:
  - { id: community, agentId: 1000002, secret: s3cret, callback: { token: abc123, encodingAESKey: ${'k'.repeat(43)} } }
aibots:
  - { id: helper, name: 小群, callback: { token: abc123, encodingAESKey: ${'k'.repeat(43)} } }
webhooks:
  - { id: push, key: 00000000-0000-0000-0000-000000000000 }
`;
export const groups = `groups:
  - id: newbie-01
    kind: internal
    tags: [newbie]
    channels: [{ aibot: helper, chatId: wr1 }, { webhook: push }]
  - id: newbie-02
    kind: internal
    channels: [{ aibot: helper, chatId: wr2 }]
  - id: vip-01
    kind: customer
    channels: [{ app: community, chatId: wo1 }]
    dutyStaff: [zhangsan]
operators:
  - { member: lisi, role: owner }
`;

export const load = (
  files: Readonly<Record<string, string>>,
  secrets: Secrets = { type: 'none' },
): LoadedConfig =>
  loadFiles(new Map(Object.entries({ 'wecom.yaml': wecom, 'groups.yaml': groups, ...files })), {
    secrets,
    features,
    live: () => ({ queueDepth: 0, redis: '', recentErrors: [] }),
  });

/** Every problem as one line of text, the way `check` prints it. */
export const complaints = (files: Readonly<Record<string, string>>, secrets?: Secrets): string[] =>
  load(files, secrets).problems.map(formatProblem);
