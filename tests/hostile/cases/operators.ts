import { texts as commands } from '../../../src/commands/texts.ts';
import { texts as audit, outcomeName } from '../../../src/features/audit/texts.ts';
import { bindingTexts } from '../../../src/features/binding/texts.ts';
import { texts as exported } from '../../../src/features/export/texts.ts';
import { texts as help } from '../../../src/features/help/texts.ts';
import { texts as roles } from '../../../src/features/roles/texts.ts';
import { texts as rules } from '../../../src/features/rules/texts.ts';
import { statusTexts } from '../../../src/features/status/texts.ts';
import { texts as why } from '../../../src/features/why/texts.ts';
import { groupFor } from '../../support/decide.ts';
import type { Slots } from '../slots.ts';
import type { Cases, TextSet } from './case.ts';

const group = groupFor();
const command = {
  power: 'chain.join',
  name: '接龙',
  aliases: ['jl'],
  minRole: 'helper' as const,
  places: [],
  summary: '报名',
  examples: ['接龙', '+2'],
  section: '接龙',
  run: () => ({}),
};
const role = (s: Slots) => s.pick(['operator', 'admin', 'helper']);
const outcome = (s: Slots) => s.pick(['matched', 'not-matched', 'did', 'held', 'dropped', 'refused']);
const said = (s: Slots): Parameters<typeof why.said>[0] => {
  const reason = s.maybe(s.word);
  return {
    at: 0,
    text: s.word(),
    state: s.pick(['answered', 'queued', 'sending', 'sent', 'failed', 'unknown']),
    ...(reason !== undefined && { reason }),
    version: 'abc',
    event: 'e1',
    trail: [],
  };
};

const auditCases: Cases<typeof audit> = {
  list: (s) =>
    audit.list(
      s.list(() => ({
        when: '11-20 10:00',
        who: s.word(),
        command: '/接龙',
        args: s.maybe(s.word),
        outcome: s.pick(['did', 'asked', 'refused', 'denied', 'cancelled', 'expired']),
      })),
      s.flag(),
    ),
  howTo: (s) => audit.howTo(s.word()),
  several: (s) => audit.several(s.word(), s.words()),
  own: () => audit.own(3),
};

const bindingCases: Cases<typeof bindingTexts> = {
  bound: () => bindingTexts.bound(group),
  already: () => bindingTexts.already(group),
  boundInFile: () => bindingTexts.boundInFile(group),
  targetTaken: () => bindingTexts.targetTaken(group),
  noBotThere: () => bindingTexts.noBotThere(group),
  unknown: (s) =>
    bindingTexts.unknown(
      s.word(),
      s.maybe(() => 'newbie-01'),
      s.maybe(() => 'newbie-01、newbie-02'),
    ),
  notYours: () => bindingTexts.notYours(group),
  current: (s) => bindingTexts.current(group, s.flag()),
  howTo: () => bindingTexts.howTo('newbie-01', 'newbie-01、newbie-02'),
};

const exportCases: Cases<typeof exported> = {
  coming: () => exported.coming('成员', 'csv'),
  noApp: (s) => exported.noApp('接龙', s.word(), 'newbie-01', 'csv'),
  formats: (s) => exported.formats(s.word(), '成员'),
  what: (s) => exported.what(s.list(() => '成员')),
  unknown: (s) =>
    exported.unknown(
      s.word(),
      s.maybe(() => '成员'),
      ['成员', '积分'],
    ),
};

const roleCases: Cases<typeof roles> = {
  echo: (s) => roles.echo(s.ref(), role(s), s.maybe(s.words), s.flag()),
  given: (s) => roles.given(s.ref(), role(s), s.maybe(s.words)),
  revokeEcho: (s) => roles.revokeEcho(s.ref(), role(s)),
  revoked: (s) => roles.revoked(s.ref()),
  noPowers: () => roles.noPowers(['chain.paid', 'checkin.makeup']),
  nobody: (s) => roles.nobody(s.word()),
  byNumber: (s) => roles.byNumber(s.word(), s.list(s.ref, 9), '/授权 1 运营'),
  list: (s) =>
    roles.list(s.list(() => ({ member: s.ref(), role: role(s), only: s.maybe(s.words), inFile: s.flag() }))),
  unknownPower: (s) =>
    roles.unknownPower(
      s.word(),
      s.maybe(() => 'chain.paid'),
    ),
  weakRole: (s) => roles.weakRole(s.word(), role(s)),
  own: (s) => roles.own(role(s)),
  nothing: (s) => roles.nothing(s.ref()),
};

/** Ids of rules and versions are the operator's files; what is typed and who typed it are not. */
const ruleCases: Cases<typeof rules> = {
  none: (s) => rules.none(s.flag()),
  heading: (s) => rules.heading(3, s.flag(), 'abc1234'),
  rule: (s) => rules.rule('faq.fee', '有人说话', s.pick(['on', 'off']), s.pick(['on', 'shadow'])),
  more: () => rules.more(2),
  unknownUse: (s) => rules.unknownUse(s.word()),
  inForce: (s) => rules.inForce('abc1234', s.pick(['files', 'rolled-back', 'last-known-good'])),
  version: (s) => rules.version(1, 'abc1234', '11-20 10:00', ['rules/faq.yaml'], s.maybe(s.word)),
  unknownVersion: (s) => rules.unknownVersion(s.word()),
  alreadyServing: () => rules.alreadyServing('abc1234'),
  rollBackEcho: () => rules.rollBackEcho('abc1234', '11-20 10:00'),
  rollingBack: () => rules.rollingBack('abc1234'),
  whichRule: () => rules.whichRule('关'),
  unknownRule: (s) =>
    rules.unknownRule(
      s.word(),
      s.maybe(() => 'faq.fee'),
    ),
  alreadyIn: (s) => rules.alreadyIn('faq.fee', s.pick(['on', 'off'])),
};
const switchCases: Cases<typeof rules.switching> = {
  on: () => rules.switching.on('faq.fee'),
  off: () => rules.switching.off('faq.fee'),
  shadow: () => rules.switching.shadow('faq.fee'),
};

const { capabilities } = group;
const kind = (s: Slots) => s.pick(['internal', 'appchat', 'customer']);
const statusCases: Cases<typeof statusTexts> = {
  group: () => statusTexts.group(group),
  channels: (s) => statusTexts.channels(s.list(() => '智能机器人 小群')),
  hears: () => statusTexts.hears(capabilities.hears),
  deaf: (s) => statusTexts.deaf(kind(s), new Set()),
  says: (s) => statusTexts.says(kind(s), capabilities.says),
  everywhere: () => statusTexts.everywhere(3),
  running: () => statusTexts.running('abc1234', 3, 'valkey'),
  wrongFiles: (s) => statusTexts.wrongFiles(s.words()),
  budget: (s) =>
    statusTexts.budget(
      3,
      9,
      s.maybe(() => '22:00-08:00'),
    ),
  unlimited: (s) => statusTexts.unlimited(s.maybe(() => '22:00-08:00')),
  error: (s) => statusTexts.error('刚刚', s.word()),
};

const whyCases: Cases<typeof why> = {
  notFound: (s) => why.notFound(s.word()),
  said: (s) => why.said(said(s), '10:00'),
  by: (s) => why.by('规则 faq.fee', s.pick(['abc1234'])),
  cause: () => why.cause('有人 @我 说话'),
  trail: (s) => why.trail(s.list(() => why.step('规则 faq.fee', outcome(s), s.maybe(s.word)))),
};

const helpCases: Cases<typeof help> = {
  section: () => help.section('接龙', command, ['改接龙']),
  running: () => help.running(['/接龙 新建|改'], command),
  entry: () => help.entry(command),
  more: () => help.more('接龙'),
  details: () => help.details(command),
  unknown: (s) =>
    help.unknown(
      s.word(),
      s.maybe(() => '接龙'),
    ),
};

const commandCases: Cases<typeof commands> = {
  denied: (s) =>
    commands.denied(
      '/接龙',
      role(s),
      s.list(s.ref, 4),
      s.maybe(() => '接龙'),
    ),
  didYouMean: (s) => commands.didYouMean(s.word()),
  howTo: () => commands.howTo('接龙'),
  unknownCommand: (s) =>
    commands.unknownCommand(
      s.word(),
      s.maybe(() => '/接龙'),
    ),
};
const elsewhereCases: Cases<typeof commands.elsewhere> = {
  unbound: () => commands.elsewhere.unbound('接龙'),
  group: () => commands.elsewhere.group('接龙'),
  single: () => commands.elsewhere.single('接龙'),
};

const feature = (name: string) => `features/${name}/texts.ts`;
export const operatorSets: readonly TextSet[] = [
  { file: feature('audit'), path: 'texts', cases: auditCases },
  { file: feature('audit'), path: '', cases: {}, words: [outcomeName.name] },
  { file: feature('binding'), path: 'bindingTexts', cases: bindingCases },
  { file: feature('export'), path: 'texts', cases: exportCases },
  { file: feature('roles'), path: 'texts', cases: roleCases },
  { file: feature('rules'), path: 'texts', cases: ruleCases },
  { file: feature('rules'), path: 'texts.switching', cases: switchCases },
  { file: feature('status'), path: 'statusTexts', cases: statusCases },
  { file: feature('why'), path: 'texts', cases: whyCases, words: ['step'] },
  { file: feature('why'), path: 'texts.who', cases: {}, words: ['rule', 'command', 'broadcast'] },
  { file: feature('help'), path: 'texts', cases: helpCases },
  { file: 'commands/texts.ts', path: 'texts', cases: commandCases, words: ['deniedWhy'] },
  { file: 'commands/texts.ts', path: 'texts.elsewhere', cases: elsewhereCases },
];
