import { z } from 'zod';
import { parseClockTime } from '../../calendar/clock-time.ts';
import { addDays } from '../../calendar/dates.ts';
import { parseDuration } from '../../calendar/duration.ts';
import { type CampaignConfig, frequencySchema, parseWeekly } from './schema.ts';

/** What decides on which days somebody is asked: kept by day, so that a change leaves the days before it alone. */
export const rulesSchema = z.object({
  frequency: frequencySchema,
  /** Minutes after midnight; empty: the whole logical day. */
  windows: z.array(z.object({ open: z.int(), close: z.int(), grace: z.int() })),
  start: z.string().optional(),
  /** Last day. */
  end: z.string().optional(),
  /** Missed days of a week that are rest. */
  rest: z.int().optional(),
});
export type CampaignRules = z.infer<typeof rulesSchema>;

/** A campaign ready to decide with, wherever it came from. Plain data: the chat-made ones are kept as rows. */
export const campaignDataSchema = rulesSchema.extend({
  /** Names its rows: the id in `checkins.yaml`, or `~1` for one made in the chat. */
  key: z.string(),
  title: z.string(),
  /** Least characters of text; 0 asks for none. */
  minText: z.int(),
  keyword: z.string().optional(),
  image: z.boolean().optional(),
  makeup: z
    .object({
      quota: z.int(),
      per: z.enum(['week', 'month', 'campaign']),
      /** Days. */
      back: z.int(),
      cost: z.int(),
      restoresStreak: z.boolean(),
    })
    .optional(),
  points: z
    .object({
      each: z.int(),
      early: z.object({ before: z.int(), extra: z.int() }).optional(),
      streak: z.record(z.string(), z.int()),
    })
    .optional(),
  badges: z.record(z.string(), z.string()).optional(),
  reminders: z.object({ at: z.array(z.int()), mentions: z.int() }).optional(),
  summary: z
    .object({
      at: z.int(),
      board: z.int(),
      weekly: z.object({ weekday: z.int(), at: z.int() }).optional(),
    })
    .optional(),
});
export type Campaign = z.infer<typeof campaignDataSchema>;

export const rulesOf = ({ frequency, windows, start, end, rest }: CampaignRules): CampaignRules => ({
  frequency,
  windows,
  ...(start !== undefined && { start }),
  ...(end !== undefined && { end }),
  ...(rest !== undefined && { rest }),
});

const minutes = (written: string): number => parseClockTime(written) ?? 0;

export function fromConfig(config: CampaignConfig): Campaign {
  const { id, title, frequency, windows = [], start, end, days, rest, badges } = config;
  const last = start !== undefined && days !== undefined ? addDays(start, days - 1) : end;
  return {
    key: id,
    title,
    frequency,
    windows: windows.map(({ open, close, grace }) => ({
      open: minutes(open),
      close: minutes(close),
      grace: Math.round((parseDuration(grace ?? '0m') ?? 0) / 60_000),
    })),
    ...(start !== undefined && { start }),
    ...(last !== undefined && { end: last }),
    ...(rest && { rest: rest.perWeek }),
    ...(badges && { badges }),
    ...proofOf(config),
    ...rewardsOf(config),
  };
}

const proofOf = ({ proof }: CampaignConfig): Pick<Campaign, 'minText' | 'keyword' | 'image'> => {
  if (proof === undefined || proof === 'none') return { minText: 0 };
  if ('text' in proof) return { minText: proof.text.min };
  return { minText: 0, ...('image' in proof ? { image: true } : { keyword: proof.keyword }) };
};

const rewardsOf = ({ makeup, points, reminders, summary }: CampaignConfig): Partial<Campaign> => {
  const weekly = summary?.weekly === undefined ? undefined : parseWeekly(summary.weekly);
  return {
    ...(makeup && {
      makeup: { ...makeup, back: Math.round((parseDuration(makeup.back) ?? 0) / 86_400_000) },
    }),
    ...(points && {
      points: {
        each: points.each,
        streak: points.streak ?? {},
        ...(points.early && {
          early: { before: minutes(points.early.before), extra: points.early.extra },
        }),
      },
    }),
    ...(reminders && {
      reminders: { at: reminders.at.map(minutes).sort((a, b) => a - b), mentions: reminders.mentions },
    }),
    ...(summary && {
      summary: { at: minutes(summary.at), board: summary.board, ...(weekly && { weekly }) },
    }),
  };
};

/** Counted by weeks or by days. */
export const perWeekOf = ({ frequency }: CampaignRules): number | undefined =>
  typeof frequency === 'object' && 'weekly' in frequency ? frequency.weekly : undefined;
