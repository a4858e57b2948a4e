import type { Outlet } from '../../delivery/ports.ts';
import type { Binding, Group } from '../../domain/community.ts';

export type OutletChoice =
  /** Best first. */
  | { readonly type: 'outlets'; readonly outlets: readonly [Outlet, ...Outlet[]] }
  /** What is missing and what to do about it. */
  | { readonly type: 'none'; readonly reason: string };

/**
 * By what a post unasked may leave for a group: in the order of the group's channels, those that can ping first when
 * somebody must be pinged. `outletOf` knows the outlet of a binding, if it has one.
 */
export function chooseOutlet(
  group: Group,
  needs: { readonly mention: boolean },
  outletOf: (binding: Binding) => Outlet | undefined,
): OutletChoice {
  if (group.kind === 'customer')
    return {
      type: 'none',
      reason: '客户群不允许机器人直接发言；请让群主在群发任务里确认，或把内容发给值班同事转发',
    };
  const outlets = group.bindings.flatMap((binding) => outletOf(binding) ?? []);
  const able = needs.mention
    ? [...outlets.filter(({ can }) => can.mention), ...outlets.filter(({ can }) => !can.mention)]
    : outlets;
  const [first, ...others] = able;
  return first
    ? { type: 'outlets', outlets: [first, ...others] }
    : {
        type: 'none',
        reason: `群 ${group.id} 没有能主动发言的通道；请在群设置里添加消息推送，并把 webhook 写进 groups.yaml`,
      };
}
