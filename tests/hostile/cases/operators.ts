import { commandTextKeys, createTexts as createCommands } from '../../../src/commands/texts.ts';
import { auditTextKeys, createTexts as createAudit, outcomeName } from '../../../src/features/audit/texts.ts';
import { bindingTextKeys, createTexts as createBinding } from '../../../src/features/binding/texts.ts';
import { createTexts as createExport, exportTextKeys } from '../../../src/features/export/texts.ts';
import { createTexts as createHelp, helpTextKeys } from '../../../src/features/help/texts.ts';
import { createTexts as createRoles, rolesTextKeys } from '../../../src/features/roles/texts.ts';
import { createTexts as createRules, rulesTextKeys } from '../../../src/features/rules/texts.ts';
import { createTexts as createStatus, statusTextKeys } from '../../../src/features/status/texts.ts';
import { createTexts as createWhy, whyTextKeys } from '../../../src/features/why/texts.ts';
import { groupFor } from '../../support/decide.ts';
import type { Slots } from '../slots.ts';
import type { Cases, TextSet } from './case.ts';
import { bothWays } from './replaced.ts';

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
type Why = ReturnType<typeof createWhy>;
const said = (s: Slots): Parameters<Why['said']>[0] => {
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

type Audit = ReturnType<typeof createAudit>;
const auditCases = (audit: Audit): Cases<Audit> => ({
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
});

type Binding = ReturnType<typeof createBinding>;
const bindingCases = (binding: Binding): Cases<Binding> => ({
  bound: () => binding.bound(group),
  already: () => binding.already(group),
  boundInFile: () => binding.boundInFile(group),
  targetTaken: () => binding.targetTaken(group),
  noBotThere: () => binding.noBotThere(group),
  unknown: (s) =>
    binding.unknown(
      s.word(),
      s.maybe(() => 'newbie-01'),
      s.maybe(() => 'newbie-01、newbie-02'),
    ),
  notYours: () => binding.notYours(group),
  current: (s) => binding.current(group, s.flag()),
  howTo: () => binding.howTo('newbie-01', 'newbie-01、newbie-02'),
});

type Export = ReturnType<typeof createExport>;
const exportCases = (exported: Export): Cases<Export> => ({
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
});

type Roles = ReturnType<typeof createRoles>;
const roleCases = (roles: Roles): Cases<Roles> => ({
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
});

/** Ids of rules and versions are the operator's files; what is typed and who typed it are not. */
type Rules = ReturnType<typeof createRules>;
const ruleCases = (rules: Rules): Cases<Rules> => ({
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
});
const switchCases = (rules: Rules): Cases<Rules['switching']> => ({
  on: () => rules.switching.on('faq.fee'),
  off: () => rules.switching.off('faq.fee'),
  shadow: () => rules.switching.shadow('faq.fee'),
});

const { capabilities } = group;
const kind = (s: Slots) => s.pick(['internal', 'appchat', 'customer']);
type Status = ReturnType<typeof createStatus>;
const statusCases = (status: Status): Cases<Status> => ({
  group: () => status.group(group),
  channels: (s) => status.channels(s.list(() => '智能机器人 小群')),
  hears: () => status.hears(capabilities.hears),
  deaf: (s) => status.deaf(kind(s), new Set()),
  says: (s) => status.says(kind(s), capabilities.says),
  everywhere: () => status.everywhere(3),
  running: () => status.running('abc1234', 3, 'valkey'),
  wrongFiles: (s) => status.wrongFiles(s.words()),
  budget: (s) =>
    status.budget(
      3,
      9,
      s.maybe(() => '22:00-08:00'),
    ),
  unlimited: (s) => status.unlimited(s.maybe(() => '22:00-08:00')),
  error: (s) => status.error('刚刚', s.word()),
});

const whyCases = (why: Why): Cases<Why> => ({
  notFound: (s) => why.notFound(s.word()),
  said: (s) => why.said(said(s), '10:00'),
  by: (s) => why.by('规则 faq.fee', s.pick(['abc1234'])),
  cause: () => why.cause('有人 @我 说话'),
  trail: (s) => why.trail(s.list(() => why.step('规则 faq.fee', outcome(s), s.maybe(s.word)))),
});

type Help = ReturnType<typeof createHelp>;
const helpCases = (help: Help): Cases<Help> => ({
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
});

type Commands = ReturnType<typeof createCommands>;
const commandCases = (commands: Commands): Cases<Commands> => ({
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
});
const elsewhereCases = (commands: Commands): Cases<Commands['elsewhere']> => ({
  unbound: () => commands.elsewhere.unbound('接龙'),
  group: () => commands.elsewhere.group('接龙'),
  single: () => commands.elsewhere.single('接龙'),
});

const feature = (name: string) => `features/${name}/texts.ts`;
const COMMANDS = 'commands/texts.ts';
export const operatorSets: readonly TextSet[] = [
  ...bothWays(feature('audit'), auditTextKeys, createAudit, auditCases),
  { file: feature('audit'), path: '', cases: {}, words: [outcomeName.name] },
  ...bothWays(feature('binding'), bindingTextKeys, createBinding, bindingCases),
  ...bothWays(feature('export'), exportTextKeys, createExport, exportCases),
  ...bothWays(feature('roles'), rolesTextKeys, createRoles, roleCases),
  ...bothWays(feature('rules'), rulesTextKeys, createRules, ruleCases),
  ...bothWays(feature('rules'), rulesTextKeys, createRules, switchCases, 'switching'),
  ...bothWays(feature('status'), statusTextKeys, createStatus, statusCases),
  ...bothWays(feature('why'), whyTextKeys, createWhy, whyCases),
  { file: feature('why'), path: 'createTexts()', cases: {}, words: ['step'] },
  { file: feature('why'), path: 'createTexts().who', cases: {}, words: ['rule', 'command', 'broadcast'] },
  ...bothWays(feature('help'), helpTextKeys, createHelp, helpCases),
  ...bothWays(COMMANDS, commandTextKeys, createCommands, commandCases),
  ...bothWays(COMMANDS, commandTextKeys, createCommands, elsewhereCases, 'elsewhere'),
  { file: COMMANDS, path: '', cases: {}, words: ['deniedWhy'] },
];
