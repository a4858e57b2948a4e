import type { Outlet, RosterSource, StaffMessenger } from '../delivery/ports.ts';
import type { Binding, Group } from '../domain/community.ts';

/**
 * The outlets a group would have, with nobody at the other end. WeCom's rate limits are left out: they make a message
 * late by seconds and change nothing of what is decided.
 */
export function recordingOutletOf(binding: Binding, group: Group): Outlet | undefined {
  switch (binding.type) {
    case 'webhook':
      return silent(`webhook/${binding.webhook}`);
    case 'app':
      return group.kind === 'appchat' ? silent(`appchat/${binding.app}/${binding.chatId}`) : undefined;
    case 'aibot':
    case 'robot':
      return undefined;
    default:
      return binding satisfies never;
  }
}
const silent = (destination: string): Outlet => ({
  destination,
  limits: [],
  can: { mention: true },
  send: async () => ({ type: 'sent' }),
});

export const recordingStaff: StaffMessenger = {
  dm: async () => ({ type: 'sent' }),
  file: async () => ({ type: 'sent' }),
};

/** Joins and leaves are said outright in a simulation, so a list that is asked for has nothing to add. */
export const noRoster: RosterSource = {
  fetch: async () => ({ name: undefined, owner: undefined, version: undefined, entries: [] }),
};
