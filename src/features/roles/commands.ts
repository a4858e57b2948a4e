import type { Command, CommandContext } from '../../commands/command.ts';
import { rememberList } from '../../commands/listed.ts';
import { grantRows } from '../../commands/permission.ts';
import type { MemberRef } from '../../domain/chat.ts';
import { grantsFor, roleRank } from '../../domain/community.ts';
import type { Outcome } from '../../domain/decision.ts';
import { memberIdSchema } from '../../domain/ids.ts';
import type { Message } from '../../domain/message.ts';
import { memberRows } from '../../domain/people.ts';
import { drop, put } from '../../domain/state.ts';
import { shorten } from '../../text/graphemes.ts';
import { askConfirm } from '../confirm/ask-confirm.ts';
import { grantPlanSchema, judgeGrant, judgeRevoke, powersIn, type Refused } from './judge-grant.ts';
import { nameWhom, type Whom } from './name-whom.ts';
import { type GivenRole, parseGrant } from './parse-grant.ts';
import type { Holder, RolesTexts } from './texts.ts';

const refused = (power: string, reply: Message, why: string): Outcome => ({
  reply,
  trail: [{ by: `command:${power}`, outcome: 'refused', why }],
});
const why = (texts: RolesTexts, no: Refused, role: GivenRole): Message => {
  switch (no.reason) {
    case 'unknown-power':
      return texts.unknownPower(no.power, no.near);
    case 'weak-role':
      return texts.weakRole(no.power, role);
    case 'self':
    case 'above':
    case 'not-yours':
    case 'in-file':
      return texts.refused[no.reason];
    default:
      return no satisfies never;
  }
};

/** Answers for whoever is not named by userid or number; undefined when somebody is. */
function unclear(
  context: CommandContext,
  power: string,
  typed: string,
  whom: Whom,
  example: string,
  texts: RolesTexts,
): Outcome | undefined {
  switch (whom.type) {
    case 'one':
      return undefined;
    case 'outsider':
      return refused(power, texts.outsider, 'not staff');
    case 'named':
      if (whom.candidates.length > 0)
        return {
          ...refused(power, texts.byNumber(shorten(typed, 20), whom.candidates, example), 'a name'),
          writes: [rememberList(context, whom.candidates)],
        };
      return refused(power, texts.nobody(shorten(typed, 20)), 'nobody of that name');
    case 'none':
      return refused(power, texts.nobody(shorten(typed, 20)), 'nobody of that name');
    default:
      return whom satisfies never;
  }
}

/** `/授权 zhangsan 运营`: echoed, judged now and again at 确认. */
function grant(context: CommandContext, typed: string, texts: RolesTexts): Outcome {
  const power = 'roles.grant';
  const read = parseGrant(typed);
  if (!read.ok)
    return refused(
      power,
      read.reason === 'no-powers' ? texts.noPowers(powersIn(context.commands ?? [])) : texts.howTo,
      read.reason,
    );
  const whom = nameWhom(context, read.whom);
  const word = typed.trim().split(/\s+/u).slice(1).join(' ');
  const asked = unclear(context, power, read.whom, whom, `/授权 1 ${word}`, texts);
  if (asked || whom.type !== 'one') return asked ?? {};
  const { member, known } = whom;
  const plan = {
    id: member.id,
    userid: member.userid ?? member.id,
    role: read.role,
    ...(read.only && { only: [...read.only] }),
  };
  const no = judgeGrant(context, plan);
  if (no) return refused(power, why(texts, no, read.role), no.reason);
  return askConfirm(context, power, plan, texts.echo(member, read.role, read.only, known));
}

function granted(context: CommandContext, kept: unknown, texts: RolesTexts): Outcome {
  const plan = grantPlanSchema.parse(kept);
  const no = judgeGrant(context, plan);
  if (no) return refused('roles.grant', why(texts, no, plan.role), no.reason);
  const { id, role, only } = plan;
  return {
    reply: texts.given(memberOf(context, id, plan.userid), role, only),
    writes: [
      put(grantRows, id, { role, ...(only && { only }), by: context.event.actor.id, at: context.now }),
    ],
  };
}

function revoke(context: CommandContext, typed: string, texts: RolesTexts): Outcome {
  const power = 'roles.revoke';
  if (typed.trim() === '') return refused(power, texts.howToRevoke, 'nobody named');
  const whom = nameWhom(context, typed);
  const asked = unclear(context, power, typed, whom, '/授权 取消 1', texts);
  if (asked || whom.type !== 'one') return asked ?? {};
  const { member } = whom;
  const no = judgeRevoke(context, member.id);
  if (no === 'nothing') return refused(power, texts.nothing(member), 'nothing given');
  if (no) return refused(power, why(texts, no, 'helper'), no.reason);
  const role = context.state.get(grantRows, member.id)?.role ?? 'helper';
  return askConfirm(
    context,
    power,
    { id: member.id, userid: member.userid ?? member.id, role },
    texts.revokeEcho(member, role),
  );
}

function revoked(context: CommandContext, kept: unknown, texts: RolesTexts): Outcome {
  const { id, userid } = grantPlanSchema.parse(kept);
  const member = memberOf(context, id, userid);
  const no = judgeRevoke(context, id);
  if (no === 'nothing') return refused('roles.revoke', texts.nothing(member), 'nothing given');
  if (no) return refused('roles.revoke', why(texts, no, 'helper'), no.reason);
  return { reply: texts.revoked(member), writes: [drop(grantRows, id)] };
}

function list(context: CommandContext, texts: RolesTexts): Outcome {
  const { community, group, state } = context;
  const named = ({ id, userid }: MemberRef) => memberOf(context, id, userid);
  const configured = community.operators.filter(
    ({ member, groups }) =>
      !groups || grantsFor(community, member.id, group).some((g) => g.groups === groups),
  );
  const holders: Holder[] = [
    ...configured.map(({ member, role, only }) => ({ member: named(member), role, only, inFile: true })),
    ...[...state.all(grantRows)].map(([id, { role, only }]) => ({
      member: named({ id: memberIdSchema.parse(id) }),
      role,
      only,
      inFile: false,
    })),
  ].sort((a, b) => roleRank[b.role] - roleRank[a.role]);
  const members = holders.map(({ member }) => member);
  return { reply: texts.list(holders), writes: [rememberList(context, members)] };
}

const memberOf = ({ state }: CommandContext, id: MemberRef['id'], userid: string | undefined): MemberRef => {
  const row = state.get(memberRows, id);
  const name = row?.card || row?.nickname || row?.name;
  return { id, userid: row?.userid ?? userid ?? id, ...(name !== undefined && name !== '' && { name }) };
};

export const roleCommands = (texts: RolesTexts): Command[] => {
  const shared = { minRole: 'admin', places: ['group'], section: '管理' } as const;
  return [
    {
      ...shared,
      power: 'roles.grant',
      name: '/授权',
      aliases: ['/grant'],
      summary: '给同事一个本群的角色',
      examples: ['/授权 zhangsan 运营', '/授权 2 小助手'],
      run: (context, _, typed) => grant(context, typed, texts),
      confirmed: (context, plan) => granted(context, plan, texts),
    },
    {
      ...shared,
      power: 'roles.revoke',
      name: '/授权 取消',
      aliases: ['/授权 收回', '/grant revoke'],
      summary: '收回群里给的角色',
      examples: ['/授权 取消 zhangsan'],
      run: (context, _, typed) => revoke(context, typed, texts),
      confirmed: (context, plan) => revoked(context, plan, texts),
    },
    {
      ...shared,
      power: 'roles.list',
      name: '/授权 列表',
      aliases: ['/grant list'],
      summary: '看谁能用管理命令',
      examples: ['/授权 列表'],
      run: (context) => list(context, texts),
    },
  ];
};
