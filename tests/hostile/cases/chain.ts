import { listTexts } from '../../../src/features/chain/list-texts.ts';
import { operatorTexts } from '../../../src/features/chain/operator-texts.ts';
import { ownTexts } from '../../../src/features/chain/own-texts.ts';
import { chainTextKeys } from '../../../src/features/chain/text-keys.ts';
import { createTexts } from '../../../src/features/chain/texts.ts';
import type { Slots } from '../slots.ts';
import type { Cases, TextSet } from './case.ts';
import { chainOf, lineOf, numbered } from './chain-row.ts';
import { replaced, untouched } from './replaced.ts';

type Texts = ReturnType<typeof createTexts>;
const UNTIL = '11月20日 周五 18:00';
const until = (s: Slots) => s.maybe(() => UNTIL);
const title = (s: Slots) => s.maybe(s.word);
const merge = (s: Slots) => ({ added: s.words(12), changed: s.words(), removed: s.words() });

export const memberCases = (t: Texts): Cases<Texts> => ({
  which: (s) => t.which(numbered(s), '+1'),
  unknownNumber: (s) => t.unknownNumber(7, numbered(s)),
  noSuchTitle: (s) => t.noSuchTitle(s.word(), numbered(s)),
  notUnderstood: (s) => t.notUnderstood(s.word(), chainOf(s)),
  remarkOrName: (s) => t.remarkOrName(s.word()),
  askBack: (s) => t.askBack(chainOf(s)),
  lessThanOne: () => t.lessThanOne(2),
  names: () => t.names(3, 2),
  namesOnly: (s) => t.namesOnly(s.words(5)),
  badName: (s) => t.badName(s.word()),
  tooManyNames: () => t.tooManyNames(9),
  takenName: (s) => t.takenName(s.word(), s.word()),
  badQuantity: (s) => t.badQuantity(chainOf(s)),
  chooseOption: (s) => t.chooseOption(chainOf(s)),
  changeWhich: (s) => t.changeWhich(chainOf(s)),
  joined: (s) => t.joined(chainOf(s), 3, lineOf(s), title(s)),
  next: (s) => t.next(until(s)),
  fewer: () => t.fewer(3, 1),
  queued: (s) => t.queued(chainOf(s), 3, lineOf(s), title(s)),
  queuedNext: (s) => t.queuedNext(s.flag()),
  edited: (s) => t.edited(chainOf(s), s.int(1, 3), lineOf(s), s.flag(), title(s), s.maybe(s.word)),
  same: (s) => t.same(chainOf(s), lineOf(s), s.flag(), title(s)),
  cancelled: (s) => t.cancelled(chainOf(s), s.int(1, 3), title(s)),
  overMember: (s) => t.overMember(s.int(1, 3), s.int(0, 4)),
  overAll: (s) => t.overAll(3, s.maybe(s.word), chainOf(s)),
  noRoom: (s) => t.noRoom(s.int(0, 2), 2),
  closed: (s) => t.closed(chainOf(s), until(s), s.words()),
  alsoListed: (s) => t.alsoListed(s.word(), s.word()),
  severalSame: (s) => t.severalSame(chainOf(s), s.words(), s.maybe(s.word)),
  several: (s) =>
    t.several(
      chainOf(s),
      { joined: s.words(), edited: s.words(), cancelled: s.words(), queued: s.words(), same: s.words() },
      title(s),
    ),
  stillThere: (s) => t.stillThere(s.words(9)),
  onlyOthers: (s) => t.onlyOthers(s.words(9)),
  notYours: (s) => t.notYours(s.word(), s.word()),
  noSuchName: (s) => t.noSuchName(s.word()),
  noSuchPlace: () => t.noSuchPlace(4),
  placeEcho: (s) => t.placeEcho(4, s.word()),
  movedUp: (s) => t.movedUp(s.words(9)),
  movedUpPost: (s) =>
    t.movedUpPost(
      chainOf(s),
      s.list(() => ({ member: [s.who()], position: s.int(1, 9), quantity: s.int(1, 2) })),
      s.int(0, 1),
      s.list(s.who, 2),
    ),
  mine: (s) =>
    t.mine(
      2,
      chainOf(s),
      lineOf(s),
      s.maybe(() => 3),
    ),
  mineOnlyFor: (s) => t.mineOnlyFor(2, chainOf(s)),
  mineFor: (s) => t.mineFor(s.words(12)),
  vacancy: (s) => t.vacancy(2, chainOf(s), until(s)),
  undone: (s) => t.undone(chainOf(s), title(s)),
  merged: (s) => t.merged(chainOf(s), merge(s), s.int(0, 1)),
  mergedNothing: (s) => t.mergedNothing(chainOf(s), s.int(0, 1)),
  pasteTooLong: () => t.pasteTooLong(500),
});

const operatorCases: Cases<typeof operatorTexts> = {
  planEcho: (s) => operatorTexts.planEcho(s.word(), s.words(), s.words(12)),
  planUnknown: (s) => operatorTexts.planUnknown(s.word()),
  planOptions: (s) => operatorTexts.planOptions(s.word()),
  planPast: (s) => operatorTexts.planPast(s.word()),
  opened: (s) => operatorTexts.opened(3, s.word(), s.int(0, 1)),
  closeEcho: (s) => operatorTexts.closeEcho(3, chainOf(s)),
  reopenEcho: (s) => operatorTexts.reopenEcho(3, chainOf(s), until(s)),
  reopened: (s) => operatorTexts.reopened(3, chainOf(s)),
  stillOpen: (s) => operatorTexts.stillOpen(3, chainOf(s)),
  extended: (s) => operatorTexts.extended(3, chainOf(s), until(s), UNTIL),
  clearEcho: (s) => operatorTexts.clearEcho(3, chainOf(s)),
  cleared: (s) => operatorTexts.cleared(3, chainOf(s), 9),
  changed: (s) => operatorTexts.changed(3, chainOf(s), s.words()),
  whichPlaces: (s) => operatorTexts.whichPlaces(s.pick(['删除', '已付', '未付'])),
  noPlace: (s) => operatorTexts.noPlace(s.list(() => `候补${s.int(1, 99)}`)),
  deleteEcho: (s) => operatorTexts.deleteEcho(3, chainOf(s), s.words(12)),
  deleted: (s) => operatorTexts.deleted(chainOf(s), s.words(12)),
  paidEcho: (s) => operatorTexts.paidEcho(s.words(12), s.flag()),
  paid: (s) => operatorTexts.paid(s.words(12), s.flag(), 2),
  remind: (s) =>
    operatorTexts.remind(
      3,
      chainOf(s),
      s.list(() => [s.who()]),
      s.int(0, 1),
      s.maybe(() => '99.50'),
    ),
  reminded: () => operatorTexts.reminded(3),
  unpaidHere: (s) => operatorTexts.unpaidHere(s.words(12)),
  mergeEcho: (s) => operatorTexts.mergeEcho(3, chainOf(s), merge(s)),
  nothingToExport: (s) => operatorTexts.nothingToExport(s.word()),
  unknownUse: (s) => operatorTexts.unknownUse(s.word()),
  running: (s) => operatorTexts.running(3, chainOf(s), until(s)),
};

const listCases: Cases<typeof listTexts> = {
  heading: (s) => listTexts.heading(chainOf(s), until(s)),
  line: (s) => listTexts.line(s.int(1, 600), lineOf(s)),
  more: () => listTexts.more(20),
  note: (s) => listTexts.note(s.word()),
  totals: (s) => {
    const chain = chainOf(s);
    return listTexts.totals(
      chain,
      s.list(() => ({ ...lineOf(s), option: chain.options?.[0]?.name })),
    );
  },
};

const ownTextCases: Cases<typeof ownTexts> = {
  kept: (s) =>
    ownTexts.kept(
      s.list(
        () => ({
          n: 3,
          title: s.word(),
          quantity: s.int(0, 2),
          forOthers: s.int(0, 2),
          cancelled: s.int(0, 1),
        }),
        7,
      ),
    ),
  opened: () => ownTexts.opened(2),
};

const file = (name: string) => `features/chain/${name}.ts`;
export const chainSets: readonly TextSet[] = [
  { file: file('texts'), path: 'createTexts()', cases: memberCases(createTexts(untouched)) },
  {
    file: file('texts'),
    path: 'createTexts()',
    cases: memberCases(createTexts(replaced(chainTextKeys))),
    replaced: true,
  },
  { file: file('operator-texts'), path: 'operatorTexts', cases: operatorCases, words: ['option', 'post'] },
  { file: file('card-texts'), path: 'cardTexts', cases: {}, words: ['note'] },
  { file: file('own-texts'), path: 'ownTexts', cases: ownTextCases },
  { file: file('list-texts'), path: 'listTexts', cases: listCases },
];
