import { sentences } from '../../commands/sentences.ts';
import { defineFeature } from '../feature.ts';
import { createWord } from '../wording.ts';
import { help } from './help.ts';
import { createTexts, helpTextKeys } from './texts.ts';

/** `帮助`: what the person asking may do here. */
export const helpFeature = defineFeature({
  id: 'help',
  texts: helpTextKeys,
  activate: (_, around) => {
    const texts = createTexts(createWord(helpTextKeys, around.texts));
    return {
      id: 'help',
      commands: [
        {
          power: 'help.show',
          name: '帮助',
          aliases: [
            '/帮助',
            'help',
            '/help',
            '？',
            '/?',
            '菜单',
            '功能',
            '怎么用',
            '怎么玩',
            '你会什么',
            '你能做什么',
            '使用说明',
          ],
          minRole: 'member',
          places: ['group', 'unbound', 'single'],
          summary: '看看我会什么',
          examples: ['帮助'],
          section: '其他',
          also: sentences(/^帮助(?<args>接龙|打卡|补卡|积分|名片)$/u),
          run: (context, args, typed) => help(context, args, typed, texts),
        },
      ],
    };
  },
});
