import { type MemberId, memberIdSchema } from '../../domain/ids.ts';
import { fold } from '../../text/fold.ts';

/**
 * Names of entry rows: the member for the plain own entry, `=<name>` for somebody signed up by name, either with
 * `<option>|` before it. One person has one entry an option, so a repeat edits.
 */
export const ownKey = (member: MemberId, option?: number): string => withOption(member, option);
/** Upper and lower case, width and spaces do not make another person. */
export const namedKey = (name: string, option?: number): string =>
  withOption(`=${fold(name).replaceAll(' ', '')}`, option);

export interface KeyParts {
  readonly option: number | undefined;
  /** Undefined for an entry by name. */
  readonly member: MemberId | undefined;
}
export function keyParts(key: string): KeyParts {
  const found = /^(?:(\d+)\|)?(.*)$/s.exec(key);
  const who = found?.[2] ?? key;
  return {
    option: found?.[1] === undefined ? undefined : Number(found[1]),
    member: who.startsWith('=') ? undefined : memberIdSchema.parse(who),
  };
}

const withOption = (who: string, option: number | undefined) =>
  option === undefined ? who : `${option}|${who}`;
