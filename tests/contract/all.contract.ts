import { chatDirectoryContract } from './chat-directory.contract.ts';
import { checkinBoardContract } from './checkin-board.contract.ts';
import { eventStoreContract } from './event-store.contract.ts';
import { outboxContract } from './outbox.contract.ts';
import { scheduleTableContract } from './schedule-table.contract.ts';
import { sendLimiterContract } from './send-limiter.contract.ts';
import { sharedConfigContract } from './shared-config.contract.ts';
import type { OpenFixture } from './stores.ts';

/** Every port's contract against one implementation. */
export function allContracts(name: string, open: OpenFixture): void {
  eventStoreContract(name, open);
  outboxContract(name, open);
  sendLimiterContract(name, open);
  chatDirectoryContract(name, open);
  scheduleTableContract(name, open);
  sharedConfigContract(name, open);
  checkinBoardContract(name, open);
}
