import { loadFiles } from '../../src/config/load.ts';
import { formatProblem } from '../../src/config/problem.ts';
import type { Book } from '../../src/features/book.ts';
import { features } from '../../src/features/index.ts';
import { groups, wecom } from './support.ts';

/** The usual configuration with this `texts.yaml`. */
export const loadTexts = (texts: string) =>
  loadFiles(new Map(Object.entries({ 'wecom.yaml': wecom, 'groups.yaml': groups, 'texts.yaml': texts })), {
    secrets: { type: 'none' },
    features,
    live: () => ({ queueDepth: 0, redis: '', recentErrors: [] }),
  });
export const problemsWith = (texts: string): string[] => loadTexts(texts).problems.map(formatProblem);
export const bookWith = (texts: string): Book => {
  const loaded = loadTexts(texts);
  if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join('\n'));
  return loaded.book;
};
