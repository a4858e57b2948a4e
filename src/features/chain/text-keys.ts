import type { TextKeys } from '../wording.ts';

/** Those that operators may replace in `texts.yaml`. */
export const chainTextKeys = {
  none: [],
  noneForMember: [],
  onlyInGroups: [],
  joined: ['title', 'position', 'entry', 'count'],
  next: ['until'],
  nextNoDeadline: [],
  queued: ['title', 'position', 'entry', 'count'],
  queuedNext: [],
  same: ['title', 'entry', 'count'],
  cancelled: ['title', 'entry', 'count'],
  notIn: [],
  closed: ['title', 'organisers'],
  overMember: ['limit'],
  whoAreYou: [],
  movedUp: ['names'],
  movedUpPost: ['people', 'title', 'count'],
  mineNone: [],
  undone: ['title', 'count'],
  nothingToUndo: [],
} as const satisfies TextKeys;
