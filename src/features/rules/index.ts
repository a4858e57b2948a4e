import { defineFeature } from '../feature.ts';
import { createWord } from '../wording.ts';
import { planRollBack, ROLL_BACK, rollBack, switchRule } from './change.ts';
import { forgetMember } from './forget-member.ts';
import { listRules, listVersions } from './list.ts';
import { createTexts, rulesTextKeys } from './texts.ts';

/** `/规则`: what is in force, since when, and how to change it without a file. */
export const rulesFeature = defineFeature({
  id: 'rules',
  texts: rulesTextKeys,
  activate: (_config, { live, rules = () => [], texts: overrides }) => {
    const texts = createTexts(createWord(rulesTextKeys, overrides));
    const section = '管理';
    const change = { minRole: 'admin', places: ['group'], section } as const;
    const look = { minRole: 'operator', places: ['group'], section } as const;
    return {
      id: 'rules',
      erase: (context, member) => forgetMember(context, member, rules()),
      commands: [
        {
          ...look,
          power: 'rules.list',
          name: '/规则 列表',
          aliases: ['/规则', '/rules'],
          summary: '看这个群的规则',
          examples: ['/规则 列表'],
          run: (context, args) => listRules(context, rules(), args, texts),
        },
        {
          ...look,
          power: 'rules.versions',
          name: '/规则 版本',
          aliases: ['/rules versions'],
          summary: '看最近上线的规则版本',
          examples: ['/规则 版本'],
          run: (context) => listVersions(context, live().configuration, texts),
        },
        {
          ...change,
          power: ROLL_BACK,
          name: '/规则 回滚',
          aliases: ['/rules rollback'],
          summary: '所有群回到某个版本',
          examples: ['/规则 回滚 2'],
          run: (context, args) => planRollBack(context, live().configuration, args, texts),
          confirmed: (context, plan) => rollBack(context, plan, texts),
        },
        {
          ...change,
          power: 'rules.on',
          name: '/规则 开',
          aliases: ['/规则 打开', '/rules on'],
          summary: '打开一条规则',
          examples: ['/规则 开 faq-invoice'],
          run: (context, args) => switchRule(context, rules(), 'on', args, texts),
        },
        {
          ...change,
          power: 'rules.off',
          name: '/规则 关',
          aliases: ['/规则 关掉', '/rules off'],
          summary: '关掉一条规则',
          examples: ['/规则 关 faq-invoice'],
          run: (context, args) => switchRule(context, rules(), 'off', args, texts),
        },
        {
          ...change,
          power: 'rules.shadow',
          name: '/规则 影子',
          aliases: ['/rules shadow'],
          summary: '让一条规则只记录、不说话',
          examples: ['/规则 影子 faq-invoice'],
          run: (context, args) => switchRule(context, rules(), 'shadow', args, texts),
        },
      ],
    };
  },
});
