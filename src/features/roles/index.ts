import { grantRows } from '../../commands/permission.ts';
import { drop } from '../../domain/state.ts';
import { defineFeature } from '../feature.ts';
import { roleCommands } from './commands.ts';
import { texts } from './texts.ts';

/** `/授权`: roles given inside a group, beside those of `groups.yaml`. Effective at once, in `may()`. */
export const rolesFeature = defineFeature({
  id: 'roles',
  activate: () => ({
    id: 'roles',
    commands: roleCommands(),
    ownData: ({ state }, { id }) => {
      const given = state.get(grantRows, id);
      return given ? [texts.own(given.role)] : [];
    },
    erase: (_, { id }) => [drop(grantRows, id)],
  }),
});
