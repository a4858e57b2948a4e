import { createRegistry } from '../commands/registry.ts';
import type { MemberFacts } from '../domain/context.ts';
import type { Book } from '../features/book.ts';

export interface PreparedBook {
  readonly book: Book;
  readonly registry: ReturnType<typeof createRegistry>;
  readonly memberFacts: MemberFacts;
}

/** What deciding needs beside the book itself, built once per configuration version. */
export const prepareBook = (book: Book): PreparedBook => ({
  book,
  registry: createRegistry(book.features.flatMap(({ commands }) => commands)),
  memberFacts: Object.fromEntries(
    book.features.flatMap(({ memberFacts = {} }) => Object.entries(memberFacts)),
  ),
});
