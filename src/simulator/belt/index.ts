/** The virtual belt: a complete peripheral of the firmware protocol (`firmware-protocol/SPEC.md`). */
export { Belt, type BeltOptions } from './belt.ts';
export type { BeltFaults } from './faults.ts';
export type { Central, Channel } from './outbox.ts';
export { type BeltOnAir, putOnAir } from './peripheral.ts';
export type { ClipMotion } from './sensor.ts';
export type { BeltTruth, HapticArrival, HapticEnd, SampleLog, TruthListener } from './truth.ts';
