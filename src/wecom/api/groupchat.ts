import { z } from 'zod';
import type { FetchedRoster, RosterSource } from '../../delivery/ports.ts';
import { Fault } from '../../domain/fault.ts';
import type { AppApi } from './app-api.ts';
import { explainErrcode } from './errcodes.ts';
import { createGate } from './gate.ts';

/** Reads at once at most, of one API. */
const CONCURRENT = 5;

const words = z
  .string()
  .optional()
  .transform((text) => (text === '' ? undefined : text));
const answerSchema = z.object({
  group_chat: z.object({
    name: words,
    owner: words,
    member_version: words,
    member_list: z
      .array(
        z.object({
          userid: z.string().min(1),
          type: z.int(),
          join_time: z.int().optional(),
          invitor: z.object({ userid: words }).optional(),
          group_nickname: words,
          name: words,
        }),
      )
      .default([]),
  }),
});

/** Customer groups by `externalcontact/groupchat/get` (outbound.md §6.1): the only official way to read nicknames. */
export function createGroupchatRoster(api: AppApi): RosterSource {
  const gate = createGate(CONCURRENT);
  return {
    fetch: async (chat) => {
      const place = `app/${chat.via}`;
      const call = () =>
        api.postRepeatable(chat.via, '/cgi-bin/externalcontact/groupchat/get', {
          chat_id: chat.chatId,
          need_name: 1,
        });
      const result = await gate(call);
      if (result.type !== 'answer')
        throw new Fault('wecom-unreachable', `读取客户群成员失败：${result.reason}`, { place });
      if (result.errcode !== 0)
        throw new Fault(
          `wecom-${result.errcode}`,
          `读取客户群成员失败：${explainErrcode(result.errcode, result.errmsg)}`,
          { place },
        );
      const answer = answerSchema.safeParse(result.body);
      if (!answer.success)
        throw new Fault('wecom-unexpected-answer', '读取客户群成员失败：回答的格式不认识', { place });
      return toRoster(answer.data);
    },
  };
}

const toRoster = ({ group_chat: group }: z.infer<typeof answerSchema>): FetchedRoster => ({
  name: group.name,
  owner: group.owner,
  version: group.member_version,
  entries: group.member_list.map((member) => ({
    userid: member.userid,
    staff: member.type === 1,
    name: member.name,
    nickname: member.group_nickname,
    joinedAt: member.join_time === undefined ? undefined : member.join_time * 1_000,
    inviter: member.invitor?.userid,
  })),
});
