/** What the Info characteristic reads (SPEC 8). */
import { CAPABILITY, encodeInfo, PROTOCOL_VERSION } from '../../devices/protocol/index.ts';
import type { Hardware } from './hardware.ts';
import type { Ring } from './ring/ring.ts';

const ringBits = (ring: Ring | null): number =>
  ring === null ? 0 : CAPABILITY.ring | (ring.isFlash ? CAPABILITY.ringSurvivesReset : 0);

const capabilities = ({ ring, hasMotor }: Hardware): number =>
  (hasMotor ? CAPABILITY.motor : 0) |
  ringBits(ring) |
  CAPABILITY.button |
  CAPABILITY.calibration |
  CAPABILITY.auth;

/** What changes while the firmware runs. */
export interface InfoState {
  /** Longest value the belt can send, bytes. */
  readonly maxValue: number;
  readonly epoch: number;
  readonly stream: number;
}

export const infoOf = (hardware: Hardware, state: InfoState): Uint8Array =>
  encodeInfo({
    message: 'info',
    ...PROTOCOL_VERSION,
    capabilities: capabilities(hardware),
    deviceId: hardware.deviceId,
    batteryPct: hardware.battery.percent(hardware.time.nowMs()),
    ...state,
  });
