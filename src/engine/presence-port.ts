/** A time in which no process could accept messages. Epoch ms of the shared clock. */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

/** Signs of life of the processes that accept messages, whichever they are. */
export interface Presence {
  /** Leaves a sign of life; answers the gaps that nobody has been told of, oldest first. */
  beat(): Promise<readonly Gap[]>;
  /** The groups have been told of it. */
  told(gap: Gap): Promise<void>;
}
