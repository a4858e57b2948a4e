import { expect, it } from 'vitest';
import type { Outlet } from '../../../src/delivery/ports.ts';
import type { Binding, Group, GroupKind } from '../../../src/domain/community.ts';
import { asGroupId } from '../../../src/domain/ids.ts';
import { chooseOutlet } from '../../../src/wecom/outlets/choose-outlet.ts';

const group = (kind: GroupKind, ...bindings: Binding[]): Group => ({
  id: asGroupId('newbie-01'),
  name: '新手营',
  kind,
  tags: [],
  timezone: 'Asia/Shanghai',
  quietHours: undefined,
  dailyLimit: undefined,
  dayStartsAt: 0,
  bindings,
  capabilities: { hears: new Set(), says: new Set(), confirm: 'none' },
  nicknameFormat: undefined,
  dutyStaff: [],
});
const aibot: Binding = { type: 'aibot', aibot: 'helper', chatId: 'wr1' };
const webhook: Binding = { type: 'webhook', webhook: 'push' };
const outlet = (destination: string, mention: boolean): Outlet => ({
  destination,
  limits: [],
  can: { mention },
  send: async () => ({ type: 'sent' }),
});
const push = outlet('aibot/helper/wr1', false);
const hook = outlet('webhook/push', true);
const outletOf = (binding: Binding) =>
  binding.type === 'aibot' ? push : binding.type === 'webhook' ? hook : undefined;

it.each([
  ['in the order of the channels', false, ['aibot/helper/wr1', 'webhook/push']],
  ['who can ping first when somebody must be pinged', true, ['webhook/push', 'aibot/helper/wr1']],
])('chooses %s', (_, mention, destinations) => {
  const choice = chooseOutlet(group('internal', aibot, webhook), { mention }, outletOf);
  expect(choice.type === 'outlets' && choice.outlets.map(({ destination }) => destination)).toEqual(
    destinations,
  );
});

it('sends without a ping rather than not at all', () => {
  expect(chooseOutlet(group('internal', aibot), { mention: true }, outletOf)).toEqual({
    type: 'outlets',
    outlets: [push],
  });
});

it.each([
  ['a group without a channel that can speak', group('internal', aibot), /newbie-01.*webhook/],
  ['a customer group, whatever is bound to it', group('customer', webhook), /客户群/],
])('says what to do about %s', (_, target, reason) => {
  const choice = chooseOutlet(target, { mention: false }, (binding) =>
    target.kind === 'customer' ? outletOf(binding) : undefined,
  );
  expect(choice).toMatchObject({ type: 'none', reason: expect.stringMatching(reason) });
});
