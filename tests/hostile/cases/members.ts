import { data, say } from '../../../src/domain/message.ts';
import { createTexts as createNickname, nicknameTextKeys } from '../../../src/features/nickname/texts.ts';
import {
  createTexts as createPoints,
  texts as points,
  pointsTextKeys,
} from '../../../src/features/points/texts.ts';
import { createTexts as createPrivacy, privacyTextKeys } from '../../../src/features/privacy/texts.ts';
import { createTexts as createWelcome, welcomeTextKeys } from '../../../src/features/welcome/texts.ts';
import type { Slots } from '../slots.ts';
import type { Cases, TextSet } from './case.ts';
import { bothWays, replaced, untouched } from './replaced.ts';

type Nickname = ReturnType<typeof createNickname>;
/** The shape of a card is the operator's. */
const SHAPE = '城市-姓名-职业';

export const nicknameCases = (t: Nickname): Cases<Nickname> => ({
  own: (s) => t.own(s.word()),
  saved: (s) => t.saved(s.word()),
  unchanged: (s) => t.unchanged(s.word()),
  refused: (s) => t.refused(problemOf(s), '-', SHAPE),
  tryThis: (s) => t.tryThis(s.word(), s.flag()),
  howTo: (s) =>
    t.howTo(
      s.maybe(() => SHAPE),
      s.word(),
    ),
  mine: (s) => t.mine(s.word()),
  called: (s) => t.called(s.word()),
  calledWithCard: (s) => t.calledWithCard(s.word(), s.word()),
  askFree: () => t.askFree('小群'),
  askFormat: () => t.askFormat(SHAPE, '小群'),
  askLine: (s) => t.askLine(s.who(), s.word()),
  askMore: () => t.askMore(3),
});
type Problem = Parameters<Nickname['refused']>[0];
const problemOf = (s: Slots): Problem => {
  const piece = s.word();
  const unfit = (why: Extract<Problem, { type: 'unfit' }>['why']): Problem => ({
    type: 'unfit',
    piece,
    label: '城市',
    why,
  });
  const problems: readonly [Problem, ...Problem[]] = [
    { type: 'missing', label: '姓名' },
    { type: 'unsplit', piece, label: '姓名' },
    { type: 'extra', piece },
    unfit({ type: 'not-listed', values: ['北京', '上海'] }),
    unfit({ type: 'not-a-name' }),
    unfit({ type: 'length', min: 2, max: 4 }),
    unfit({ type: 'digits', length: 4 }),
    unfit({ type: 'pattern' }),
  ];
  return s.pick(problems);
};

type Welcome = ReturnType<typeof createWelcome>;
export const welcomeCases = (t: Welcome): Cases<Welcome> => ({
  welcoming: (s) => t.welcoming(s.list(s.ref)),
  already: (s) => t.already(s.list(s.ref)),
  team: (s) => t.team(s.list(s.ref)),
  full: () => t.full(10),
  quiet: () => t.quiet('08:00'),
  tooMany: () => t.tooMany(20),
  several: (s) => t.several(s.word(), s.list(s.ref, 6)),
});

type OwnPoints = ReturnType<typeof createPoints>;
const ownPointsCases = (t: OwnPoints): Cases<OwnPoints> => ({
  mine: (s) => t.mine(3, s.flag() ? 2 : undefined),
});
type Points = typeof points;
export const pointsCases = (t: Points): Cases<Points> => ({
  own: () => t.own(9, 3),
  entry: (s) => t.entry('11月20日', s.int(-3, 3), s.word()),
  boardLine: (s) => t.boardLine(s.int(1, 20), s.word(), 9),
  boardMe: (s) =>
    t.boardMe(
      s.maybe(() => 2),
      9,
    ),
  given: (s) => t.given(s.word(), s.int(-3, 3), 9),
  nothingLeft: (s) => t.nothingLeft(s.word()),
  howTo: (s) => t.howTo(s.pick(['加', '减'])),
  tooMuch: () => t.tooMuch(1000),
  nobody: (s) => t.nobody(s.word()),
  several: (s) => t.several(s.list(s.who)),
  rules: (s) => t.rules(s.maybe(() => 20)),
  rulesSet: (s) => t.rulesSet(s.maybe(() => 20)),
  rulesUnknown: (s) => t.rulesUnknown(s.word()),
});

const kept = (s: Slots) => s.list(() => say('名片:', data(s.word())));
type Privacy = ReturnType<typeof createPrivacy>;
const privacyCases = (privacy: Privacy): Cases<Privacy> => ({
  kept: (s) => privacy.kept(kept(s)),
  echo: (s) => privacy.echo(kept(s), s.flag()),
});

export const memberSets: readonly TextSet[] = [
  {
    file: 'features/nickname/texts.ts',
    path: 'createTexts()',
    cases: nicknameCases(createNickname(untouched)),
  },
  { file: 'features/welcome/texts.ts', path: 'createTexts()', cases: welcomeCases(createWelcome(untouched)) },
  {
    file: 'features/nickname/texts.ts',
    path: 'createTexts()',
    cases: nicknameCases(createNickname(replaced(nicknameTextKeys))),
    replaced: true,
  },
  {
    file: 'features/welcome/texts.ts',
    path: 'createTexts()',
    cases: welcomeCases(createWelcome(replaced(welcomeTextKeys))),
    replaced: true,
  },
  { file: 'features/points/texts.ts', path: 'texts', cases: pointsCases(points) },
  { file: 'features/points/texts.ts', path: 'createTexts()', cases: ownPointsCases(createPoints(untouched)) },
  {
    file: 'features/points/texts.ts',
    path: 'createTexts()',
    cases: ownPointsCases(createPoints(replaced(pointsTextKeys))),
    replaced: true,
  },
  ...bothWays('features/privacy/texts.ts', privacyTextKeys, createPrivacy, privacyCases),
];
