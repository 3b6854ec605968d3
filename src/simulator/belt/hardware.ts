/** The parts of a belt that a reboot does not touch. */
import type { ClaimKey } from './auth.ts';
import type { Battery } from './battery.ts';
import type { CalibrationStore } from './calibration.ts';
import type { BeltFaults } from './faults.ts';
import type { Motor } from './motor.ts';
import type { Ring } from './ring/ring.ts';
import type { SamplerOptions } from './sampler.ts';
import type { Sensor } from './sensor.ts';
import type { BeltTime } from './time.ts';
import type { BeltTruth } from './truth.ts';
import type { Random } from '../random.ts';

export interface Hardware {
  readonly time: BeltTime;
  readonly random: Random;
  readonly deviceId: bigint;
  readonly sensor: Sensor;
  readonly motor: Motor;
  /** False: a belt without motor and without the Haptic characteristic. */
  readonly hasMotor: boolean;
  readonly battery: Battery;
  /** `null`: a belt that stores nothing. */
  readonly ring: Ring | null;
  readonly calibration: CalibrationStore;
  readonly claim: ClaimKey;
  /** Errors of the sensor's own oscillator and of its time stamps. */
  readonly sampling: SamplerOptions;
  readonly faults: BeltFaults;
  readonly truth: BeltTruth;
}

/** What one boot begins with. */
export interface BootOptions {
  /** How much faster than true time the crystal runs, ppm. */
  readonly driftPpm: number;
  /** What the clock reads at the boot, µs; 0 but for tests of the wrap. */
  readonly startUs: number;
  /** Index of the first sample of a stream; 0 but for tests of the wrap. */
  readonly startIndex: number;
  /** Longest ATT packet, 23 … 247. */
  readonly maxMtu: number;
}
