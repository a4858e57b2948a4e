import { describe, expect, it } from 'vitest';
import { decideCommand } from '../../src/commands/dispatch.ts';
import { createRegistry } from '../../src/commands/registry.ts';
import { lettersOf, sentences } from '../../src/commands/sentences.ts';
import { commandFor } from '../support/command.ts';
import { contextFor, said } from '../support/decide.ts';

const also = sentences(/^补(?<args>昨天|前天)的卡$/u, /^(?<args>备注)改成(?<rest>.+)$/u, /^不去了$/u);

describe('a sentence', () => {
  it.each([
    ['补昨天的卡', '昨天'],
    ['备注改成素食', '备注 素食'],
    ['不去了', ''],
    ['他不去了', undefined],
    ['补昨天的卡要多少钱', undefined],
    [`备注改成${'长'.repeat(60)}`, undefined],
  ])('%s ends in %j', (text, args) => {
    expect(also(text)).toBe(args);
  });
});

describe('the letters of patterns', () => {
  const letters = lettersOf([/^我?(?:也|要)*报名[了啦]?\d{0,2}$/u]);
  it.each([
    ['我也要报名了 12!', true],
    ['我也想报名', false],
    ['plain words', true],
    ['', true],
  ])('%s has no others: %s', (text, all) => {
    expect(letters(text)).toBe(all);
  });
  it.each([/^报名.*$/u, /^报名[^了]$/u, /^报名\p{L}$/u, /^(报名\p{Script=Han})$/u, /^报名\S$/u])(
    'cannot be told of %s, which leaves something open',
    (pattern) => {
      expect(() => lettersOf([pattern])).toThrow('closed vocabulary');
    },
  );
});

describe('a command with sentences', () => {
  const taker = commandFor('接龙', {
    match: (folded) => (folded.startsWith('补') ? folded : undefined),
    run: () => ({}),
  });
  const overview = commandFor('/接龙', { minRole: 'member' });
  const extend = commandFor('/接龙 延期', { also: sentences(/^\/接龙 延期(?<args>到.+)$/u) });
  const makeUp = commandFor('补卡', { also, examples: ['补卡', '补卡 昨天'] });
  const registry = createRegistry([taker, overview, extend, makeUp]);
  const answer = (text: string) => {
    const dispatched = decideCommand(registry, contextFor({ text }));
    return dispatched.handled ? said(dispatched.outcome) : said(dispatched.suggestion?.());
  };
  it.each([
    // Before a phrase that takes in whatever looks like it.
    ['补昨天的卡', '补卡(昨天)'],
    // Also with polite words around it, which the phrase would have taken as they are.
    ['麻烦补昨天的卡,谢谢', '补卡(昨天)'],
    // Before an overview that takes in all that follows it.
    ['/接龙 延期到周六', '/接龙 延期(到周六)'],
    ['/接龙 别的', '/接龙(别的)'],
  ])('%s is %s', (text, reply) => {
    expect(answer(text)).toBe(reply);
  });
  it('leaves what a phrase found to be something else to whoever is near', () => {
    expect(answer('补咔')).toBe('你是不是想输入「补卡」?');
    expect(answer('补一补身体')).toBeUndefined();
  });
});
