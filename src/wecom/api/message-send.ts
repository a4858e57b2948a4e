import type { OutgoingText, SendOutcome, StaffMessenger } from '../../delivery/ports.ts';
import type { MemberRef } from '../../domain/chat.ts';
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
/** outbound.md §7. */
const LARGEST_FILE = 20 * 1024 * 1024;
const UPLOAD_AGAIN_MS = 10_000;

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
  const addressed = (app: string, to: readonly MemberRef[]): Addressed => {
    const sender = senders.get(app);
    if (!sender) return { ok: false, why: `wecom.yaml 里没有应用 ${app}，请补上` };
    const userids = [
      ...new Set(to.flatMap(({ userid }) => (userid !== undefined && isUserid(userid) ? [userid] : []))),
    ];
    if (userids.length === 0) return { ok: false, why: '收件人都没有 userid，请核对成员' };
    if (userids.length > MOST_RECIPIENTS)
      return { ok: false, why: `一次最多私信 ${MOST_RECIPIENTS} 人，请分几次发` };
    return { ok: true, sender, touser: userids.join('|') };
  };
  return {
    dm: async (app, to, text) => {
      const wanted = addressed(app, to);
      if (!wanted.ok) return { type: 'failed', reason: wanted.why };
      const { sender, touser } = wanted;
      const result = await api.postRepeatable(app, '/cgi-bin/message/send', {
        touser,
        agentid: sender.agentId,
        ...contentOf(text),
        enable_duplicate_check: 1,
        duplicate_check_interval: DUPLICATE_CHECK_S,
      });
      return withLeftOut(sender.outcomeOf(result), result);
    },
    file: async (app, to, file) => {
      const wanted = addressed(app, to);
      if (!wanted.ok) return { type: 'failed', reason: wanted.why };
      const { sender, touser } = wanted;
      if (file.bytes.length > LARGEST_FILE)
        return { type: 'failed', reason: '表太大，超过 20 MB 发不了；请用 qunyun export 导出' };
      const uploaded = await api.upload(app, '/cgi-bin/media/upload?type=file', file);
      const mediaId = uploaded.type === 'answer' ? uploaded.body.media_id : undefined;
      if (typeof mediaId !== 'string') return notUploaded(sender.outcomeOf(uploaded));
      // Asked once: a second upload has another id, so WeCom's duplicate check would not know the repeat.
      const result = await api.post(app, '/cgi-bin/message/send', {
        touser,
        agentid: sender.agentId,
        msgtype: 'file',
        file: { media_id: mediaId },
      });
      return withLeftOut(sender.outcomeOf(result), result);
    },
  };
}

type Addressed =
  | { readonly ok: true; readonly sender: Sender; readonly touser: string }
  | { readonly ok: false; readonly why: string };
interface Sender {
  readonly agentId: number;
  readonly outcomeOf: ReturnType<typeof createOutcomeOf>;
}

/** Nobody has seen anything of a file that did not arrive: what is in doubt can simply be done again. */
const notUploaded = (outcome: SendOutcome): SendOutcome =>
  outcome.type === 'unknown' || outcome.type === 'sent'
    ? { type: 'later', afterMs: UPLOAD_AGAIN_MS, reason: '文件没有传上去，稍后再试' }
    : outcome;

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
