import { auditRows } from '../../commands/audit.ts';
import { listedRows } from '../../commands/listed.ts';
import type { MemberRef } from '../../domain/chat.ts';
import type { DecisionContext } from '../../domain/context.ts';
import { drop } from '../../domain/state.ts';
import { defineFeature } from '../feature.ts';
import { createWord } from '../wording.ts';
import { eraseAudit } from './erase-audit.ts';
import { auditTable } from './export.ts';
import { showAudit } from './show-audit.ts';
import { auditTextKeys, createTexts } from './texts.ts';

/** `/操作记录`: who ran which operator command, when, and what came of it. The log itself is kept by `commands/`. */
export const auditFeature = defineFeature({
  id: 'audit',
  texts: auditTextKeys,
  activate: (_, around) => {
    const texts = createTexts(createWord(auditTextKeys, around.texts));
    return {
      id: 'audit',
      commands: [
        {
          power: 'audit.show',
          name: '/操作记录',
          aliases: ['/审计', '/audit'],
          minRole: 'admin',
          places: ['group'],
          summary: '看谁用过哪些管理命令',
          examples: ['/操作记录', '/操作记录 今天', '/操作记录 @小王'],
          section: '管理',
          run: (context, _, typed) => (context.group ? showAudit(context, context.group, typed, texts) : {}),
        },
      ],
      exports: [auditTable],
      ownData: ({ state }, { id }) => {
        const own = [...state.all(auditRows).values()].filter(({ by }) => by === id);
        return own.length > 0 ? [texts.own(own.length)] : [];
      },
      erase: (context, member, mask) => [
        ...eraseAudit(context, member, mask),
        ...listsWith(context, member).map((whose) => drop(listedRows, whose)),
      ],
    };
  },
});

/** Numbered lists that somebody was shown, with the member in them; and the member's own. */
const listsWith = ({ state }: DecisionContext, { id }: MemberRef): readonly string[] =>
  [...state.all(listedRows)]
    .filter(([whose, { members }]) => whose === id || members.some((member) => member.id === id))
    .map(([whose]) => whose);
