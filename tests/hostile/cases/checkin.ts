import { createTexts, type OwnTexts } from '../../../src/features/checkin/own-texts.ts';
import { checkinTextKeys } from '../../../src/features/checkin/text-keys.ts';
import { texts } from '../../../src/features/checkin/texts.ts';
import type { Slots } from '../slots.ts';
import type { Cases, TextSet } from './case.ts';
import { replaced, untouched } from './replaced.ts';

const HOURS = '06:00-09:00';
const when = (s: Slots) => s.maybe(() => '明天 06:00');
const title = (s: Slots) => s.maybe(s.word);
const UNIT = '天';

const ownCases = (t: OwnTexts): Cases<OwnTexts> => ({
  done: (s) => t.done(3, '连续 3 天', s.flag(), title(s)),
  doneAgain: (s) => t.doneAgain(2, s.flag(), title(s)),
  lateWhy: () => t.lateWhy('09:00'),
  next: () => t.next('明天 06:00'),
  lastDay: () => t.lastDay(21),
  again: (s) => t.again(3, '连续 3 天', title(s)),
  tooShort: () => t.tooShort(5),
  needsKeyword: (s) => t.needsKeyword(s.word()),
  shut: (s) => t.shut(s.word(), HOURS, when(s)),
  notBegun: (s) => t.notBegun(s.word(), '12月1日'),
  ended: (s) => t.ended(s.word()),
  makeUpQuota: (s) => t.makeUpQuota(2, s.pick(['week', 'month', 'campaign'])),
  madeUp: (s) => t.madeUp('昨天', s.flag(), 3, UNIT),
  left: (s) => t.left(s.words()),
  joined: (s) => t.joined(s.words()),
  mineNone: (s) => t.mineNone(s.word(), when(s)),
  remind: (s) => t.remind(s.word(), HOURS, s.list(s.who, 8), s.int(0, 1), '小群'),
  remindLast: (s) => t.remindLast(s.words()),
  summary: (s) => t.summary(s.word(), '今天', 9, s.int(0, 1)),
  announce: (s) => t.announce(s.word(), HOURS, when(s), '小群'),
});

const t = texts;
const checkinCases: Cases<typeof texts> = {
  which: (s) => t.which(s.words(), s.pick(['打卡', '打卡榜'])),
  nothingToExport: (s) => t.nothingToExport(s.word(), s.list(s.word)),
  own: (s) => t.own(s.word(), 9, 3, UNIT),
  ownOld: () => t.ownOld(9),
  rewards: (s) => t.rewards(s.int(0, 3), s.words()),
  againEarlier: (s) => t.againEarlier(title(s)),
  undone: (s) => t.undone(s.word(), s.pick(['打卡', '补卡'])),
  makeUpNone: (s) => t.makeUpNone(s.word()),
  makeUpNothing: () => t.makeUpNothing(7),
  makeUpDone: () => t.makeUpDone('昨天'),
  makeUpNotBegun: () => t.makeUpNotBegun('11月20日'),
  makeUpNotAsked: () => t.makeUpNotAsked('昨天'),
  makeUpPaused: () => t.makeUpPaused('昨天'),
  makeUpTooOld: () => t.makeUpTooOld(7),
  makeUpPoor: () => t.makeUpPoor(5, 2),
  makeUpLeft: (s) => t.makeUpLeft(1, s.int(0, 1)),
  paused: (s) => t.paused(s.maybe(() => '周五')),
  mine: (s) => t.mine(s.word(), 3, 5, 9, UNIT),
  mineToday: (s) => t.mineToday(s.maybe(() => 3)),
  mineMissed: (s) => t.mineMissed(when(s)),
  minePaused: (s) => t.minePaused(when(s)),
  mineWeek: () => t.mineWeek('周一', ['✅', '·']),
  mineMakeUps: (s) => t.mineMakeUps(s.int(0, 1)),
  mineWords: (s) => t.mineWords(s.word()),
  whyGrown: (s) => t.whyGrown('周三', s.flag(), 2, 3, UNIT),
  whyBroken: () => t.whyBroken('周三', 2, UNIT),
  whyRest: () => t.whyRest('周三', 2, UNIT),
  whyOutage: () => t.whyOutage('周三', 2, UNIT),
  whyPause: () => t.whyPause('周三', 2, UNIT),
  board: (s) => t.board(s.word(), '今天', 9),
  boardOnly: (s) => t.boardOnly(s.word()),
  boardLine: (s) => t.boardLine(s.int(1, 20), s.word(), 3, UNIT, s.flag()),
  boardSumLine: (s) => t.boardSumLine(s.int(1, 20), s.word(), 3, 3, UNIT),
  boardMore: () => t.boardMore(9),
  boardMe: (s) =>
    t.boardMe(
      s.maybe(() => 3),
      s.flag(),
      s.flag(),
    ),
  boardOthers: () => t.boardOthers(2),
  boardAll: (s) => t.boardAll(s.word(), '本周', 2, 9),
  boardAllLine: (s) => t.boardAllLine(s.int(1, 20), s.word(), 3, s.maybe(s.word)),
  boardAllToday: (s) => t.boardAllToday(s.word(), s.maybe(s.word)),
  boardShut: (s) => t.boardShut(when(s)),
  weekly: (s) => t.weekly(s.word(), 9, 3),
  planEcho: (s) => t.planEcho(s.word(), s.words()),
  planUnknown: (s) => t.planUnknown(s.word()),
  sameTitle: (s) => t.sameTitle(s.word()),
  opened: (s) => t.opened(s.word(), when(s)),
  running: (s) => t.running(s.word(), s.word()),
  unknownUse: (s) => t.unknownUse(s.word()),
  noSuch: (s) => t.noSuch(s.word()),
  whichOf: (s) => t.whichOf(s.words(), '补录', s.word()),
  endEcho: (s) => t.endEcho(s.word()),
  endedNow: (s) => t.endedNow(s.word()),
  fromFile: (s) => t.fromFile(s.word()),
  campaignPaused: (s) => t.campaignPaused(s.word()),
  campaignPausedNow: (s) => t.campaignPausedNow(s.word()),
  campaignPausedAlready: (s) => t.campaignPausedAlready(s.word()),
  campaignNotPaused: (s) => t.campaignNotPaused(s.word()),
  campaignResumed: (s) => t.campaignResumed(s.word()),
  nobody: (s) => t.nobody(s.word()),
  several: (s) => t.several(s.list(s.who)),
  whomAndWhen: () => t.whomAndWhen('补录'),
  fillInDone: (s) => t.fillInDone(s.word(), '昨天'),
  filledIn: (s) => t.filledIn(s.word(), '昨天', 3, UNIT),
  takeOutNone: (s) => t.takeOutNone(s.word(), '昨天'),
  takenOut: (s) => t.takenOut(s.word(), '昨天', 3, UNIT),
  rollCall: (s) => t.rollCall(s.word(), '今天', s.list(s.who), s.int(0, 9)),
  rollCallNotAsked: (s) => t.rollCallNotAsked(s.word(), '今天'),
  urged: () => t.urged(3),
  urgeNobody: (s) => t.urgeNobody(s.word()),
  urgeShut: (s) => t.urgeShut(s.word()),
};

export const checkinSets: readonly TextSet[] = [
  { file: 'features/checkin/card-texts.ts', path: 'cardTexts', cases: {}, words: ['note'] },
  { file: 'features/checkin/texts.ts', path: 'texts', cases: checkinCases },
  { file: 'features/checkin/own-texts.ts', path: 'createTexts()', cases: ownCases(createTexts(untouched)) },
  {
    file: 'features/checkin/own-texts.ts',
    path: 'createTexts()',
    cases: ownCases(createTexts(replaced(checkinTextKeys))),
    replaced: true,
  },
];
