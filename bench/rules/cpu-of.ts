/** CPU microseconds of some work: unlike the clock on the wall they do not count the neighbours of a shared machine. */
export function cpuOf(work: () => unknown): number {
  const began = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(began);
  return user + system;
}
