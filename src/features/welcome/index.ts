import { drop } from '../../domain/state.ts';
import { defineFeature } from '../feature.ts';
import { createWord } from '../wording.ts';
import { createTexts, welcomeTextKeys } from './texts.ts';
import { welcome, welcomedRows } from './welcome.ts';

/** `/迎新`: joins that WeCom does not report, told by an operator. */
export const welcomeFeature = defineFeature({
  id: 'welcome',
  texts: welcomeTextKeys,
  activate: (_, around) => {
    const texts = createTexts(createWord(welcomeTextKeys, around.texts));
    return {
      id: 'welcome',
      ownData: ({ state }, { id }) => (state.get(welcomedRows, id) ? [texts.own] : []),
      erase: (_, { id }) => [drop(welcomedRows, id)],
      commands: [
        {
          power: 'welcome.greet',
          name: '/迎新',
          aliases: ['/welcome'],
          minRole: 'operator',
          places: ['group'],
          summary: '欢迎新人(userid 或名字)',
          examples: ['/迎新 zhangsan 李四'],
          section: '管理',
          run: (context, _, typed) => welcome(context, typed, texts),
        },
      ],
    };
  },
});
