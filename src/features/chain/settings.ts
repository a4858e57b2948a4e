import { createHash } from 'node:crypto';
import { parseClockTime } from '../../calendar/clock-time.ts';
import { parseDuration } from '../../calendar/duration.ts';
import { instantOf } from '../../calendar/zone.ts';
import type { Group } from '../../domain/community.ts';
import { memberId } from '../../domain/ids.ts';
import type { PlanOption } from './parse-options.ts';
import type { Settings } from './parse-plan.ts';
import type { Chain, Option } from './rows.ts';
import { type ChainConfig, splitMoment } from './schema.ts';

/** The chain with other settings; what is not named stays, `null` takes a limit away. */
export const withSettings = (chain: Chain, settings: Settings): Chain => ({
  ...chain,
  title: settings.title ?? chain.title,
  capacity: settings.capacity === undefined ? chain.capacity : (settings.capacity ?? undefined),
  perMember: settings.perMember === undefined ? chain.perMember : (settings.perMember ?? undefined),
  deadline: settings.deadline === undefined ? chain.deadline : (settings.deadline ?? undefined),
  note: settings.note === undefined ? chain.note : settings.note || undefined,
  options:
    settings.options === undefined ? chain.options : mergeOptions(chain.options ?? [], settings.options),
  post: settings.post === undefined ? chain.post : { ...chain.post, ...settings.post },
});

/** Entries name options by their place, so one that goes is only no longer offered. */
const mergeOptions = (now: readonly Option[], wanted: readonly PlanOption[]): Option[] | undefined => {
  const kept = now.map(({ name, taken }): Option => {
    const same = wanted.find((option) => option.name === name);
    return same ? { ...same, taken } : { name, taken, off: true };
  });
  const fresh = wanted.filter(({ name }) => !now.some((option) => option.name === name));
  const all = [...kept, ...fresh.map((option) => ({ ...option, taken: 0 }))];
  return all.length > 0 ? all : undefined;
};

/** What the file says, all of it: what does not stand there is not so. `from`: when the chain opened or will. */
export function settingsOf(config: ChainConfig, group: Group, from: number): Settings {
  const { title, capacity = null, perMember = null, deadline, note = '', options = [], post } = config;
  const until = deadline === undefined ? null : momentOf(deadline, group, from);
  const at = post?.at === undefined ? undefined : parseClockTime(post.at);
  return {
    title,
    capacity,
    perMember,
    note,
    options,
    deadline: until ?? null,
    post: { full: post?.full, every: post?.every, at: at === undefined ? undefined : at % 1440 },
  };
}

/** `2026-12-04 18:00` in the group's time, or `3d` after `from`. */
export function momentOf(text: string, group: Group, from: number): number | undefined {
  const moment = splitMoment(text);
  if (moment) return instantOf(moment.date, moment.minutes, group.timezone);
  const after = parseDuration(text);
  return after === undefined ? undefined : from + after;
}

export const ownerOf = ({ owner }: ChainConfig): Chain['opener'] =>
  owner === undefined ? undefined : { id: memberId(owner), userid: owner };

/** Tells an edited file from one that was followed already: what operators changed in the chat since stays. */
export const hashOf = (config: ChainConfig): string =>
  createHash('sha1').update(JSON.stringify(config)).digest('hex').slice(0, 8);
