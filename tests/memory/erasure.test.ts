import { createMemoryStores } from '../../src/memory/stores.ts';
import { createVirtualClock } from '../../src/memory/virtual-clock.ts';
import { erasureContract } from '../contract/erasure.contract.ts';
import { T0 } from '../contract/stores.ts';

erasureContract(
  'memory',
  async () => {
    const stores = createMemoryStores(createVirtualClock(T0));
    return { first: stores, second: stores, close: async () => {} };
  },
  { runs: 30 },
);
