import type { DecisionContext } from '../../domain/context.ts';
import type { Outcome } from '../../domain/decision.ts';
import type { GroupEvent } from '../../domain/events.ts';
import { memberRows } from '../../domain/people.ts';
import { ALL_ROWS, type RowRef } from '../../domain/state.ts';
import { defineFeature } from '../feature.ts';
import { createWord } from '../wording.ts';
import { askRoster } from './ask-roster.ts';
import { rosterCommands } from './commands.ts';
import { compareRoster } from './compare-roster.ts';
import { membersTable } from './export.ts';
import { erase, ownData } from './own-data.ts';
import { recordActor } from './record-actor.ts';
import { recordJoined, recordLeft } from './record-moves.ts';
import { META, rosterMeta } from './rows.ts';
import { createTexts, rosterTextKeys } from './texts.ts';

/** Who is in a group, from whatever WeCom lets us hear: the one place where `members` rows are kept up. */
export const rosterFeature = defineFeature({
  id: 'roster',
  texts: rosterTextKeys,
  activate: (_, { texts }) => ({
    id: 'roster',
    commands: rosterCommands(createTexts(createWord(rosterTextKeys, texts))),
    react,
    reads,
    ownData,
    erase,
    exports: [membersTable],
  }),
});

function react(context: DecisionContext): Outcome | undefined {
  const { event } = context;
  if (!context.group) return undefined;
  switch (event.type) {
    case 'message.received':
    case 'card.clicked':
    case 'feedback.given':
      return recordActor(context, event.actor);
    case 'members.changed':
      return askRoster({ ...context, event });
    case 'roster.fetched':
      return compareRoster({ ...context, event });
    case 'member.joined':
      return recordJoined({ ...context, event });
    case 'member.left':
      return recordLeft({ ...context, event });
    default:
      return undefined;
  }
}

function reads(event: GroupEvent): readonly RowRef[] {
  if (event.group === undefined) return [];
  const { collection } = memberRows;
  const meta: RowRef = { collection: rosterMeta.collection, row: META };
  switch (event.type) {
    case 'message.received':
    case 'card.clicked':
    case 'feedback.given':
      return [{ collection, row: event.actor.id }];
    case 'members.changed':
      return [meta];
    case 'roster.fetched':
      return [meta, { collection, row: ALL_ROWS }];
    case 'member.joined':
    case 'member.left':
      return event.members.map(({ id }) => ({ collection, row: id }));
    default:
      return [];
  }
}
