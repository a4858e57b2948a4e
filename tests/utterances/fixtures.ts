import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const dir = join(import.meta.dirname, '../fixtures/utterances');
const read = (name: string): unknown => parse(readFileSync(join(dir, name), 'utf8'));

const situationsSchema = z.strictObject({
  people: z.record(
    z.string(),
    z.strictObject({ id: z.string(), role: z.string().optional(), unnamed: z.boolean().optional() }),
  ),
  situations: z.record(
    z.string(),
    z.strictObject({
      group: z.string(),
      at: z.string(),
      from: z.string().optional(),
      said: z.array(z.string()),
    }),
  ),
  campaigns: z.record(z.string(), z.looseObject({ id: z.string() })),
});
export type Situations = z.infer<typeof situationsSchema>;
export const readSituations = (): Situations => situationsSchema.parse(read('situations.yaml'));

const entrySchema = z.strictObject({
  name: z.string().default('me'),
  n: z.int().default(1),
  option: z.string().optional(),
  remark: z.string().optional(),
  state: z.enum(['in', 'waiting']).default('in'),
  chain: z.string().optional(),
});
export type WantedEntry = z.infer<typeof entrySchema>;
const entries = z.array(
  z.union([z.string().transform((name): WantedEntry => ({ name, n: 1, state: 'in' })), entrySchema]),
);
const names = z.array(z.coerce.string());
const chain = {
  title: z.string().optional(),
  capacity: z.int().optional(),
  perMember: z.int().optional(),
  deadline: z.union([z.string(), z.array(z.string())]).optional(),
  note: z.string().optional(),
  options: z
    .array(z.strictObject({ name: z.string(), price: z.number().optional(), stock: z.int().optional() }))
    .optional(),
};
export const chainWantSchema = z.strictObject({
  ...chain,
  state: z.enum(['open', 'ended', 'closed']).optional(),
});
export type ChainWant = z.infer<typeof chainWantSchema>;
const campaignSchema = z.strictObject({
  title: z.string(),
  open: z.string().optional(),
  close: z.string().optional(),
  days: z.int().optional(),
  makeup: z.int().optional(),
  /** As `checkins.yaml` has it. */
  frequency: z.unknown().optional(),
});

const oneWantSchema = z.union([
  z.enum(['talk', 'silent', 'asks']),
  z.strictObject({ plan: chainWantSchema, entries: entries.optional() }),
  z.strictObject({ entries: entries.default([]), cancelled: names.default([]) }),
  z.strictObject({ suggests: z.string() }),
  z.strictObject({ refused: names }),
  z.strictObject({ shows: names }),
  z.strictObject({ checkin: z.string() }),
  z.strictObject({ makeup: z.string(), of: z.string().optional() }),
  z.strictObject({ paused: z.int() }),
  z.strictObject({ reminders: z.boolean() }),
  z.strictObject({ takesPart: z.boolean() }),
  z.strictObject({ rewritten: z.string() }),
  z.strictObject({ chain: chainWantSchema }),
  z.strictObject({ campaign: campaignSchema }),
  z.strictObject({ paid: names }),
  z.strictObject({ undone: z.string() }),
  z.strictObject({ card: z.string() }),
  z.strictObject({ named: z.string() }),
  z.strictObject({ points: z.record(z.string(), z.int()) }),
]);
export type OneWant = z.infer<typeof oneWantSchema>;
const wantSchema = z.union([oneWantSchema, z.strictObject({ either: z.array(oneWantSchema).min(2) })]);
export type Want = z.infer<typeof wantSchema>;

const pasteSchema = z.strictObject({
  add: names.default([]),
  drop: names.default([]),
  swap: z.tuple([z.string(), z.string()]).optional(),
});
export type Paste = z.infer<typeof pasteSchema>;
const shared = {
  in: z.string().optional(),
  by: z.string().optional(),
  at: z.string().optional(),
  why: z.string().optional(),
  want: z.unknown().optional(),
};
const sectionSchema = z.strictObject({
  ...shared,
  says: z.array(
    z.union([
      z.string().transform((say) => ({ say, paste: undefined, before: undefined })),
      z.strictObject({
        ...shared,
        say: z.string().optional(),
        paste: pasteSchema.optional(),
        before: z.array(z.string()).optional(),
      }),
    ]),
  ),
});

export interface Utterance {
  readonly file: string;
  readonly say: string | undefined;
  readonly paste: Paste | undefined;
  readonly situation: string;
  readonly by: string;
  readonly at: string | undefined;
  readonly before: readonly string[];
  readonly want: Want;
}

/** Everything that is said, file by file; what a section says holds for each utterance that does not say otherwise. */
export function readUtterances(): readonly Utterance[] {
  const files = readdirSync(dir).filter((name) => name.endsWith('.yaml') && name !== 'situations.yaml');
  return files.flatMap((file) =>
    z
      .array(sectionSchema)
      .parse(read(file))
      .flatMap(({ says, ...section }) =>
        says.map((utterance): Utterance => {
          const { say, paste, before = [], ...own } = utterance;
          const { in: situation, by = '王芳', at, want } = { ...section, ...own };
          if (situation === undefined || (say === undefined) === (paste === undefined))
            throw new Error(`${file}: ${say} lacks something`);
          return { file, say, paste, situation, by, at, before, want: wantSchema.parse(want) };
        }),
      ),
  );
}
