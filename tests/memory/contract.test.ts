import { createMemoryStores } from '../../src/memory/stores.ts';
import { createVirtualClock } from '../../src/memory/virtual-clock.ts';
import { allContracts } from '../contract/all.contract.ts';
import { T0 } from '../contract/stores.ts';

allContracts('memory', async () => {
  const stores = createMemoryStores(createVirtualClock(T0));
  return { first: stores, second: stores, close: async () => {} };
});
