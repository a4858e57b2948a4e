import type { CommandContext } from '../../commands/command.ts';
import { isStaff } from '../../domain/community.ts';
import type { Message } from '../../domain/message.ts';
import { askConfirm } from '../confirm/ask-confirm.ts';
import { defineFeature, type PersonalData } from '../feature.ts';
import { createWord } from '../wording.ts';
import { ERASE_EVENT, erase } from './erase.ts';
import { createTexts, privacyTextKeys } from './texts.ts';

/** `我的数据`, `删除我的数据`: over whatever each feature says it keeps. */
export const privacyFeature = defineFeature({
  id: 'privacy',
  texts: privacyTextKeys,
  activate: (_, { featuresOf, texts: overrides }) => {
    const texts = createTexts(createWord(privacyTextKeys, overrides));
    const parts = (): readonly PersonalData[] => featuresOf?.() ?? [];
    const keptOf = (context: CommandContext): readonly Message[] =>
      parts().flatMap((part) => part.ownData?.(context, context.event.actor) ?? []);
    const shared = { minRole: 'member', places: ['group'], section: '其他' } as const;
    return {
      id: 'privacy',
      commands: [
        {
          ...shared,
          power: 'privacy.show',
          name: '我的数据',
          aliases: ['我的资料', 'wdsj', 'my data'],
          summary: '看我记着你的什么',
          examples: ['我的数据'],
          run: (context) => {
            const kept = keptOf(context);
            return { reply: kept.length > 0 ? texts.kept(kept) : texts.nothing };
          },
        },
        {
          ...shared,
          power: 'privacy.erase',
          name: '删除我的数据',
          aliases: ['清除我的数据', 'delete my data'],
          summary: '把我记着的关于你的都删掉',
          examples: ['删除我的数据'],
          exact: true,
          run: (context) => {
            const { community, event, group } = context;
            const staff = group !== undefined && isStaff(community, group, event.actor.id);
            return askConfirm(context, 'privacy.erase', {}, texts.echo(keptOf(context), staff));
          },
          confirmed: ({ event }) => ({
            reply: texts.erased,
            raise: [
              {
                type: 'feature.event',
                name: ERASE_EVENT,
                member: event.actor,
                fields: { confirmed: true },
              },
            ],
          }),
        },
      ],
      react: (context) => erase(context, parts()),
    };
  },
});
