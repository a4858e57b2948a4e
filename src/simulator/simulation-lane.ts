import type { Lane } from './lane.ts';
import type { Simulation } from './simulation.ts';

/** A simulation as a place to play tests in. */
export const simulationLane = (simulation: Simulation): Lane => ({
  members: simulation.members,
  says: simulation.says,
  joins: simulation.joins,
  leaves: simulation.leaves,
  wait: simulation.wait,
  row: simulation.row,
  said: async () => simulation.sent().filter(({ failed }) => failed === undefined),
  matched: async () =>
    simulation
      .timeline()
      .flatMap((entry) => (entry.type === 'heard' ? entry.trail : []))
      .filter(({ by, outcome }) => outcome === 'matched' && by.startsWith('rule:'))
      .map(({ by }) => by.slice('rule:'.length)),
});
