/** Events of a belt (SPEC 11) in the words of every device. */
import type { DeviceEvent } from '../../../domain/device.ts';
import { type BeltEvent, FAULT, type UnknownEvent } from '../../protocol/index.ts';

const MS = 1000;
const UNKNOWN_PERCENT = 255;

const FAULT_WORDS: ReadonlyMap<number, string> = new Map([
  [FAULT.sensorSilent, 'the sensor does not answer'],
  [FAULT.sensorSelfTest, 'the self-test of the sensor failed'],
  [FAULT.flash, 'the memory of the belt failed'],
  [FAULT.motorDriver, 'the motor failed'],
  [FAULT.batteryCritical, 'the battery is nearly empty'],
  [FAULT.watchdogReset, 'the belt hung and restarted itself'],
  [FAULT.clockReplaced, 'the clock of the belt was replaced'],
  [FAULT.temperature, 'the belt is too hot or too cold'],
  [FAULT.assertion, 'the firmware of the belt found a fault of its own'],
]);

/** `null` for what the session need not know: the frames themselves tell when the motor runs. */
export const toDeviceEvent = (event: BeltEvent | UnknownEvent, atS: number): DeviceEvent | null => {
  switch (event.message) {
    case 'battery': {
      const percent = event.percent === UNKNOWN_PERCENT ? null : event.percent;
      return { type: 'battery', atS, percent, volts: event.millivolts === 0 ? null : event.millivolts / MS };
    }
    case 'button':
      return { type: 'button', atS, pressS: event.pressMs / MS };
    case 'overflow':
      return { type: 'overflow', atS, samples: event.count };
    case 'fault': {
      if (event.active === 0) return null;
      const text = FAULT_WORDS.get(event.code) ?? `fault ${event.code} of the belt`;
      return { type: 'fault', atS, code: event.code, text };
    }
    default:
      return null;
  }
};
