/** A hash tag, so that a queue's keys stay in one Redis Cluster slot. */
export const queuePrefix = '{qy:jobs}';
