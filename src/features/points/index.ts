import { z } from 'zod';
import type { Outcome } from '../../domain/decision.ts';
import { peopleIn } from '../../domain/people.ts';
import { numberTestSchema, passes, readNumberTest } from '../../rules/number-test.ts';
import { defineFeature } from '../feature.ts';
import { createWord } from '../wording.ts';
import { award, bookRaised } from './award.ts';
import { pointCommands } from './commands.ts';
import { pointsTable } from './export-table.ts';
import { balanceOf } from './ledger.ts';
import { erase, ownData } from './personal.ts';
import { createTexts, pointsTextKeys } from './texts.ts';

const pointsSchema = z
  .int('写一个整数,例如 2;要扣分就写负数,例如 -2。')
  .min(-1000)
  .max(1000)
  .refine((points) => points !== 0, '0 分等于什么都不做,请写成别的数。');

/** 积分: one ledger for whatever gives or takes points in a group. */
export const pointsFeature = defineFeature({
  id: 'points',
  actionSchemas: { points: pointsSchema },
  silentActions: ['points'],
  conditionSchemas: { 'member.points': numberTestSchema },
  events: {
    'points.changed': { about: 'member', fields: { delta: 'number', balance: 'number', reason: 'text' } },
  },
  texts: pointsTextKeys,
  activate: (_, { texts }) => ({
    id: 'points',
    commands: pointCommands(createTexts(createWord(pointsTextKeys, texts))),
    exports: [pointsTable],
    ownData,
    erase,
    react: bookRaised,
    actions: {
      points: ({ event }, argument): Outcome => {
        const by = 'action:points';
        // Points for points would never end.
        if (event.type === 'feature.event' && event.name === 'points.changed')
          return { trail: [{ by, outcome: 'refused', why: '积分变化不能再触发积分' }] };
        const people = peopleIn(event);
        if (people.length === 0) return { trail: [{ by, outcome: 'refused', why: '不知道是哪位成员' }] };
        const delta = pointsSchema.parse(argument);
        return { raise: people.map((member) => award(member, { delta, reason: '活动奖励', ref: '' })) };
      },
    },
    memberFacts: { points: ({ state }, { id }) => balanceOf(state, id) },
    conditions: {
      'member.points': (value) => {
        const test = readNumberTest.parse(value);
        return ({ context, member }) =>
          member !== undefined && passes(test, balanceOf(context.state, member.id));
      },
    },
  }),
});
