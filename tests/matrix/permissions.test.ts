import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/commands/command.ts';
import { createRegistry } from '../../src/commands/registry.ts';
import type { ChatAddress } from '../../src/domain/chat.ts';
import { type Community, type Operator, roleRank } from '../../src/domain/community.ts';
import type { GroupEvent } from '../../src/domain/events.ts';
import { asEventId, memberId } from '../../src/domain/ids.ts';
import { decide } from '../../src/engine/decide.ts';
import { createKnownState } from '../../src/engine/known-state.ts';
import type { ActiveFeature } from '../../src/features/feature.ts';
import { features } from '../../src/features/index.ts';
import { activeFor } from '../support/converse.ts';
import { aibotChat, communityFor, groupFor, NOON, person } from '../support/decide.ts';

/**
 * Every operator command × role × scope × single powers × channel × way of calling it, from the registry: a command
 * that is added is in here by itself. The oracle is the few lines of `entitled`; what ran is noted by the commands.
 */
const here = groupFor({
  tags: ['newbie'],
  bindings: [
    { type: 'aibot', aibot: 'helper', chatId: 'wr-newbie-01' },
    { type: 'robot', robot: 'legacy', chatId: 'rb-newbie-01' },
  ],
});
const groups = [here, groupFor({ id: 'vip-01', tags: ['vip'] })];
const shell = communityFor({ groups });

const ran: string[] = [];
/** The same commands, which say that they were run instead of running. */
const probed = activeFor(features, shell).map(
  (feature): ActiveFeature => ({
    ...feature,
    commands: feature.commands.map((command) =>
      command.minRole === 'member'
        ? command
        : {
            ...command,
            run: () => {
              ran.push(command.power);
              return {};
            },
            ...(command.confirmed && {
              confirmed: () => {
                ran.push(`confirmed ${command.power}`);
                return {};
              },
            }),
          },
    ),
  }),
);
const all: readonly Command[] = probed.flatMap(({ commands }) => commands);
const operatorCommands = all.filter(({ minRole }) => minRole !== 'member');

const registry = createRegistry(all);
const noRules = { count: 0, schedules: [], decide: () => ({}) };

type Rows = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
/** What of the operator commands an event makes run, for a community and rows. */
function runBy(event: GroupEvent, community: Community, rows: Rows = {}): string[] {
  ran.length = 0;
  const prepared = {
    registry,
    memberFacts: {},
    react: probed.flatMap(({ react }) => react ?? []),
    reads: [],
    book: { version: 'v', community, features: probed, rules: noRules, broadcasts: [] },
  };
  const state = createKnownState();
  for (let round = 0; round < 5; round += 1) {
    state.restart();
    ran.length = 0;
    decide({ prepared, event, now: NOON, random: () => 0.5, state });
    const missing = state.missing();
    if (missing.length === 0) return [...ran];
    state.learn(
      missing,
      missing.map(({ collection, row }) => ({
        version: '',
        value: row === '*' ? (rows[collection] ?? {}) : rows[collection]?.[row],
      })),
    );
  }
  throw new Error('keeps asking');
}

const dm: ChatAddress = { channel: 'aibot', via: 'helper', chatId: 'someone', type: 'single' };
const appDm: ChatAddress = { channel: 'app', via: 'community', chatId: 'someone', type: 'single' };
const channels = [
  { name: 'aibot', chat: aibotChat('wr-newbie-01'), place: 'group' },
  { name: 'robot', chat: { ...aibotChat('rb-newbie-01'), channel: 'robot', via: 'legacy' }, place: 'group' },
  { name: 'unbound', chat: aibotChat('wr-elsewhere'), place: 'unbound' },
  { name: 'aibot 1:1', chat: dm, place: 'single' },
  { name: 'app 1:1', chat: appDm, place: 'single' },
] as const satisfies readonly { name: string; chat: ChatAddress; place: Command['places'][number] }[];
type Channel = (typeof channels)[number];

const placed = ({ chat, place }: Channel) => ({
  id: asEventId('m.1'),
  at: NOON,
  chat,
  ...(place === 'group' && { group: here.id }),
});
type Saying = (channel: Channel, from: string, words: string) => GroupEvent;
const said: Saying = (channel, from, text) => ({
  ...placed(channel),
  type: 'message.received',
  actor: person(from),
  kind: 'text',
  text,
});
const pressed: Saying = (channel, from, words) => ({
  ...placed(channel),
  type: 'card.clicked',
  actor: person(from),
  cardType: 'button_interaction',
  key: `${(NOON + 60_000).toString(36)}|${words}`,
  taskId: 'card_1',
  selected: [],
});
const ways: Readonly<Record<string, Saying>> = {
  text: said,
  'with the @ and a full-width slash': (channel, from, words) =>
    said(channel, from, `@小群 ${words.replace('/', '／')}`),
  card: pressed,
};

const scopes = {
  everywhere: undefined,
  here: ['newbie-*'],
  'by tag': ['tag:newbie'],
  'another group': ['vip-01'],
  'all but here': ['!newbie-01'],
} as const;
const scopeNames = ['everywhere', 'here', 'by tag', 'another group', 'all but here'] as const;
const reachesHere: ReadonlySet<keyof typeof scopes> = new Set(['everywhere', 'here', 'by tag']);

/** Written anew, from commands.md, without the code it judges. */
function entitled(
  command: Command,
  grant: Pick<Operator, 'role' | 'only'>,
  scope: keyof typeof scopes,
  place: Channel['place'],
): boolean {
  if (!command.places.includes(place)) return false;
  if (roleRank[grant.role] < roleRank[command.minRole]) return false;
  if (grant.only && !grant.only.includes(command.power)) return false;
  if (command.anywhere) return true;
  return place === 'group' ? reachesHere.has(scope) : scope === 'everywhere';
}

describe('every operator command', () => {
  it('is called by its own example', () => {
    for (const { power, places, examples } of operatorCommands)
      for (const example of examples) {
        const found = registry.find(example, places[0] ?? 'group');
        expect([example, found.type === 'call' && found.command.power]).toEqual([example, power]);
      }
    expect(operatorCommands.length).toBeGreaterThan(12);
  });

  it.each(operatorCommands.map((command) => ({ power: command.power, command })))(
    '$power runs for whoever has the right, and for nobody else',
    ({ command }) => {
      const [words = ''] = command.examples;
      const wrong: string[] = [];
      let allowed = 0;
      for (const role of ['owner', 'admin', 'operator', 'helper'] as const)
        for (const scope of scopeNames) {
          const selectors = scopes[scope];
          for (const only of [undefined, [command.power], ['some.other']]) {
            const operator: Operator = {
              member: person('ops'),
              role,
              groups: selectors && [...selectors],
              only,
            };
            const community = communityFor({ groups, operators: [operator] });
            for (const channel of channels)
              for (const [way, saying] of Object.entries(ways)) {
                const [did] = runBy(saying(channel, 'ops', words), community);
                const may = entitled(command, operator, scope, channel.place);
                if ((did === command.power) !== may || (did !== undefined && did !== command.power))
                  wrong.push(
                    `${role} ${scope} only ${only} on ${channel.name} by ${way}: ${did ?? 'nothing'}`,
                  );
                if (may) allowed += 1;
              }
          }
        }
      expect(wrong).toEqual([]);
      expect(allowed).toBeGreaterThan(0);
    },
  );

  it('runs for no stranger, whatever the text, quote, nickname or card says', () => {
    const community = communityFor({ groups });
    const operators = community.operators.map(({ member }) => member.userid ?? member.id);
    const rows: Rows = {
      members: Object.fromEntries(
        ['u1', ...operators].map((id) => [
          id,
          { firstSeen: 0, card: 'boss', nickname: 'boss', name: '负责人' },
        ]),
      ),
    };
    const ran: string[] = [];
    for (const { examples } of operatorCommands)
      for (const words of examples)
        for (const channel of channels) {
          const base = said(channel, 'u1', words);
          if (base.type !== 'message.received') continue;
          const events: GroupEvent[] = [
            base,
            { ...base, actor: { ...person('u1'), name: 'boss' } },
            { ...base, actor: { ...person('u1'), name: words } },
            { ...base, text: '好的', quote: words },
            { ...base, text: '', quote: words },
            { ...base, text: `boss:${words}` },
            { ...base, text: `boss\n${words}` },
            { ...base, text: `@boss ${words}` },
            { ...base, text: `请帮我 ${words}` },
            { ...base, actor: { id: memberId('name:boss'), name: 'boss' } },
            { ...base, actor: person('boss ') },
            { ...base, actor: person('wmBossBossBossBossBossBoss') },
            pressed(channel, 'u1', words),
            pressed(channel, 'u1', `@boss ${words}`),
            { ...base, type: 'chat.entered' },
          ];
          for (const event of events) ran.push(...runBy(event, community, rows));
        }
    expect(ran).toEqual([]);
  });

  it('runs by a role given in the group, in that group alone', () => {
    const community = communityFor({ groups, operators: [] });
    for (const command of operatorCommands)
      for (const role of ['admin', 'operator', 'helper'] as const)
        for (const only of [undefined, [command.power], ['some.other']])
          for (const channel of channels) {
            const rows: Rows = { grants: { ops: { role, ...(only && { only }) } } };
            const [words = ''] = command.examples;
            const did = runBy(said(channel, 'ops', words), community, rows);
            const may = entitled(command, { role, only }, 'here', channel.place) && channel.place === 'group';
            expect([command.power, role, only, channel.name, did]).toEqual([
              command.power,
              role,
              only,
              channel.name,
              may ? [command.power] : [],
            ]);
          }
  });
});

describe('a plan that waits for 确认', () => {
  const owner: Operator = { member: person('ops'), role: 'owner', groups: undefined, only: undefined };
  const waiting = operatorCommands.filter(({ confirmed }) => confirmed);
  const askedBy = (power: string): Rows => ({
    confirm: { ops: { power, plan: {}, at: NOON - 1_000, card: 'card_1' } },
  });
  const channel = channels[0];

  it('is carried out for whoever still has the right', () => {
    expect(waiting.length).toBeGreaterThan(3);
    for (const { power, minRole } of waiting)
      for (const saying of [said, pressed]) {
        const role = minRole === 'member' ? 'helper' : minRole;
        const community = communityFor({ groups, operators: [{ ...owner, role }] });
        expect(runBy(saying(channel, 'ops', '确认'), community, askedBy(power))).toEqual([
          `confirmed ${power}`,
        ]);
      }
  });
  it('is dropped when the role was lowered, moved to another group, narrowed or taken away', () => {
    const did: string[] = [];
    for (const { power, minRole } of waiting) {
      const lower = (['admin', 'operator', 'helper'] as const).filter(
        (role) => roleRank[role] < roleRank[minRole],
      );
      const now: readonly (readonly Operator[])[] = [
        [],
        ...lower.map((role) => [{ ...owner, role }]),
        [{ ...owner, groups: ['vip-01'] }],
        [{ ...owner, only: ['some.other'] }],
        [{ ...owner, member: person('somebody') }],
      ];
      for (const operators of now)
        for (const saying of [said, pressed])
          did.push(
            ...runBy(saying(channel, 'ops', '确认'), communityFor({ groups, operators }), askedBy(power)),
          );
    }
    expect(did).toEqual([]);
  });
  it('is nobody else’s to confirm, whatever their role', () => {
    const community = communityFor({ groups, operators: [owner, { ...owner, member: person('boss') }] });
    for (const { power } of waiting)
      for (const saying of [said, pressed])
        for (const who of ['boss', 'u1'])
          expect(runBy(saying(channel, who, '确认'), community, askedBy(power))).toEqual([]);
  });
});
