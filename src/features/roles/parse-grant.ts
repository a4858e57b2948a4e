import type { Role } from '../../domain/community.ts';
import { fold } from '../../text/fold.ts';

export type GivenRole = Exclude<Role, 'member'>;

const roles: ReadonlyMap<string, GivenRole> = new Map([
  ['owner', 'owner'],
  ['负责人', 'owner'],
  ['admin', 'admin'],
  ['管理员', 'admin'],
  ['operator', 'operator'],
  ['运营', 'operator'],
  ['helper', 'helper'],
  ['小助手', 'helper'],
  ['助手', 'helper'],
]);

export type ParsedGrant =
  | {
      readonly ok: true;
      readonly whom: string;
      readonly role: GivenRole;
      readonly only: readonly string[] | undefined;
    }
  | { readonly ok: false; readonly reason: 'empty' | 'no-role' | 'no-powers' };

const ONLY = /(?:^|\s)(?:only|只能|仅限|只)\s*[:：]?\s*(.*)$/isu;

/** `zhangsan 运营`, `2 operator only: checkin.makeup`: whom, which role, and what it is limited to. */
export function parseGrant(typed: string): ParsedGrant {
  const limited = ONLY.exec(typed);
  const head = limited ? typed.slice(0, limited.index) : typed;
  const words = head.split(/[\s,，、|]+/u).filter((word) => word !== '');
  const [whom] = words;
  if (whom === undefined) return { ok: false, reason: 'empty' };
  const role = words.length === 2 ? roles.get(fold(words[1] ?? '')) : undefined;
  if (!role) return { ok: false, reason: 'no-role' };
  if (!limited) return { ok: true, whom, role, only: undefined };
  const only = fold(limited[1] ?? '')
    .split(/[\s,、|]+/u)
    .filter((word) => word !== '');
  return only.length === 0 ? { ok: false, reason: 'no-powers' } : { ok: true, whom, role, only };
}
