/**
 * Loaded into the radio process before noble: a virtual radio with belts that stream. What it is like is said by
 * `VIRTUAL_RADIO`: a number of belts, or `unusable`.
 */
import { createRadioWorld } from '../../../../src/simulator/radio/index.ts';
import { belt, CONTROL, SERIAL, SERVICE, STREAM, streamFrom } from './virtual-belt.ts';

/** Written to the control point, it blocks the process for ever, as noble does now and then. */
const BLOCK = 0xee;

const block = (bytes: Buffer): void => {
  // oxlint-disable-next-line no-unmodified-loop-condition -- that is the point
  while (bytes[0] === BLOCK);
};

const kind = process.env['VIRTUAL_RADIO'];
const world = createRadioWorld({ hasBluetooth: kind !== 'unusable' });
for (let number = 1; number <= Number(kind); number++) {
  const peripheral = world.add(
    belt(number, {
      services: [
        {
          uuid: SERVICE,
          characteristics: [
            { uuid: STREAM.characteristic, properties: ['notify'] },
            { uuid: CONTROL.characteristic, properties: ['write'], onWrite: block },
          ],
        },
        {
          uuid: SERIAL.service,
          characteristics: [
            { uuid: SERIAL.characteristic, properties: ['read'], value: Buffer.from(`B${number}`) },
          ],
        },
      ],
    }),
  );
  streamFrom(peripheral);
}
world.install();
