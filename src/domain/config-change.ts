import { z } from 'zod';

/** What operators change about the configuration in force by command, without touching a file. */
export const configChangeSchema = z.discriminatedUnion('type', [
  /** An earlier version serves until the next valid save. */
  z.strictObject({ type: z.literal('roll-back'), version: z.string() }),
  /** One rule in another mode; `written` is what its file said at the time of the command. */
  z.strictObject({
    type: z.literal('mode'),
    rule: z.string(),
    mode: z.enum(['off', 'shadow', 'on']),
    written: z.enum(['off', 'shadow', 'test', 'on']),
  }),
]);
export type ConfigChange = z.infer<typeof configChangeSchema>;
