/** Operations on the calibration (SPEC 15). */
import { TLV_TYPE } from '../../../devices/protocol/index.ts';
import { type Answer, type Later, type Operations, refuse, type RequestOf } from './answer.ts';
import type { Context } from './context.ts';

/** Reply header, fixed part of CAL_READ, type and length of its TLV. */
const HEAD_BYTES = 10;
/** Two seconds of samples, and one more in case the sensor is slow. */
const STILL_DEADLINE_MS = 3500;
/** The virtual sensor is as warm as the belt it hangs on, 0.01 °C. */
const TEMPERATURE_CENTI_C = 3000;

const read = ({ calibration, valueBytes }: Context, offset: number): Answer => {
  const { blob } = calibration;
  const data = blob.slice(offset, offset + valueBytes() - HEAD_BYTES);
  const reply = { message: 'cal-read-reply', total: blob.length, offset } as const;
  return data.length === 0 ? reply : { ...reply, data };
};

const write = (context: Context, request: RequestOf<'cal-write-request'>): Answer => {
  const { total, offset, data } = request;
  if (data === undefined) return refuse('parameter', TLV_TYPE.data);
  const added = context.upload().add(total, offset, data);
  if (added === null) return refuse('range');
  const fault = added.whole === null ? null : context.calibration.replace(added.whole);
  if (fault === 'crc') return refuse('crc');
  if (fault !== null) return refuse(fault === 'range' ? 'range' : 'length');
  return { message: 'cal-write-reply', next: added.next };
};

const still =
  ({ recorder, settings, calibration, time }: Context): Later =>
  (answer) => {
    const giveUp = recorder.measureStill(settings(), (result) => {
      deadline();
      if (result === 'moving') return answer(refuse('moving'));
      calibration.setGyrBias(result.gyrBiasUdps, TEMPERATURE_CENTI_C);
      answer({ message: 'cal-still-reply', ...result });
    });
    const deadline = time.after(STILL_DEADLINE_MS, () => {
      giveUp();
      answer(refuse('sensor'));
    });
  };

type CalibrationRequests = 'cal-read-request' | 'cal-write-request' | 'cal-still-request';

export const calibrationOperations = (context: Context): Operations<CalibrationRequests> => ({
  'cal-read-request': ({ offset }) => read(context, offset),
  'cal-write-request': (request) => write(context, request),
  'cal-still-request': () => (context.player.isPlaying ? refuse('busy') : still(context)),
});
