import { defineFeature } from '../feature.ts';
import { createWord } from '../wording.ts';
import { explain, WHY_POWER } from './explain.ts';
import { createTexts, whyTextKeys } from './texts.ts';

/** `/为什么`: every message can be asked where it came from. */
export const whyFeature = defineFeature({
  id: 'why',
  texts: whyTextKeys,
  activate: (_, around) => {
    const texts = createTexts(createWord(whyTextKeys, around.texts));
    return {
      id: 'why',
      commands: [
        {
          power: WHY_POWER,
          name: '/为什么',
          aliases: ['/why'],
          minRole: 'helper',
          places: ['group'],
          summary: '我刚才(或你引用的那句)为什么这么说',
          examples: ['/为什么'],
          section: '管理',
          run: (context) => explain(context, texts),
        },
      ],
    };
  },
});
