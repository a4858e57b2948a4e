import type { SendOutcome } from '../../delivery/ports.ts';
import type { Random } from '../../domain/clock.ts';
import { errcodeOf, explainErrcode } from './errcodes.ts';
import type { ApiResult } from './result.ts';

/** Told once per trouble, in plain words without secrets: for the log and the list of recent errors. */
export type Alert = (text: string) => void;

export interface OutcomeDeps {
  /** What people call the target: `webhook newbie-push`. */
  readonly target: string;
  readonly random: Random;
  readonly alert: Alert;
}

const REFUSED_MS = 2_000;
/** First, second and every further 45009 in a row (outbound.md §8.2). The first has jitter up to 65 s. */
const FREQUENCY_MS = [60_000, 300_000, 3_600_000] as const;

/**
 * Turns results for one target into send outcomes. Keeps, in memory, how many 45009 came in a row: a restart merely
 * starts again at the shortest wait. -1 is in doubt here; who may repeat it does so before (`retryBusy`).
 */
export function createOutcomeOf({ target, random, alert }: OutcomeDeps): (result: ApiResult) => SendOutcome {
  let frequencyHits = 0;
  let told: string | undefined;

  /** Once per trouble, not once per message. */
  const tell = (reason: string) => {
    if (reason !== told) alert(`${target}：${reason}`);
    told = reason;
  };

  const afterFrequency = (code: number): SendOutcome => {
    const wait = FREQUENCY_MS[Math.min(frequencyHits, FREQUENCY_MS.length - 1)] ?? FREQUENCY_MS[0];
    frequencyHits += 1;
    if (frequencyHits === FREQUENCY_MS.length)
      alert(`${target} 连续三次被企业微信限速，暂停 1 小时；请减少发送`);
    const jitter = frequencyHits === 1 ? Math.floor(random() * 5_000) : 0;
    return { type: 'later', afterMs: wait + jitter, code, reason: explainErrcode(code), block: true };
  };

  return (result) => {
    switch (result.type) {
      case 'refused':
        return { type: 'later', afterMs: REFUSED_MS, reason: result.reason };
      case 'unknown':
        return { type: 'unknown', reason: result.reason };
      case 'answer': {
        const { errcode: code, errmsg } = result;
        if (code === 0) {
          frequencyHits = 0;
          told = undefined;
          return errmsg.startsWith('Warning')
            ? { type: 'sent', note: '企业微信提示格式不规范' }
            : { type: 'sent' };
        }
        if (code === -1) return { type: 'unknown', reason: `${explainErrcode(code)}，不知道是否已送达` };
        const { action } = errcodeOf(code);
        const reason = explainErrcode(code, errmsg);
        switch (action) {
          case 'wait':
            return afterFrequency(code);
          case 'retry':
            return { type: 'later', afterMs: 1_000 + Math.floor(random() * 2_000), code, reason };
          case 'disable':
            tell(reason);
            return { type: 'failed', code, reason, disable: true };
          case 'alert':
            tell(reason);
            return { type: 'failed', code, reason };
          case 'refresh': // was refreshed and repeated already
          case 'give-up':
            return { type: 'failed', code, reason };
          default:
            return action satisfies never;
        }
      }
      default:
        return result satisfies never;
    }
  };
}
