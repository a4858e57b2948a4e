import { type AuditEntry, auditRows } from '../../commands/audit.ts';
import { deniedRows } from '../../commands/deny.ts';
import type { MemberRef } from '../../domain/chat.ts';
import type { DecisionContext } from '../../domain/context.ts';
import { memberRows } from '../../domain/people.ts';
import { drop, put, type Write } from '../../domain/state.ts';

/**
 * What somebody did stays in the log, under a mask that is the same in every line and that nobody can turn back into
 * a person; words of a command that named the member go.
 */
export function eraseAudit({ state }: DecisionContext, { id, userid }: MemberRef, mask: string): Write[] {
  const row = state.get(memberRows, id);
  const names = [id, userid, row?.userid, row?.card, row?.nickname, row?.name]
    .filter((name) => name !== undefined && name !== '')
    .map((name) => String(name).toLowerCase());
  const about = ({ args }: AuditEntry) => {
    const said = args?.toLowerCase();
    return said !== undefined && names.some((name) => said.includes(name));
  };
  const changed = [...state.all(auditRows)].flatMap(([n, entry]) => {
    if (entry.by !== id && !about(entry)) return [];
    const { args, ...rest } = entry;
    return [
      put(auditRows, n, {
        ...rest,
        by: entry.by === id ? mask : entry.by,
        ...(args !== undefined && entry.by !== id && !about(entry) && { args }),
      }),
    ];
  });
  const tries = [...state.all(deniedRows).keys()].filter((key) => key.endsWith(`/${id}`));
  return [...changed, ...tries.map((key) => drop(deniedRows, key))];
}
