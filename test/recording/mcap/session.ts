/** A live session with a virtual lifter, recorded below a decoder whose numbers depend on every time of arrival. */
import { Subject } from 'rxjs';
import { withAlerts } from '../../../src/alerts/with-alerts.ts';
import type { DeviceInput } from '../../../src/domain/device.ts';
import type { SessionEvent } from '../../../src/domain/event.ts';
import { IMU_WIDTH, type SampleBatch } from '../../../src/domain/sample.ts';
import { quantise } from '../../../src/domain/session-time.ts';
import { runSession } from '../../../src/pipeline/session.ts';
import type { SessionInput, ToldItem } from '../../../src/recording/mcap/contents.ts';
import { makeLifter, simulate } from '../../../src/simulator/index.ts';
import { cut, optionsFor, rateOf } from '../../pipeline/support.ts';
import { BELT, bytesAt } from './support.ts';

const virtual = simulate({
  lifter: makeLifter(5),
  scenario: 'rounding',
  seed: 45,
  sampleRateHz: 100,
  reps: 3,
});
const options = optionsFor(virtual);
const RATE_HZ = rateOf(virtual.belt);

/** Notifications of five samples, arriving up to 7 ms late. */
export const arrivals = (): SessionInput[] => [
  { type: 'input', device: BELT, input: { type: 'up', atS: 0 } },
  ...cut(virtual.belt, [5]).map((batch, i): SessionInput => {
    const imu = batch.imu.slice(0, batch.count * IMU_WIDTH);
    const atS = quantise(1 + batch.timeS[batch.count - 1] + ((i * 7) % 8) / 1000);
    return bytesAt(atS, new Uint8Array(imu.buffer));
  }),
];

/** A pure decoder: the last sample was taken when it arrived, smoothed over arrivals. */
export const createDecoder = () => {
  let lastS = 0;
  return (input: DeviceInput): SampleBatch | null => {
    if (input.type !== 'bytes') return null;
    const imu = new Float64Array(input.bytes.slice().buffer);
    const count = imu.length / IMU_WIDTH;
    const nominal = lastS + count / RATE_HZ;
    const endS = lastS === 0 ? input.atS : nominal + 0.05 * (input.atS - nominal);
    const timeS = Float64Array.from({ length: count }, (_, i) => endS - (count - 1 - i) / RATE_HZ);
    lastS = endS;
    return { sensor: 'belt', count, timeS, imu };
  };
};

/** A session that tells what it tells as a recording has it. */
export const createSession = (onTold: (told: ToldItem & { readonly body: SessionEvent }) => void) => {
  const decode = createDecoder();
  const batches = new Subject<SampleBatch>();
  let atS = 0;
  runSession(batches, options)
    .pipe(withAlerts())
    .subscribe((body) => onTold({ type: 'told', atS, athlete: BELT.athlete, what: 'event', body }));
  return {
    step(input: SessionInput): void {
      if (input.type !== 'input') return;
      ({ atS } = input.input);
      const batch = decode(input.input);
      if (batch !== null) batches.next(batch);
    },
    finish: () => batches.complete(),
  };
};
