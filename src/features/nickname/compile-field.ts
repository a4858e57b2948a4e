import { fold } from '../../text/fold.ts';
import { compileRegex } from '../../text/linear-regex.ts';
import { lengthOf } from './clean-card.ts';
import { labelOf, sampleOf } from './labels.ts';
import type { NicknameField } from './schema.ts';

/** Why a piece does not fit a field. */
export type FieldProblem =
  | { readonly type: 'not-listed'; readonly values: readonly string[] }
  | { readonly type: 'not-a-name' }
  | { readonly type: 'length'; readonly min: number; readonly max: number }
  | { readonly type: 'digits'; readonly length: number }
  | { readonly type: 'pattern' };

export interface CompiledField {
  readonly name: string;
  readonly label: string;
  readonly optional: boolean;
  /** The value as it is kept, or what is wrong with it. */
  readonly read: (piece: string) => { readonly value: string } | FieldProblem;
  /** Something that can stand there in an example. */
  readonly sample: string;
  /** May hold spaces and dots of its own (阿卜杜拉·买买提, UI 设计师). */
  readonly spans: boolean;
  /** For lists: a piece that begins or ends with a listed value, split there. */
  readonly splitOff: (piece: string) => readonly string[] | undefined;
}

const NAME = /^(?=.*\p{L})[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N} .·'’]*$/u;
const never = () => undefined;

/** Turns a field of the file into something that reads one piece of a nickname. */
export function compileField(field: NicknameField): CompiledField {
  const { name, optional = false } = field;
  const base = { name, optional, label: labelOf(name), sample: sampleOf(name), splitOff: never };
  switch (field.kind) {
    case 'list':
      return { ...base, spans: false, ...compileList(field.values) };
    case 'name':
      return {
        ...base,
        spans: true,
        read: (piece) =>
          NAME.test(piece) && lengthOf(piece) <= 20 ? { value: piece } : { type: 'not-a-name' },
      };
    case 'text': {
      const { min = 1, max = 32 } = field;
      const fits = (piece: string) =>
        /[\p{L}\p{N}]/u.test(piece) && lengthOf(piece) >= min && lengthOf(piece) <= max;
      return {
        ...base,
        spans: true,
        sample: fits(base.sample) ? base.sample : [...base.sample.padEnd(min, '某')].slice(0, max).join(''),
        read: (piece) => (fits(piece) ? { value: piece } : { type: 'length', min, max }),
      };
    }
    case 'digits': {
      const digits = new RegExp(`^\\d{${field.length}}$`);
      return {
        ...base,
        spans: false,
        sample: '1234567890'.repeat(4).slice(0, field.length),
        read: (piece) => (digits.test(piece) ? { value: piece } : { type: 'digits', length: field.length }),
      };
    }
    case 'pattern': {
      const pattern = compileRegex(field.pattern);
      return {
        ...base,
        spans: false,
        read: (piece) => (pattern.testExact(piece) ? { value: piece } : { type: 'pattern' }),
      };
    }
    default:
      return field satisfies never;
  }
}

const compileList = (values: Readonly<Record<string, readonly string[] | null>>) => {
  const known = new Map<string, string>();
  for (const [value, aliases] of Object.entries(values))
    for (const spelling of [value, ...(aliases ?? [])]) known.set(fold(spelling), value);
  const shown = Object.keys(values);
  // Longest first: 「北京市」 before 「北京」.
  const spellings = [...known.keys()].sort((a, b) => b.length - a.length);
  return {
    sample: shown[0] ?? '',
    read: (piece: string) => {
      const value = known.get(fold(piece));
      return value === undefined ? { type: 'not-listed' as const, values: shown } : { value };
    },
    splitOff: (piece: string) => {
      const folded = fold(piece);
      // Folding may change the length; then a place in one is no place in the other.
      if (folded.length !== piece.length) return undefined;
      for (const spelling of spellings) {
        if (folded.length === spelling.length) continue;
        if (folded.startsWith(spelling))
          return [piece.slice(0, spelling.length), piece.slice(spelling.length)];
        if (folded.endsWith(spelling))
          return [piece.slice(0, -spelling.length), piece.slice(-spelling.length)];
      }
      return undefined;
    },
  };
};
