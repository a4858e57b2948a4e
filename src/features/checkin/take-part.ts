import { dateOfDay, dayNumber, shortDate } from '../../calendar/dates.ts';
import { parseDuration } from '../../calendar/duration.ts';
import type { CommandContext } from '../../commands/command.ts';
import type { Outcome } from '../../domain/decision.ts';
import { lines } from '../../domain/message.ts';
import { drop, put } from '../../domain/state.ts';
import { parseCount } from '../../text/numbers.ts';
import { simplify } from '../../text/simplify.ts';
import type { Campaign } from './campaign.ts';
import { hasDay } from './day-set.ts';
import type { Desk } from './desk.ts';
import { isPausedOn, withoutPause, withPause } from './edit-record.ts';
import { FOREVER, INDEX, nudgeRows, personRows, type Record, recordRows } from './rows.ts';
import { texts } from './texts.ts';
import { rememberUndo } from './undo.ts';
import { doneDays } from './view.ts';

const PAUSE_MAX = 366;

/** What follows 暂停: `3天`, `一周`, `两周`, nothing (until 恢复); undefined when it is something else. */
export function pauseDays(typed: string): number | 'open' | undefined {
  const said = typed.normalize('NFKC').trim();
  if (said === '') return 'open';
  const weeks = /^(.+?)\s*(?:个?星期|周|个?礼拜)$/.exec(said);
  const count = weeks ? (parseCount(weeks[1] ?? '') ?? 0) * 7 : parseCount(said.replace(/日$/, '天'));
  const days = count ?? Math.round((parseDuration(said) ?? 0) / 86_400_000);
  return days >= 1 && days <= PAUSE_MAX ? days : undefined;
}

type Change = (record: Record | undefined, campaign: Campaign) => Record | undefined;

/** Changes the speaker's record in every campaign given; 撤销 takes back the first. */
function changeAll(
  context: CommandContext,
  desk: Desk,
  campaigns: readonly Campaign[],
  what: string,
  change: Change,
): { readonly changed: readonly Campaign[]; readonly writes: Outcome['writes'] & object } {
  const me = context.event.actor.id;
  const changes = campaigns.flatMap((campaign) => {
    const before = desk.record(campaign, me);
    const after = change(before, campaign);
    return after ? [{ campaign, before, after }] : [];
  });
  const [first] = changes;
  return {
    changed: changes.map(({ campaign }) => campaign),
    writes: [
      ...desk.welcomeBack(me),
      // Noted with the first record, so that whoever asks for theirs finds it when the campaign is gone.
      ...changes.flatMap(({ campaign, after }) => [
        ...desk.view(campaign).writes,
        put(recordRows(campaign.key), me, after),
      ]),
      ...(first && changes.length === 1
        ? [rememberUndo(context, first.campaign, { what, before: first.before, after: first.after })]
        : []),
    ],
  };
}

/** `打卡 暂停 3天`: from today, or from tomorrow where today is done already. */
export function pause(
  context: CommandContext,
  desk: Desk,
  campaigns: readonly Campaign[],
  typed: string,
): Outcome {
  const days = pauseDays(typed);
  if (days === undefined) return { reply: texts.pauseHow };
  let until = FOREVER;
  const { changed, writes } = changeAll(context, desk, campaigns, '暂停', (record, campaign) => {
    const today = dayNumber(desk.view(campaign).today);
    const from = hasDay(doneDays(record), today) ? today + 1 : today;
    until = days === 'open' ? FOREVER : from + days - 1;
    return withPause(record, from, until);
  });
  if (changed.length === 0) return { reply: texts.none };
  return { reply: texts.paused(until === FOREVER ? undefined : shortDate(dateOfDay(until))), writes };
}

/** `打卡 恢复`: today counts again. */
export function resume(context: CommandContext, desk: Desk, campaigns: readonly Campaign[]): Outcome {
  const { changed, writes } = changeAll(context, desk, campaigns, '恢复', (record, campaign) => {
    const today = dayNumber(desk.view(campaign).today);
    // One that begins tomorrow is given up too.
    const coming = isPausedOn(record, today) ?? isPausedOn(record, today + 1);
    return record && coming ? withoutPause(record, today) : undefined;
  });
  return changed.length === 0 ? { reply: texts.notPaused } : { reply: desk.texts.resumed, writes };
}

export function leave(context: CommandContext, desk: Desk, campaigns: readonly Campaign[]): Outcome {
  const { changed, writes } = changeAll(context, desk, campaigns, '退出', (record, campaign) =>
    record?.x === undefined ? { ...record, x: dayNumber(desk.view(campaign).today) } : undefined,
  );
  return changed.length === 0
    ? { reply: texts.alreadyOut }
    : { reply: desk.texts.left(changed.map(({ title }) => title)), writes };
}

export function join(context: CommandContext, desk: Desk, campaigns: readonly Campaign[]): Outcome {
  const { changed, writes } = changeAll(context, desk, campaigns, '加入', (record) => {
    if (record && record.x === undefined) return undefined;
    const { x: _, ...rest } = record ?? {};
    return rest;
  });
  return changed.length === 0
    ? { reply: texts.alreadyIn }
    : { reply: desk.texts.joined(changed.map(({ title }) => title)), writes };
}

/** `打卡提醒 开|关`: for all campaigns of the group; 开 also ends the silence after three rounds. */
export function setReminders({ event, state }: CommandContext, desk: Desk, typed: string): Outcome {
  const me = event.actor.id;
  const said = simplify(typed.normalize('NFKC')).trim();
  const on = /^(开|开启|打开|开通|on|恢复|要)$/.test(said);
  const off = /^(关|关闭|关掉|关了|off|不要|停|停掉|停止|取消)$/.test(said);
  if (!on && !off) return { reply: texts.remindersHow };
  const { off: _, ...person } = state.get(personRows, me) ?? {};
  if (off) return { reply: desk.texts.remindersOff, writes: [put(personRows, me, { ...person, off: true })] };
  const heard = desk.campaigns.flatMap(({ key }) => {
    const { [me]: silent, ...others } = state.get(nudgeRows(key), INDEX) ?? {};
    return silent ? [put(nudgeRows(key), INDEX, others)] : [];
  });
  const own = Object.keys(person).length > 0 ? put(personRows, me, person) : drop(personRows, me);
  return { reply: lines(desk.texts.remindersOn), writes: [own, ...heard] };
}
