import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from 'vitest';
import { groupEventSchema } from '../../../src/domain/events.ts';
import type { Heard } from '../../../src/wecom/inbound/heard.ts';

const root = resolve(import.meta.dirname, '../../fixtures/wecom');

export type FixtureKind = 'aibot' | 'robot' | 'app';
/** Decrypted payloads as `<name>.json|xml`, in the shapes of the documents and of published recordings. */
export const fixtureNames = (kind: FixtureKind): string[] => readdirSync(join(root, kind)).sort();
export const readFixture = (kind: FixtureKind, name: string): string =>
  readFileSync(join(root, kind, name), 'utf8');

/** When the fixtures are "received", for payloads that bring no time. */
export const receivedAt = 1_800_000_000_123;
/** The id of an event whose payload has no msgid. */
export const hashed = expect.stringMatching(/^h\.[0-9a-f]{40}$/);

/** The table lists exactly the fixtures there are, and each is heard as it says. */
export function expectHeard(heard: Heard, expected: unknown): void {
  expect(heard).toEqual(expected);
  // Whatever is handed on must also pass the schema it is stored with, unchanged.
  if (heard.type === 'event') expect(groupEventSchema.parse(heard.event)).toEqual(heard.event);
}
