import type { MemberRow } from '../../../src/domain/people.ts';
import { createTexts as createRoster, rosterTextKeys } from '../../../src/features/roster/texts.ts';
import { createTexts as createTags, tagsTextKeys } from '../../../src/features/tags/texts.ts';
import type { Slots } from '../slots.ts';
import type { Cases, TextSet } from './case.ts';
import { bothWays } from './replaced.ts';

const DAY = 1_795_000_000_000;
const ZONE = 'Asia/Shanghai';
const rowOf = (s: Slots): MemberRow => ({
  firstSeen: DAY,
  ...(s.flag() && { lastSeen: DAY }),
  ...(s.flag() && { staff: true }),
  // Never the same: a name that was shown is not shown again.
  card: `1${s.word()}`,
  nickname: `2${s.word()}`,
  name: `3${s.word()}`,
});

type Roster = ReturnType<typeof createRoster>;
const rosterCases = (roster: Roster): Cases<Roster> => ({
  list: (s) =>
    roster.list(
      s.list(() => ({ number: s.int(1, 99), name: s.word(), staff: s.flag(), tags: s.words() })),
      { all: 40, page: 1, pages: 2 },
    ),
  noPage: () => roster.noPage(9, 2),
  member: (s) =>
    roster.member(rowOf(s), 'zhangsan', { timezone: ZONE, tags: s.words(), points: 2, streak: s.int(0, 3) }),
  nobody: (s) => roster.nobody(s.word()),
  which: (s) =>
    roster.which(
      s.word(),
      s.list(() => ({ id: 'zhangsan', row: rowOf(s) })),
      ZONE,
    ),
});
type Tags = ReturnType<typeof createTags>;
const tagCases = (tags: Tags): Cases<Tags> => ({
  of: (s) => tags.of(s.word(), s.words()),
  now: (s) => tags.now(s.word(), s.words()),
  hasAlready: (s) => tags.hasAlready(s.word(), s.words()),
  hasNot: (s) => tags.hasNot(s.word(), s.words()),
  tooMany: () => tags.tooMany(20),
  badTag: (s) => tags.badTag(s.word()),
  nobody: (s) => tags.nobody(s.word()),
  which: (s) => tags.which(s.word(), s.list(s.ref)),
  used: (s) => tags.used(s.list(() => [s.word(), s.int(1, 9)] as const)),
});

export const peopleSets: readonly TextSet[] = [
  ...bothWays('features/roster/texts.ts', rosterTextKeys, createRoster, rosterCases),
  ...bothWays('features/tags/texts.ts', tagsTextKeys, createTags, tagCases),
];
