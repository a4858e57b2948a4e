import { z } from 'zod';
import type { Group } from '../../domain/community.ts';
import type { DecisionContext } from '../../domain/context.ts';
import type { Outcome } from '../../domain/decision.ts';
import { memberRows } from '../../domain/people.ts';
import { planUnasked } from '../../rules/plan-unasked.ts';
import { defineFeature } from '../feature.ts';
import { createWord } from '../wording.ts';
import { atTimer } from './at-timer.ts';
import { pressedChain, withChainCard } from './card.ts';
import { cardTexts } from './card-texts.ts';
import { checkChains } from './check-chains.ts';
import { chainEvents, createDesk, type Desk, timers } from './desk.ts';
import { afterErase, erase } from './erase.ts';
import { chainTable } from './export-table.ts';
import { chainsByGroup, followFile, isDueToOpen, timesOf } from './follow-file.ts';
import { type AtDesk, memberCommands } from './member-commands.ts';
import { openByRule } from './open-by-rule.ts';
import { operatorCommands } from './operator-commands.ts';
import { ownData } from './own-data.ts';
import { INDEX, indexRows } from './rows.ts';
import { type ChainsConfig, chainsSchema } from './schema.ts';
import { postsForPromoted } from './tell-promoted.ts';
import { chainTextKeys } from './text-keys.ts';
import { createTexts } from './texts.ts';

const openArgument = z.string().min(1);

/** 接龙: sign-up chains with options, a capacity, a waiting list and a deadline. */
export const chainFeature = defineFeature<ChainsConfig>({
  id: 'chain',
  file: { name: 'chains.yaml', schema: chainsSchema },
  events: chainEvents,
  actionSchemas: { 'open-chain': openArgument },
  silentActions: ['open-chain'],
  check: checkChains,
  texts: chainTextKeys,
  activate: (config, { community, texts: own }) => {
    const texts = createTexts(createWord(chainTextKeys, own));
    const chains = config?.chains ?? [];
    const configured = chainsByGroup(chains, community);
    const finish = (context: DecisionContext, group: Group, desk: Desk, outcome: Outcome): Outcome => {
      const told = postsForPromoted(context, desk);
      // Promised to those who wait: it counts as a post of the day but is not lost when the day is used up.
      const limit = told.length > 0 ? 'count' : 'stop';
      return merge(outcome, planUnasked(context, group, [...told, ...desk.posts], { limit }), {
        writes: desk.draft.writes(),
        effects: desk.effects,
        raise: desk.raise,
      });
    };
    const openDesk = (context: DecisionContext, group: Group): Desk => {
      const desk = createDesk(context, group, texts);
      followFile(desk, configured.get(group.id) ?? [], context.event.at);
      return desk;
    };
    const atDesk: AtDesk = (run) => (context, args, typed) => {
      if (!context.group) return { reply: texts.onlyInGroups };
      const { event, group } = context;
      const desk = openDesk(context, group);
      const of = pressedChain(event, group.id, desk.chain);
      if (of === 'stray') return finish(context, group, desk, strayCard);
      const outcome = run(context, desk, args, typed);
      const reply = of && outcome.reply;
      if (!reply) return finish(context, group, desk, outcome);
      // As it stands after the press.
      const now = { n: of.n, chain: desk.chain(of.n) ?? of.chain };
      return finish(context, group, desk, { ...outcome, reply: withChainCard(context, now, reply) });
    };
    return {
      id: 'chain',
      exports: [chainTable],
      ownData,
      erase,
      afterErase,
      times: timesOf(chains, community),
      commands: [...memberCommands(atDesk), ...operatorCommands(atDesk)],
      react: (context) => {
        const { event, group } = context;
        if (!group) return undefined;
        if (event.type === 'timer.fired' && Object.values<string>(timers).includes(event.timer)) {
          const desk = openDesk(context, group);
          return finish(context, group, desk, atTimer({ ...context, event }, desk));
        }
        // Whatever happens first in the group opens what the file names for it.
        const here = configured.get(group.id);
        if (!here || event.type === 'feature.event') return undefined;
        const index = context.state.get(indexRows, INDEX);
        if (!here.some((one) => isDueToOpen(one, group, index, event.at))) return undefined;
        return finish(context, group, openDesk(context, group), {});
      },
      actions: {
        'open-chain': (context, argument) => {
          const { group } = context;
          const id = openArgument.parse(argument);
          const one = group && configured.get(group.id)?.find((chain) => chain.id === id);
          if (!group || !one)
            return { trail: [{ by: 'action:open-chain', outcome: 'refused', why: `本群没有接龙「${id}」` }] };
          const desk = createDesk(context, group, texts);
          return finish(context, group, desk, openByRule(desk, one, context.event.at));
        },
      },
      checkActions: {
        'open-chain': (argument) => {
          const id = openArgument.parse(argument);
          if (chains.some((chain) => chain.id === id)) return [];
          const unknown = { typed: id, candidates: chains.map((chain) => chain.id) };
          return [{ path: [], message: `chains.yaml 里没有接龙「${id}」。`, unknown }];
        },
      },
      reads: (event) => {
        const mayBeAbout =
          event.type === 'message.received' &&
          /接[龙龍]|[报報]名|我[来來也要想报報]|[算加带帶]我|[+＋#＃]|份|参加/.test(event.text);
        const index = { collection: indexRows.collection, row: INDEX };
        if (mayBeAbout) return [index, { collection: memberRows.collection, row: event.actor.id }];
        return event.group !== undefined && configured.has(event.group) ? [index] : [];
      },
    };
  },
});

const strayCard: Outcome = {
  reply: cardTexts.stray,
  trail: [{ by: 'feature:chain', outcome: 'refused', why: '按的是别处或早已没有的接龙的卡片' }],
};

const merge = (...outcomes: readonly Outcome[]): Outcome => {
  const reply = outcomes.find((outcome) => outcome.reply)?.reply;
  return {
    ...(reply && { reply }),
    writes: outcomes.flatMap(({ writes = [] }) => writes),
    effects: outcomes.flatMap(({ effects = [] }) => effects),
    raise: outcomes.flatMap(({ raise = [] }) => raise),
    trail: outcomes.flatMap(({ trail = [] }) => trail),
  };
};
