import { z } from 'zod';
import type { Command } from '../../commands/command.ts';
import { type SentenceReader, sentences } from '../../commands/sentences.ts';
import type { Community, Group } from '../../domain/community.ts';
import { memberRows } from '../../domain/people.ts';
import { type ConfigProblem, defineFeature } from '../feature.ts';
import { createWord } from '../wording.ts';
import { askNicknames } from './ask.ts';
import { compileFormat, type NicknameFormat } from './compile-format.ts';
import { hasFittingCard } from './fits.ts';
import { callMe, rename, showCard } from './rename.ts';
import { type NicknamesConfig, nicknamesSchema } from './schema.ts';
import { createTexts, type NicknameTexts, nicknameTextKeys } from './texts.ts';

const askArgument = z.strictObject({ format: z.string().min(1).optional() });

/** 名片: members register a card in the group's format; rules can ask newcomers for it. */
export const nicknameFeature = defineFeature<NicknamesConfig>({
  id: 'nickname',
  file: { name: 'nicknames.yaml', schema: nicknamesSchema },
  texts: nicknameTextKeys,
  actionSchemas: { 'ask-nickname': askArgument.nullable() },
  conditionSchemas: { 'member.nicknameValid': z.boolean() },
  events: { 'nickname.fixed': { about: 'member', fields: { card: 'text' } } },
  check: (config, community) => [...unknownFormats(config, community), ...notYet(config)],
  activate: (config, around) => {
    const texts = createTexts(createWord(nicknameTextKeys, around.texts));
    const formats = new Map(config?.nicknameFormats.map((format) => [format.id, compileFormat(format)]));
    const formatOf = (group: Group | undefined) =>
      group?.nicknameFormat === undefined ? undefined : formats.get(group.nicknameFormat);
    return {
      id: 'nickname',
      commands: commandsFor(formatOf, texts),
      // The card stands in the member's row, which the roster erases.
      ownData: ({ state }, { id }) => {
        const card = state.get(memberRows, id)?.card;
        return card === undefined ? [] : [texts.own(card)];
      },
      checkActions: {
        'ask-nickname': (argument) => {
          const { format: id } = askArgument.parse(argument ?? {});
          if (id === undefined || formats.has(id)) return [];
          const unknown = { typed: id, candidates: [...formats.keys()] };
          return [{ path: ['format'], message: `nicknames.yaml 里没有格式「${id}」。`, unknown }];
        },
      },
      conditions: {
        'member.nicknameValid': (wanted) => (facts) =>
          facts.member !== undefined &&
          hasFittingCard(facts.context, facts.member.id, formatOf(facts.group)) === wanted,
      },
      actions: {
        'ask-nickname': (context, argument) => {
          const by = 'action:ask-nickname';
          const { format: id } = askArgument.parse(argument ?? {});
          const format = id === undefined ? formatOf(context.group) : formats.get(id);
          if (id !== undefined && !format)
            return { trail: [{ by, outcome: 'refused', why: `nicknames.yaml 里没有格式「${id}」` }] };
          return askNicknames(context, format, by, texts);
        },
      },
    };
  },
});

const commandsFor = (
  formatOf: (group: Group | undefined) => NicknameFormat | undefined,
  texts: NicknameTexts,
): Command[] => {
  const shared = { minRole: 'member', places: ['group'], section: '名片' } as const;
  return [
    {
      ...shared,
      power: 'nickname.rename',
      name: '改名片',
      aliases: ['名片', '修改名片', 'gmp', '/card', 'card'],
      summary: '登记或修改名片,名单里都用它',
      examples: ['改名片 北京-小王-设计师'],
      also: sentences(
        /^(?:把?我的?)?名片(?:改成|改为|换成)[ :：]*(?<args>.+)$/u,
        /^改名片(?<args>[^\s是怎]{1,10}[-—_·][^\s?？]{1,30})$/u,
      ),
      run: (context, _, typed) => rename(context, typed, formatOf(context.group), texts),
    },
    {
      ...shared,
      power: 'nickname.show',
      name: '我的名片',
      aliases: ['看名片', 'wdmp'],
      summary: '看看我登记的名片',
      examples: ['我的名片'],
      run: (context) => showCard(context, formatOf(context.group), texts),
    },
    {
      ...shared,
      power: 'nickname.call-me',
      name: '我叫',
      aliases: [],
      summary: '告诉我怎么称呼你',
      examples: ['我叫 小王'],
      match: nameIn,
      // 我叫 赵六 also looks like a count to 接龙.
      also: nameIn,
      run: (context, _, typed) => callMe(context, typed, texts),
    },
  ];
};

/** Also without a space, as people write it, where it looks like a name: 我叫什么 asks, 我叫你来 and 我叫车了 tell. */
const readName = (folded: string): string | undefined => {
  const said = /^我叫([\s:：,，]*)(.*)$/su.exec(folded);
  const [, space = '', name = ''] = said ?? [];
  if (!said || /^(?:什么|啥)/u.test(name))
    return /^叫我((?:小|老|阿)\p{L}{1,3}?|\p{L}{1,6}(?=就[行好]))(?:就[行好])?吧?$/u.exec(folded)?.[1];
  const isName =
    space !== '' ||
    name === '' ||
    /^(?![你您他她它不没人大车外])[\p{L}\p{N}·. ]{1,16}(?<![了吗呢吧啊过的])$/u.test(name);
  return isName ? name.trim() : undefined;
};
const nameIn: SentenceReader = Object.assign(readName, { mayBe: /^(?:我叫|叫我)/u });

const unknownFormats = ({ nicknameFormats }: NicknamesConfig, community: Community): ConfigProblem[] => {
  const ids = nicknameFormats.map(({ id }) => id);
  return [...community.groups.values()].flatMap(({ nicknameFormat }, n) =>
    nicknameFormat === undefined || ids.includes(nicknameFormat)
      ? []
      : [
          {
            file: 'groups.yaml' as const,
            path: ['groups', n, 'nicknameFormat'],
            severity: 'error' as const,
            message: `nicknames.yaml 里没有格式「${nicknameFormat}」。`,
            unknown: { typed: nicknameFormat, candidates: ids },
          },
        ],
  );
};
/** Accepted because the contract names them; said plainly because nothing acts on them yet. */
const notYet = ({ nicknameFormats }: NicknamesConfig): ConfigProblem[] =>
  nicknameFormats.flatMap((format, n) =>
    (['grace', 'nudges'] as const).flatMap((key) =>
      format[key] === undefined
        ? []
        : [
            {
              path: ['nicknameFormats', n, key],
              severity: 'warning' as const,
              message: `自动检查和催改还没有上线,${key} 先记着、暂不起作用;现在由「改名片」和 ask-nickname 来做`,
            },
          ],
    ),
  );
