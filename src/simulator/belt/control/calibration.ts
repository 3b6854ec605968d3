/** Operations on the calibration (SPEC 15). */
import { TLV_TYPE } from '../../../devices/protocol/index.ts';
import { type Answer, type Later, type Operations, refuse, type RequestOf } from './answer.ts';
import type { Context } from './context.ts';

/** Reply header, fixed part of CAL_READ, type and length of its TLV. */
const HEAD_BYTES = 10;
/** What a refusal blames when no TLV is at fault. */
const FIXED_PART = 0;
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

/** Refuses a write; `culprit` is the TLV to blame, 0 the fixed part. The belt forgets what it has collected. */
const refuseWrite = (context: Context, status: 'parameter' | 'range', culprit: number): Answer => {
  context.upload().forget();
  return refuse(status, culprit);
};

const store = (context: Context, whole: Uint8Array, next: number): Answer => {
  context.upload().forget();
  const fault = context.calibration.replace(whole);
  if (fault === null) return { message: 'cal-write-reply', next };
  return refuse(fault === 'crc' || fault === 'range' ? fault : 'length');
};

const write = (context: Context, request: RequestOf<'cal-write-request'>): Answer => {
  const { total, offset, data } = request;
  if (data === undefined) return refuseWrite(context, 'parameter', TLV_TYPE.data);
  const added = context.upload().add(total, offset, data);
  if (added === null) return refuseWrite(context, 'range', FIXED_PART);
  if (added.whole !== null) return store(context, added.whole, added.next);
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
