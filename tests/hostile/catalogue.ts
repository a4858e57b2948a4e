import type { Shown, TextSet } from './cases/case.ts';
import { chainSets } from './cases/chain.ts';
import { checkinSets } from './cases/checkin.ts';
import { memberSets } from './cases/members.ts';
import { operatorSets } from './cases/operators.ts';
import { peopleSets } from './cases/people.ts';
import { otherCases } from './cases/templates.ts';

/** Every set of texts there is; a test compares it with the files. */
export const textSets: readonly TextSet[] = [
  ...chainSets,
  ...checkinSets,
  ...memberSets,
  ...peopleSets,
  ...operatorSets,
];

/** Everything that shows what members wrote, by name. */
export const catalogue: readonly (readonly [name: string, shown: Shown])[] = [
  ...textSets.flatMap(({ file, path, cases, replaced }) =>
    Object.entries(cases).map(
      ([key, shown]) => [`${file} ${path}.${key}${replaced ? ' replaced' : ''}`, shown] as const,
    ),
  ),
  ...Object.entries(otherCases),
];
