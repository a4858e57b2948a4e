/** Something that is shown in one piece: `whole` is never cut unless it alone is longer than a message may be. */
export interface Unit {
  readonly text: string;
  readonly whole: boolean;
}

const bytes = (text: string) => Buffer.byteLength(text);
/** ` (12/34)` on a line of its own, for the longest run of pieces anybody would send. */
const NUMBER_BYTES = 12;
/** Begins a piece in the middle of something too long for one: what comes next is no start of a line, and no list. */
const GOES_ON = '…';

/**
 * Cuts a message into pieces of at most `limit` bytes, in order: between lines where possible, else between units, else
 * between graphemes. Pieces are numbered only when there are several. Nothing to show gives no piece.
 */
export function split(units: readonly Unit[], limit: number): readonly string[] {
  const single = units
    .map(({ text }) => text)
    .join('')
    .trim();
  if (single === '') return [];
  if (bytes(single) <= limit) return [single];
  const pieces = fill(linesOf(units), limit - NUMBER_BYTES);
  if (pieces.length === 1) return pieces;
  return pieces.map((piece, n) => `${piece}\n(${n + 1}/${pieces.length})`);
}

/** The first piece of at most `limit` bytes, ending in `note` when something had to be left out. */
export function cut(units: readonly Unit[], limit: number, note: string): string {
  const [only, ...more] = split(units, limit);
  if (only === undefined || more.length === 0) return only ?? '';
  return `${fill(linesOf(units), limit - bytes(note))[0] ?? ''}${note}`;
}

/** Units grouped by line; a line's break belongs to it. Whole units hold none. */
function linesOf(units: readonly Unit[]): readonly (readonly Unit[])[] {
  const lines: Unit[][] = [[]];
  for (const unit of units) {
    if (unit.whole) {
      lines.at(-1)?.push(unit);
      continue;
    }
    for (const text of unit.text.split(/(?<=\n)/)) {
      lines.at(-1)?.push({ text, whole: false });
      if (text.endsWith('\n')) lines.push([]);
    }
  }
  return lines;
}

function fill(lines: readonly (readonly Unit[])[], limit: number): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  let size = 0;
  const flush = () => {
    const shown = piece.trim();
    if (shown !== '') pieces.push(shown);
    piece = '';
    size = 0;
  };
  const add = (text: string, length: number) => {
    if (size + length > limit) flush();
    piece += text;
    size += length;
  };
  const addPart = (cluster: string) => {
    if (size + bytes(cluster) > limit) {
      flush();
      add(GOES_ON, bytes(GOES_ON));
    }
    add(cluster, bytes(cluster));
  };
  for (const line of lines) {
    const length = line.reduce((sum, { text }) => sum + bytes(text), 0);
    if (length <= limit) {
      add(line.map(({ text }) => text).join(''), length);
      continue;
    }
    for (const { text, whole } of line) {
      const unitLength = bytes(text);
      if (unitLength <= (whole ? limit : limit - size)) add(text, unitLength);
      else if (whole) for (const cluster of clusters(text, limit - bytes(GOES_ON))) addPart(cluster);
      else for (const cluster of clusters(text, limit)) add(cluster, bytes(cluster));
    }
  }
  flush();
  return pieces;
}

/** Graphemes; one that is longer than a whole message (marks piled on marks) falls apart into code points. */
function* clusters(text: string, limit: number): Generator<string> {
  for (const { segment } of new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(text)) {
    if (bytes(segment) <= limit) yield segment;
    else yield* segment;
  }
}
