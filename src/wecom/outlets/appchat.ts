import type { Limit, Outlet } from '../../delivery/ports.ts';
import type { Random } from '../../domain/clock.ts';
import type { AppApi } from '../api/app-api.ts';
import { sendAppchat } from '../api/appchat-send.ts';
import { type Alert, createOutcomeOf } from '../api/outcome.ts';

export interface AppchatOutletDeps {
  readonly app: string;
  readonly chatId: string;
  readonly api: AppApi;
  readonly random: Random;
  readonly alert: Alert;
}

/**
 * WeCom counts person-messages: 20 000 a minute and corp, and drops silently past 200 a minute for one member
 * (outbound.md §4). A chat holds up to 2000 people, so this keeps a few large ones within it.
 */
const LIMITS: readonly Limit[] = [{ max: 10, windowMs: 60_000 }];

/** A post into a group that the app itself made. */
export function createAppchatOutlet({ app, chatId, api, random, alert }: AppchatOutletDeps): Outlet {
  const outcomeOf = createOutcomeOf({ target: `应用 ${app} 的群 ${chatId}`, random, alert });
  return {
    destination: `appchat/${app}/${chatId}`,
    limits: LIMITS,
    can: { mention: true },
    send: async (text) => outcomeOf(await sendAppchat(api, app, chatId, text)),
  };
}
