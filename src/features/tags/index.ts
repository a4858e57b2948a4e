import { z } from 'zod';
import type { DecisionContext } from '../../domain/context.ts';
import type { Outcome } from '../../domain/decision.ts';
import { data, say } from '../../domain/message.ts';
import { peopleIn } from '../../domain/people.ts';
import { drop, put } from '../../domain/state.ts';
import { defineFeature } from '../feature.ts';
import { createWord } from '../wording.ts';
import { tagCommand } from './commands.ts';
import { MOST_TAGS, tagRows, tagSchema } from './rows.ts';
import { createTexts, tagsTextKeys } from './texts.ts';

const oneOrMore = z.union([tagSchema.transform((tag) => [tag]), z.array(tagSchema).min(1)], {
  error: '写一个标签,或用 [ ] 写几个。',
});

/** 成员标签: what rules note about members, and ask for again. */
export const tagsFeature = defineFeature({
  id: 'tags',
  actionSchemas: { tag: tagSchema, untag: tagSchema },
  silentActions: ['tag', 'untag'],
  conditionSchemas: { 'member.tag': oneOrMore },
  texts: tagsTextKeys,
  activate: (_, { texts }) => ({
    id: 'tags',
    commands: [tagCommand(createTexts(createWord(tagsTextKeys, texts)))],
    ownData: ({ state }, { id }) => {
      const tags = state.get(tagRows, id) ?? [];
      return tags.length > 0 ? [say('标签:', data(tags.join('、')))] : [];
    },
    erase: (_, { id }) => [drop(tagRows, id)],
    actions: {
      tag: (context, argument) => change(context, 'tag', tagSchema.parse(argument)),
      untag: (context, argument) => change(context, 'untag', tagSchema.parse(argument)),
    },
    conditions: {
      'member.tag': (value) => {
        const wanted = z.array(z.string()).parse(value);
        return ({ context, member }) => {
          const tags = member && context.state.get(tagRows, member.id);
          return tags?.some((tag) => wanted.includes(tag)) ?? false;
        };
      },
    },
  }),
});

const change = (context: DecisionContext, how: 'tag' | 'untag', tag: string): Outcome => {
  const by = `action:${how}`;
  const people = peopleIn(context.event);
  if (people.length === 0) return { trail: [{ by, outcome: 'refused', why: '不知道是哪位成员' }] };
  const full: string[] = [];
  const writes = people.flatMap(({ id }) => {
    const tags = context.state.get(tagRows, id) ?? [];
    if (how === 'untag') {
      const left = tags.filter((other) => other !== tag);
      if (left.length === tags.length) return [];
      return [left.length > 0 ? put(tagRows, id, left) : drop(tagRows, id)];
    }
    if (tags.includes(tag)) return [];
    if (tags.length >= MOST_TAGS) full.push(id);
    return tags.length >= MOST_TAGS ? [] : [put(tagRows, id, [...tags, tag])];
  });
  return {
    writes,
    trail:
      full.length > 0
        ? [{ by, outcome: 'refused', why: `每人最多 ${MOST_TAGS} 个标签` }]
        : [{ by, outcome: 'did', why: tag }],
  };
};
