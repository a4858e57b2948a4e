import type { RuleIndex } from '../../src/rules/rule-index.ts';
import { contextFor } from '../../tests/support/decide.ts';
import { median } from '../stats.ts';
import { cpuOf } from './cpu-of.ts';
import { wordOf } from './many-rules.ts';
import type { Line } from './measure.ts';
import { loaded } from './measure-load.ts';

const TIMES = 20_000;

/** One message decided with few and with many rules, in turns. Every second message is an answer to both. */
export function measureDecide(count: number, rounds: number): Line[] {
  const { few, many } = { few: loaded(10).book, many: loaded(count).book };
  const texts = ['请问今天的作业交到哪里呀,谢谢大家', `你好,我想问一下${wordOf(3)},麻烦啦`];
  const contexts = (community: typeof few.community) => texts.map((text) => contextFor({ text, community }));
  const arms = {
    few: { rules: few.rules, contexts: contexts(few.community) },
    many: { rules: many.rules, contexts: contexts(many.community) },
  };
  for (const { rules, contexts: all } of Object.values(arms)) {
    const answered = all.map((context) => rules.decide(context, { mayReply: true }).reply !== undefined);
    if (answered.join() !== 'false,true') throw new Error(`decides otherwise: ${answered.join()}`);
  }
  const samples = Array.from({ length: rounds }, () => ({
    few: timeOf(arms.few),
    many: timeOf(arms.many),
  }));
  const micros = (arm: 'few' | 'many') => median(samples.map((sample) => sample[arm]));
  const ratio = median(samples.map((sample) => sample.many / sample.few));
  return [
    {
      what: `one message, ${count.toLocaleString('en')} rules : 10 rules`,
      value: `${ratio.toFixed(2)} (${micros('many').toFixed(2)} µs : ${micros('few').toFixed(2)} µs)`,
      goal: '≤ 5',
      holds: ratio <= 5,
    },
  ];
}

const timeOf = (arm: {
  readonly rules: RuleIndex;
  readonly contexts: readonly ReturnType<typeof contextFor>[];
}): number => {
  let answers = 0;
  const micros = cpuOf(() => {
    for (let n = 0; n < TIMES; n += 1) {
      const context = arm.contexts[n % arm.contexts.length];
      if (context && arm.rules.decide(context, { mayReply: true }).reply) answers += 1;
    }
  });
  if (answers !== TIMES / 2) throw new Error('a decision came out otherwise');
  return micros / TIMES;
};
