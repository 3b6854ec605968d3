/**
 * Monotonic time of this machine, ms. `hrtime` counts from the same moment in every process (Linux CLOCK_MONOTONIC,
 * macOS mach time, Windows QPC), so times taken in the radio process compare with those of the service.
 */
export const monotonicMs = (): number => Number(process.hrtime.bigint()) / 1e6;
