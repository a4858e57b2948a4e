import { defineFeature } from '../feature.ts';
import { status } from './status.ts';

/** `/状态`: the honest table of one group, in plain words. */
export const statusFeature = defineFeature({
  id: 'status',
  activate: (_config, { live }) => ({
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
        run: (context) => status(context, live()),
      },
    ],
  }),
});
