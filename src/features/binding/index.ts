import { defineFeature } from '../feature.ts';
import { createWord } from '../wording.ts';
import { bindChat, bindPower } from './bind-chat.ts';
import { bindingTextKeys, createTexts } from './texts.ts';

/** `/绑定`: ties a chat the bot was added to to a group of `groups.yaml`. */
export const bindingFeature = defineFeature({
  id: 'binding',
  texts: bindingTextKeys,
  activate: (_, around) => {
    const texts = createTexts(createWord(bindingTextKeys, around.texts));
    return {
      id: 'binding',
      commands: [
        {
          ...bindPower,
          anywhere: true,
          name: '/绑定',
          aliases: ['/bind'],
          places: ['unbound', 'group'],
          summary: '把这个群聊绑定到一个群编号',
          examples: ['/绑定 newbie-01', '/绑定'],
          section: '管理',
          run: (context, args, typed) => bindChat(context, args, typed, texts),
        },
      ],
    };
  },
});
