import type { Command, CommandContext } from '../../commands/command.ts';
import { rememberList } from '../../commands/listed.ts';
import { meantMember } from '../../commands/meant-member.ts';
import type { MemberRef } from '../../domain/chat.ts';
import type { Outcome } from '../../domain/decision.ts';
import { memberRows } from '../../domain/people.ts';
import { drop, put } from '../../domain/state.ts';
import { MOST_TAGS, tagRows, tagSchema } from './rows.ts';
import type { TagsTexts } from './texts.ts';

const CHANGE = /^(.+?) (加上?|添加|打上?|去掉?|删除?|移除|减|[+-]) ?(\S.*)$/su;
const WHICH_MOST = 9;

/** `/成员 标签 @小王 加 vip`: what rules sort people by, by hand. */
export const tagCommand = (texts: TagsTexts): Command => ({
  power: 'tags.change',
  name: '/成员 标签',
  aliases: ['/成员 打标签', '/member tag'],
  minRole: 'operator',
  places: ['group'],
  summary: '看、加、去掉成员的标签',
  examples: ['/成员 标签 @小王 加 vip', '/成员 标签 @小王 去 vip', '/成员 标签 @小王', '/成员 标签'],
  section: '成员',
  run: (context, _, typed) =>
    changeTags(context, typed.normalize('NFKC').replace(/\s+/gu, ' ').trim(), texts),
});

function changeTags(context: CommandContext, typed: string, texts: TagsTexts): Outcome {
  if (typed === '') return { reply: texts.used(countTags(context)) };
  const asked = CHANGE.exec(typed);
  const who = asked?.[1] ?? typed;
  const found = meantMember(context, who);
  switch (found.type) {
    case 'none':
      return refused(texts.nobody(who));
    case 'several': {
      const shown = found.candidates.slice(0, WHICH_MOST);
      return { ...refused(texts.which(who, shown)), writes: [rememberList(context, shown)] };
    }
    case 'one': {
      const { member } = found;
      const tags = context.state.get(tagRows, member.id) ?? [];
      if (!asked) return { reply: texts.of(member.name ?? '', tags) };
      const wanted = [...new Set((asked[3] ?? '').split(/[\s,、;]+/u).filter((tag) => tag !== ''))];
      const bad = wanted.find((tag) => !tagSchema.safeParse(tag).success);
      if (bad !== undefined) return refused(texts.badTag(bad));
      const takes = /^[去删移减-]/u.test(asked[2] ?? '');
      return takes ? untag(member, tags, wanted, texts) : tag(member, tags, wanted, texts);
    }
    default:
      return found satisfies never;
  }
}

function tag(
  member: MemberRef,
  tags: readonly string[],
  wanted: readonly string[],
  texts: TagsTexts,
): Outcome {
  const after = [...new Set([...tags, ...wanted])];
  if (after.length > MOST_TAGS) return refused(texts.tooMany(MOST_TAGS));
  if (after.length === tags.length) return refused(texts.hasAlready(member.name ?? '', tags));
  return { reply: texts.now(member.name ?? '', after), writes: [put(tagRows, member.id, after)] };
}

function untag(
  member: MemberRef,
  tags: readonly string[],
  wanted: readonly string[],
  texts: TagsTexts,
): Outcome {
  const left = tags.filter((one) => !wanted.includes(one));
  if (left.length === tags.length) return refused(texts.hasNot(member.name ?? '', tags));
  const write = left.length > 0 ? put(tagRows, member.id, left) : drop(tagRows, member.id);
  return { reply: texts.now(member.name ?? '', left), writes: [write] };
}

/** Tags of those who are here, the commonest first. */
function countTags({ state }: CommandContext): readonly (readonly [string, number])[] {
  const members = state.all(memberRows);
  const counts = new Map<string, number>();
  for (const [id, tags] of state.all(tagRows))
    if (members.get(id)?.left === undefined)
      for (const one of tags) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
}

const refused = (reply: Outcome['reply'] & object): Outcome => ({
  reply,
  trail: [{ by: 'feature:tags', outcome: 'refused' }],
});
