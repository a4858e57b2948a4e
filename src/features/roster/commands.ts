import type { Command, CommandContext } from '../../commands/command.ts';
import { rememberList } from '../../commands/listed.ts';
import { meantMember } from '../../commands/meant-member.ts';
import type { MemberRef } from '../../domain/chat.ts';
import type { Group } from '../../domain/community.ts';
import type { Outcome } from '../../domain/decision.ts';
import { memberIdSchema } from '../../domain/ids.ts';
import { displayName, memberRows } from '../../domain/people.ts';
import { parseCount } from '../../text/numbers.ts';
import { tagRows } from '../tags/rows.ts';
import type { RosterTexts } from './texts.ts';

const PAGE = 20;

/** `/成员 名单`, `/成员 查`: who is here, and what is known of one of them. */
export const rosterCommands = (texts: RosterTexts): Command[] => {
  const helper = { minRole: 'helper', places: ['group'], section: '成员' } as const;
  return [
    {
      ...helper,
      power: 'roster.list',
      name: '/成员 名单',
      aliases: ['/成员', '/成员 列表', '/members'],
      summary: '看本群的成员',
      examples: ['/成员 名单', '/成员 名单 2'],
      run: (context, args) => listMembers(context, args, texts),
    },
    {
      ...helper,
      power: 'roster.show',
      name: '/成员 查',
      aliases: ['/成员 查看', '/成员 查询', '/member'],
      summary: '看一位成员的名片、标签、进群时间',
      examples: ['/成员 查 @小王', '/成员 查 3'],
      run: (context, _, typed) => (context.group ? showMember(context, context.group, typed, texts) : {}),
    },
  ];
};

/** In the order in which they came, so that a page stays the same while people talk. */
function listMembers(context: CommandContext, args: string, texts: RosterTexts): Outcome {
  const { state } = context;
  const tags = state.all(tagRows);
  const members = [...state.all(memberRows)]
    .filter(([, { left }]) => left === undefined)
    .sort(([a, x], [b, y]) => x.firstSeen - y.firstSeen || (a < b ? -1 : 1));
  const pages = Math.max(1, Math.ceil(members.length / PAGE));
  const page = args === '' ? 1 : parseCount(args.replace(/^第|页$/g, ''));
  if (page === undefined) return { reply: texts.listHow };
  if (page < 1 || page > pages) return { reply: texts.noPage(page, pages) };
  const before = (page - 1) * PAGE;
  const shown = members.slice(before, before + PAGE);
  return {
    reply: texts.list(
      shown.map(([id, row], n) => ({
        number: before + n + 1,
        name: displayName(row, id),
        staff: row.staff === true,
        tags: tags.get(id) ?? [],
      })),
      { all: members.length, page, pages },
    ),
    writes: [
      rememberList(
        context,
        shown.map(([id, { userid }]) => ({
          id: memberIdSchema.parse(id),
          ...(userid !== undefined && { userid }),
        })),
        before,
      ),
    ],
  };
}

function showMember(context: CommandContext, group: Group, typed: string, texts: RosterTexts): Outcome {
  const found = meantMember(context, typed);
  switch (found.type) {
    case 'none':
      return refused(typed.trim() === '' ? texts.showHow : texts.nobody(typed));
    case 'several':
      return whichOf(context, group, texts.which, typed, found.candidates);
    case 'one': {
      const { id } = found.member;
      const row = context.state.get(memberRows, id);
      const { points, streak } = context.memberFacts ?? {};
      return row
        ? {
            reply: texts.member(row, id, {
              timezone: group.timezone,
              tags: context.state.get(tagRows, id) ?? [],
              points: points?.(context, found.member) ?? 0,
              streak: streak?.(context, found.member) ?? 0,
            }),
          }
        : refused(texts.nobody(typed));
    }
    default:
      return found satisfies never;
  }
}

const WHICH_MOST = 9;

/** Several of one name: told apart by when they came, and numbered for the next command. */
function whichOf(
  context: CommandContext,
  group: Group,
  which: RosterTexts['which'],
  typed: string,
  candidates: readonly MemberRef[],
): Outcome {
  const shown = candidates.slice(0, WHICH_MOST);
  const rows = shown.map(({ id }) => ({ id, row: context.state.get(memberRows, id) }));
  return {
    ...refused(which(typed, rows, group.timezone)),
    writes: [rememberList(context, shown)],
  };
}

const refused = (reply: Outcome['reply'] & object): Outcome => ({
  reply,
  trail: [{ by: 'feature:roster', outcome: 'refused' }],
});
