import { createRegistry } from '../commands/registry.ts';
import type { MemberFacts } from '../domain/context.ts';
import type { Book } from '../features/book.ts';
import type { ActiveFeature } from '../features/feature.ts';

export interface PreparedBook {
  readonly book: Book;
  readonly registry: ReturnType<typeof createRegistry>;
  readonly memberFacts: MemberFacts;
  /** What every event is shown to, gathered: features are objects of many shapes, and asking each again is slow. */
  readonly react: readonly NonNullable<ActiveFeature['react']>[];
  readonly reads: readonly NonNullable<ActiveFeature['reads']>[];
}

/** What deciding needs beside the book itself, built once per configuration version. */
export const prepareBook = (book: Book): PreparedBook => ({
  book,
  registry: createRegistry(
    book.features.flatMap(({ commands }) => commands),
    book.overrides,
  ),
  memberFacts: Object.fromEntries(
    book.features.flatMap(({ memberFacts = {} }) => Object.entries(memberFacts)),
  ),
  react: book.features.flatMap(({ react }) => react ?? []),
  reads: book.features.flatMap(({ reads }) => reads ?? []),
});
