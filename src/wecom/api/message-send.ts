import type { OutgoingText, SendOutcome, StaffMessenger } from '../../delivery/ports.ts';
import type { Random } from '../../domain/clock.ts';
import type { AppApi } from './app-api.ts';
import { type Alert, createOutcomeOf } from './outcome.ts';
import type { ApiResult } from './result.ts';

export interface MessageSendDeps {
  readonly api: AppApi;
  readonly apps: readonly { readonly id: string; readonly agentId: number }[];
  readonly random: Random;
  readonly alert: Alert;
}

/** WeCom's cap (outbound.md §5.1), and how long the same words to the same people count as a repeat: longer than we ever retry. */
const MOST_RECIPIENTS = 1_000;
const DUPLICATE_CHECK_S = 300;

/**
 * Private messages to staff by `message/send`. WeCom's duplicate check makes repeats safe, so a busy platform is asked
 * again. Success for some and not for others is still success to WeCom: who was left out is noted.
 */
export function createStaffMessenger({ api, apps, random, alert }: MessageSendDeps): StaffMessenger {
  const senders = new Map(
    apps.map(({ id, agentId }) => [
      id,
      { agentId, outcomeOf: createOutcomeOf({ target: `应用 ${id} 的私信`, random, alert }) },
    ]),
  );
  return {
    dm: async (app, to, text) => {
      const sender = senders.get(app);
      if (!sender) return { type: 'failed', reason: `wecom.yaml 里没有应用 ${app}，请补上` };
      const userids = [
        ...new Set(to.flatMap(({ userid }) => (userid !== undefined && isUserid(userid) ? [userid] : []))),
      ];
      if (userids.length === 0) return { type: 'failed', reason: '收件人都没有 userid，请核对成员' };
      if (userids.length > MOST_RECIPIENTS)
        return { type: 'failed', reason: `一次最多私信 ${MOST_RECIPIENTS} 人，请分几次发` };
      const result = await api.postRepeatable(app, '/cgi-bin/message/send', {
        touser: userids.join('|'),
        agentid: sender.agentId,
        ...contentOf(text),
        enable_duplicate_check: 1,
        duplicate_check_interval: DUPLICATE_CHECK_S,
      });
      return withLeftOut(sender.outcomeOf(result), result);
    },
  };
}

/** `|` separates and `@all` is everybody: neither can be a recipient. */
const isUserid = (userid: string) => /^[^|\s@][^|\s]*$/.test(userid);

const contentOf = ({ format, content }: OutgoingText) =>
  format === 'text' ? { msgtype: 'text', text: { content } } : { msgtype: 'markdown', markdown: { content } };

const withLeftOut = (outcome: SendOutcome, result: ApiResult): SendOutcome => {
  if (outcome.type !== 'sent' || result.type !== 'answer') return outcome;
  const { invaliduser, unlicenseduser } = result.body;
  const leftOut = [invaliduser, unlicenseduser].flatMap((list) =>
    typeof list === 'string' ? list.split('|').filter((userid) => userid !== '') : [],
  );
  return leftOut.length === 0
    ? outcome
    : { type: 'sent', note: `没收到的人：${[...new Set(leftOut)].join('、')}；请核对 userid 和应用可见范围` };
};
