import { createCheckinBoardView } from './checkin-board-view.ts';
import { createBroadcastRunner } from './engine/run-broadcasts.ts';
import type { Book } from './features/book.ts';
import { BOARD_VIEW } from './features/checkin/board-rows.ts';
import { createPerform } from './perform-effect.ts';
import { createSimulation, type Simulation } from './simulator/simulation.ts';
import { chooseOutlet } from './wecom/outlets/choose-outlet.ts';
import { sendPieces } from './wecom/outlets/send-pieces.ts';

/** The program of `app.ts` without Redis, WeCom and time: for `qunyun test` and `qunyun simulate`. */
export const startSimulation = (given: { readonly book: Book; readonly start: number }): Simulation =>
  createSimulation({
    ...given,
    choose: chooseOutlet,
    sendPieces,
    performWith: (around) =>
      createPerform({ ...around, callOut: async () => {}, note: () => {}, configure: async () => {} }),
    viewsOf: ({ stores, clock }) => ({
      [BOARD_VIEW]: createCheckinBoardView({
        events: stores.events,
        groups: () => given.book.community.groups.keys(),
        now: clock.now,
      }),
    }),
    runnersOf: ({ stores, handle, clock, book }) => [
      createBroadcastRunner({
        table: stores.schedules,
        handle,
        book,
        clock,
        owner: 'simulation',
        arm: async () => {},
        onReport: () => {},
        onBroken: (_occurrence, error) => {
          throw error;
        },
      }),
    ],
  });
