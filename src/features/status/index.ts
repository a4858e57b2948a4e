import { defineFeature } from '../feature.ts';
import { createWord } from '../wording.ts';
import { status } from './status.ts';
import { createTexts, statusTextKeys } from './texts.ts';

/** `/状态`: the honest table of one group, in plain words. */
export const statusFeature = defineFeature({
  id: 'status',
  texts: statusTextKeys,
  activate: (_config, { live, texts: overrides }) => {
    const texts = createTexts(createWord(statusTextKeys, overrides));
    return {
      id: 'status',
      commands: [
        {
          power: 'status.show',
          name: '/状态',
          aliases: ['状态', '/status'],
          minRole: 'helper',
          places: ['group', 'unbound', 'single'],
          summary: '这个群能做什么、现在怎么样',
          examples: ['/状态'],
          section: '管理',
          run: (context) => status(context, live(), texts),
        },
      ],
    };
  },
});
