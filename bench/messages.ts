import { z } from 'zod';

/** What the processes of a bench tell each other. */
export const armSettingsSchema = z.object({
  groups: z.int(),
  /** Unix socket of the round's Redis. */
  redis: z.string(),
  /** The emulated WeCom. */
  apiBase: z.string(),
});
export type ArmSettings = z.infer<typeof armSettingsSchema>;

export const armMessages = {
  ready: z.object({ type: z.literal('ready'), port: z.int() }),
  usage: z.object({ type: z.literal('usage'), cpuUs: z.number(), rssBytes: z.number() }),
};
export type Usage = z.infer<(typeof armMessages)['usage']>;

export const loadSettingsSchema = z.object({
  groups: z.int(),
  connections: z.int(),
  /** `echo` answers the body; `reply` answers sealed; `send` makes a webhook message arrive. */
  kind: z.enum(['echo', 'reply', 'send']),
  /** `closed`: so many events not finished at any time. `open`: so many begun a second, whatever is finished. */
  loop: z.discriminatedUnion('type', [
    z.object({ type: z.literal('closed'), inFlight: z.int() }),
    z.object({ type: z.literal('open'), perSecond: z.int() }),
  ]),
  /** Measuring begins after this time and so many events, whichever comes later: the compiler warms up by events. */
  warmMs: z.number(),
  warmEvents: z.int(),
  measureMs: z.number(),
});
export type LoadSettings = z.infer<typeof loadSettingsSchema>;

export const loadMessages = {
  ready: z.object({ type: z.literal('ready'), apiBase: z.string() }),
  begun: z.object({ type: z.literal('begun') }),
  ended: z.object({
    type: z.literal('ended'),
    /** Finished within the measured time: answered (`echo`, `reply`) or arrived (`send`). */
    events: z.int(),
    ms: z.number(),
    p50: z.number(),
    p99: z.number(),
    cpuUs: z.number(),
  }),
  /** Over the whole round, when nothing was under way any more. */
  drained: z.object({
    type: z.literal('drained'),
    acked: z.int(),
    arrived: z.int(),
    lost: z.int(),
    doubled: z.int(),
    problems: z.array(z.string()),
  }),
};
export type Ended = z.infer<(typeof loadMessages)['ended']>;
export type Drained = z.infer<(typeof loadMessages)['drained']>;
