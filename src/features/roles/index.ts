import { grantRows } from '../../commands/permission.ts';
import { drop, put } from '../../domain/state.ts';
import { defineFeature } from '../feature.ts';
import { createWord } from '../wording.ts';
import { roleCommands } from './commands.ts';
import { createTexts, rolesTextKeys } from './texts.ts';

/** `/授权`: roles given inside a group, beside those of `groups.yaml`. Effective at once, in `may()`. */
export const rolesFeature = defineFeature({
  id: 'roles',
  texts: rolesTextKeys,
  activate: (_, around) => {
    const texts = createTexts(createWord(rolesTextKeys, around.texts));
    return {
      id: 'roles',
      commands: roleCommands(texts),
      ownData: ({ state }, { id }) => {
        const given = state.get(grantRows, id);
        return given ? [texts.own(given.role)] : [];
      },
      erase: ({ state }, { id }, mask) => [
        drop(grantRows, id),
        ...[...state.all(grantRows)]
          .filter(([to, { by }]) => by === id && to !== id)
          .map(([to, grant]) => put(grantRows, to, { ...grant, by: mask })),
      ],
    };
  },
});
