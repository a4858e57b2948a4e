import { type AuditEntry, auditRows } from '../../commands/audit.ts';
import { deniedRows } from '../../commands/deny.ts';
import type { DecisionContext } from '../../domain/context.ts';
import { drop, put, type Write } from '../../domain/state.ts';
import { isAbout, type Leaving, namesOf } from '../about-member.ts';

/**
 * What somebody did stays in the log, under a mask that is the same in every line and that nobody can turn back into
 * a person; words of a command that named the member go.
 */
export function eraseAudit({ state }: DecisionContext, member: Leaving, mask: string): Write[] {
  const { id } = member;
  const names = namesOf(state, member);
  const about = ({ args }: AuditEntry) => isAbout(names, args);
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
