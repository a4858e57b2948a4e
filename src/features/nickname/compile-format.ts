import { cleanCard } from './clean-card.ts';
import { type CompiledField, compileField, type FieldProblem } from './compile-field.ts';
import type { NicknameFormatConfig } from './schema.ts';

export type CardProblem =
  | { readonly type: 'missing'; readonly label: string }
  | { readonly type: 'unsplit'; readonly label: string; readonly piece: string }
  | { readonly type: 'unfit'; readonly label: string; readonly piece: string; readonly why: FieldProblem }
  | { readonly type: 'extra'; readonly piece: string };

export type ReadCard =
  | { readonly ok: true; readonly card: string; readonly fields: Readonly<Record<string, string>> }
  | {
      readonly ok: false;
      readonly problem: CardProblem;
      readonly suggestion: string;
      readonly complete: boolean;
    };

export interface NicknameFormat {
  readonly id: string;
  readonly separator: string;
  /** `城市-姓名-职业`, what may be left out in brackets. */
  readonly shape: string;
  /** The card in its one spelling, or the first problem and a suggestion made of what was typed. */
  readonly read: (typed: string) => ReadCard;
  /** A card that fits, with as much of `typed` (a name, an old nickname) in it as can be. */
  readonly example: (typed: string | undefined) => string;
}

interface Piece {
  readonly text: string;
  /** What stood before it, so that a field of several pieces keeps its own spaces. */
  readonly joint: string;
}

const SEPARATORS = '-‐‑‒–—−﹣_/|·・•、 ';

/** Compiles a format once per configuration; reading a card is a walk over at most a few pieces. */
export function compileFormat(config: NicknameFormatConfig): NicknameFormat {
  const fields = config.fields.map(compileField);
  const separator = cleanCard(config.separator) || config.separator;
  const own = [...new Set(SEPARATORS + config.separator + separator)].map(escapeInClass).join('');
  const splitter = new RegExp(`([${own}]+)`, 'u');
  const piecesOf = (typed: string): Piece[] => {
    const parts = cleanCard(typed).split(splitter);
    return parts.flatMap((text, n) =>
      n % 2 === 0 && text !== '' ? [{ text, joint: jointOf(parts[n - 1]) }] : [],
    );
  };
  const join = (values: readonly (string | undefined)[]) => values.filter((value) => value).join(separator);

  /** Assigns pieces to fields in order; a field takes as few as it can, an optional one stands before it is left out. */
  const assign = (
    pieces: readonly Piece[],
    piece: number,
    field: number,
  ): (string | undefined)[] | undefined => {
    const reader = fields[field];
    if (!reader) return piece === pieces.length ? [] : undefined;
    const most = reader.spans ? pieces.length : Math.min(piece + 1, pieces.length);
    for (let end = piece + 1; end <= most; end++) {
      const text = glue(pieces.slice(piece, end));
      const read = text === undefined ? undefined : reader.read(text);
      if (!read || !('value' in read)) continue;
      const rest = assign(pieces, end, field + 1);
      if (rest) return [read.value, ...rest];
    }
    if (!reader.optional) return undefined;
    const rest = assign(pieces, piece, field + 1);
    return rest && [undefined, ...rest];
  };

  const suggest = (pieces: readonly Piece[], filler: (field: CompiledField) => string) => {
    const isComplete = (values: readonly (string | undefined)[]) =>
      fields.every((field, n) => field.optional || values[n] !== undefined);
    const gathered = gather(fields, pieces);
    const inPlace = pieces.length === fields.length && !isComplete(gathered);
    const values = assign(pieces, 0, 0) ?? (inPlace ? readInPlace(fields, pieces) : gathered);
    const text = join(fields.map((field, n) => values[n] ?? (field.optional ? undefined : filler(field))));
    return { text, complete: isComplete(values) };
  };

  return {
    id: config.id,
    separator,
    shape: fields
      .map(({ label, optional }, n) => `${n > 0 ? separator : ''}${optional ? `[${label}]` : label}`)
      .join(''),
    read: (typed) => {
      const pieces = piecesOf(typed).slice(0, 16);
      const values = assign(pieces, 0, 0);
      if (!values) {
        const { text, complete } = suggest(pieces, ({ label }) => label);
        return { ok: false, problem: firstProblem(fields, pieces), suggestion: text, complete };
      }
      const found = fields.flatMap(({ name }, n) =>
        values[n] === undefined ? [] : [[name, values[n]] as const],
      );
      return { ok: true, card: join(values), fields: Object.fromEntries(found) };
    },
    example: (typed) => suggest(typed === undefined ? [] : piecesOf(typed), ({ sample }) => sample).text,
  };
}

const escapeInClass = (character: string) => character.replace(/[\\\]^-]/, '\\$&');
/** Inside one field a space or a dot may stay; a dash or bar there would look like another field. */
const jointOf = (run: string | undefined) =>
  run === undefined ? '' : ([...run].find((c) => c !== ' ') ?? ' ');
const INNER = new Set(['', ' ', '·', '・', '•', '/', '、']);
const glue = (pieces: readonly Piece[]): string | undefined =>
  pieces.slice(1).every(({ joint }) => INNER.has(joint))
    ? pieces.map(({ text, joint }, n) => (n === 0 ? text : joint + text)).join('')
    : undefined;

/** The first thing to put right, going through the fields as somebody reading would. */
const firstProblem = (fields: readonly CompiledField[], pieces: readonly Piece[]): CardProblem => {
  let at = 0;
  for (const field of fields) {
    const piece = pieces[at];
    if (!piece) {
      if (field.optional) continue;
      return { type: 'missing', label: field.label };
    }
    const read = field.read(piece.text);
    if ('value' in read) {
      at++;
      continue;
    }
    if (field.optional) continue;
    const split = field.splitOff(piece.text);
    const [first = ''] = split ?? [];
    if (split && 'value' in field.read(first)) return { type: 'unsplit', label: field.label, piece: first };
    return { type: 'unfit', label: field.label, piece: piece.text, why: read };
  }
  return { type: 'extra', piece: pieces[at]?.text ?? '' };
};

/** As many pieces as fields: each is kept where it fits. */
const readInPlace = (fields: readonly CompiledField[], pieces: readonly Piece[]): (string | undefined)[] =>
  fields.map((field, n) => {
    const read = field.read(pieces[n]?.text ?? '');
    return 'value' in read ? read.value : undefined;
  });

/** What of the pieces can stand in which field, whatever their order: lists and digits choose first, then words. */
const gather = (fields: readonly CompiledField[], pieces: readonly Piece[]): (string | undefined)[] => {
  const lists = fields.filter((field) => !field.spans);
  let left = pieces.flatMap(({ text }) => {
    const fits = lists.some((field) => 'value' in field.read(text));
    const split = fits ? undefined : lists.map((field) => field.splitOff(text)).find((found) => found);
    return split ?? [text];
  });
  const values = fields.map((): string | undefined => undefined);
  for (const words of [false, true])
    fields.forEach((field, n) => {
      if (field.spans !== words) return;
      const found = left.findIndex((text) => 'value' in field.read(text));
      const read = found < 0 ? undefined : field.read(left[found] ?? '');
      if (!read || !('value' in read)) return;
      values[n] = read.value;
      left = left.filter((_, other) => other !== found);
    });
  return values;
};
