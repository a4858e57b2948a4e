import { expect, it } from 'vitest';
import { withPlaces } from '../../src/domain/file-places.ts';

it('keeps the place as it is written, and nothing else', () => {
  expect(withPlaces('没有采用:rules/新手.yaml:6:12 rules.0.when: 不认识的键「a.b」。')).toEqual([
    { type: 'data', text: '没有采用:' },
    { type: 'text', text: 'rules/新手.yaml:6:12 rules.0.when' },
    { type: 'data', text: ': 不认识的键「a.b」。' },
  ]);
  expect(withPlaces('templates/welcome.md:1:2 没写完')).toMatchObject([
    { type: 'text', text: 'templates/welcome.md:1:2' },
    { type: 'data' },
  ]);
});

it.each(['https://evil.com/a.md:1:1', 'evil.com:80:1', '<@all> **x**', 'welcome.md:1:1', '一切正常'])(
  'takes %j for what somebody wrote',
  (said) => {
    expect(withPlaces(said)).toEqual([{ type: 'data', text: said }]);
  },
);

it('says all of it, whatever stands around the places', () => {
  const said = 'a.yaml:1:1 b.yaml:2:2 x: <@all>c.yaml:3:3';
  const parts = withPlaces(said);
  expect(parts.map((part) => ('text' in part ? part.text : '')).join('')).toBe(said);
  expect(parts.filter(({ type }) => type === 'text')).toHaveLength(3);
  expect(withPlaces('')).toEqual([]);
});
