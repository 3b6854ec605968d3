/** What a belt's bytes mean: live samples on session time, late samples from its ring, events. */
import type { DeviceEvent, DeviceInput } from '../../../domain/device.ts';
import { IMU_WIDTH, type SensorRole } from '../../../domain/sample.ts';
import type { DecoderOutput, DeviceDecoder } from '../../driver.ts';
import { createClockFit } from '../../link/clock-fit.ts';
import {
  type Block,
  decodeControlReply,
  decodeEvent,
  decodeStreamFrame,
  decodeTimeSync,
  encodeControlRequest,
  epochOf,
  FRAME_FLAG,
  type Imu6,
  type Malformed,
} from '../../protocol/index.ts';
import { createBridges } from './bridges.ts';
import { toDeviceEvent } from './events.ts';
import { createReference, type PlacedFrame } from './reference.ts';
import { createRing } from './ring.ts';
import { createScaleTable, scaleInto, type Scales } from './scales.ts';
import { DECODER_TAGS } from './start.ts';
import { createSync } from './sync.ts';

const US = 1e6;
/** Until a reply has told the rate. */
const DEFAULT_RATE_HZ = 208;
/** A scale that is not known is asked for again after so long, s. */
const DESCRIBE_EVERY_S = 2;

type Bytes = Extract<DeviceInput, { type: 'bytes' }>;

const eventOf = (event: DeviceEvent): DecoderOutput => ({ type: 'event', event });

const malformed = (channel: string, atS: number, { code, offset }: Malformed): DecoderOutput[] => [
  eventOf({ type: 'malformed', atS, channel, code, offset }),
];

const onEvent = ({ bytes, atS }: Bytes): DecoderOutput[] => {
  const read = decodeEvent(bytes);
  if (!read.ok) return malformed('events', atS, read);
  const event = toDeviceEvent(read.value, atS);
  return event === null ? [] : [eventOf(event)];
};

export const createBeltDecoder = (sensor: SensorRole): DeviceDecoder => {
  // Anchors and replies tell whole ticks, so nothing is left to unwrap but what frames carry.
  const clock = createClockFit();
  const scales = createScaleTable();
  const ring = createRing();
  const sync = createSync();
  const bridges = createBridges();
  let rateHz = DEFAULT_RATE_HZ;
  const reference = createReference(() => rateHz);
  let up = false;
  /** The stream that samples come from, and the index after the last live one. */
  let stream: number | null = null;
  let nextIndex = 0;
  let flags = 0;
  let describedS = -Infinity;
  /** The stream this session started, and the index it began with. */
  let started: { readonly stream: number; readonly index: number } | null = null;
  /** First live sample of the stream, for samples from before it; `null` once the belt's clock jumped. */
  let origin: { readonly tick: number; readonly timeS: number } | null = null;

  /** Flags that changed since the frame before. */
  const flagEvents = (now: number, atS: number): DecoderOutput[] => {
    const rose = now & ~flags;
    const fell = flags & ~now;
    flags = now;
    const events: DeviceEvent[] = [];
    if (rose & FRAME_FLAG.motor) events.push({ type: 'motor-on', atS });
    if (fell & FRAME_FLAG.motor) events.push({ type: 'motor-off', atS });
    if (rose & FRAME_FLAG.accClipped) events.push({ type: 'clipped', atS, sensor: 'acc' });
    if (rose & FRAME_FLAG.gyrClipped) events.push({ type: 'clipped', atS, sensor: 'gyr' });
    return events.map(eventOf);
  };

  /** Notes what lies between the last live sample and this frame. */
  const follow = (placed: PlacedFrame, count: number): void => {
    if (placed.stream !== stream) {
      stream = placed.stream;
      // The link may have been lost between START and the first frame: what came before was missed too.
      nextIndex = started !== null && started.stream === stream ? started.index : placed.index;
      origin = null;
      ring.streamChanged();
      bridges.clear();
      clock.restart();
    }
    ring.missing.add({ first: nextIndex, count: placed.index - nextIndex });
    nextIndex = placed.index + count;
  };

  const unknownScale = (atS: number): DecoderOutput[] => {
    if (stream === null || atS - describedS < DESCRIBE_EVERY_S) return [];
    describedS = atS;
    const bytes = encodeControlRequest({ message: 'describe-request', tag: DECODER_TAGS, stream });
    return [{ type: 'write', write: { channel: 'control', bytes, response: true } }];
  };

  const live = (frame: Imu6, atS: number): DecoderOutput[] => {
    const placed = reference.place(frame, atS);
    const count = frame.samples.length / IMU_WIDTH;
    // A frame that was sent twice, or out of order, has nothing new.
    if (placed === null || (placed.stream === stream && placed.index < nextIndex)) return [];
    const scale = scales.of(epochOf(frame.flags));
    const isFirst = placed.stream !== stream;
    follow(placed, count);
    if (scale === null) {
      // It can be fetched again once its scale is known.
      ring.missing.add({ first: placed.index, count });
      return unknownScale(atS);
    }
    const stepped = (frame.flags & FRAME_FLAG.clockStep) !== 0;
    if (stepped) {
      clock.restart();
      reference.restartPeriod();
    }
    const time = clock.frame(placed.tick % 2 ** 32, placed.spanUs, atS);
    const stepS = time.stepS ?? (stepped ? 0 : null);
    if (isFirst) origin = { tick: placed.tick, timeS: time.firstS };
    else if (stepS !== null) origin = null;
    bridges.live(
      { index: placed.index, timeS: time.firstS },
      { index: placed.index + count - 1, timeS: time.lastS },
    );
    const timeS = new Float64Array(count);
    for (let i = 0; i < count; i += 1)
      timeS[i] = count === 1 ? time.firstS : time.firstS + ((time.lastS - time.firstS) * i) / (count - 1);
    const imu = new Float64Array(count * IMU_WIDTH);
    scaleInto(imu, 0, frame.samples, scale);
    const step: DecoderOutput[] = stepS === null ? [] : [eventOf({ type: 'clock-step', atS, stepS })];
    return [
      ...step,
      ...flagEvents(frame.flags, time.firstS),
      { type: 'samples', batch: { sensor, count, timeS, imu } },
    ];
  };

  /** Session time of a sample fetched later. Before the first live one only the belt's own clock tells. */
  const timeOf = (tick: number): number | null => {
    if (origin !== null && tick < origin.tick) return origin.timeS - (origin.tick - tick) / US;
    return clock.past(tick % 2 ** 32);
  };

  /** Samples of a block that were missing, on the session time they belong to. */
  const late = (block: Block): DecoderOutput[] => {
    const scale: Scales | null = scales.of(epochOf(block.flags));
    if (block.stream !== stream || scale === null) return [];
    const step = block.count > 1 ? block.span / (block.count - 1) : 0;
    const rows: { at: number; timeS: number }[] = [];
    for (let i = 0; i < block.count; i += 1) {
      const index = block.index + i;
      if (!ring.missing.has(index)) continue;
      const timeS = bridges.timeOf(index, timeOf(block.tick + i * step), 1 / rateHz);
      if (timeS !== null) rows.push({ at: i, timeS });
    }
    ring.missing.remove({ first: block.index, count: block.count });
    if (rows.length === 0) return [];
    const imu = new Float64Array(rows.length * IMU_WIDTH);
    rows.forEach(({ at }, row) =>
      scaleInto(imu, row, block.samples.subarray(at * IMU_WIDTH, (at + 1) * IMU_WIDTH), scale),
    );
    const timeS = Float64Array.from(rows, (row) => row.timeS);
    return [{ type: 'late', batch: { sensor, count: rows.length, timeS, imu } }];
  };

  const onStream = ({ bytes, atS }: Bytes): DecoderOutput[] => {
    const read = decodeStreamFrame(bytes);
    if (!read.ok) return malformed('stream', atS, read);
    const { value } = read;
    if (value.message === 'anchor') reference.set(value, atS);
    if (value.message !== 'imu6') return [];
    return live(value, atS);
  };

  const onControl = ({ bytes, atS }: Bytes): DecoderOutput[] => {
    const read = decodeControlReply(bytes);
    if (!read.ok) return malformed('control', atS, read);
    const { value } = read;
    if (value.message === 'unknown-reply') return [];
    scales.learn(value);
    if (value.message === 'set-reply' || value.message === 'describe-reply') ({ rateHz } = value);
    if (value.message === 'start-reply') started = value;
    if (value.message === 'start-reply' || value.message === 'state-reply') reference.set(value, atS);
    return [...ring.reply(value, atS)];
  };

  const onSync = ({ bytes, atS }: Bytes): DecoderOutput[] => {
    const read = decodeTimeSync(bytes);
    if (!read.ok) return malformed('time-sync', atS, read);
    if (read.value.message !== 'time-sync-reply') return [];
    const exchange = sync.reply(read.value, atS);
    const stepS = exchange === null ? null : clock.exchange(exchange);
    const next = sync.due(atS);
    const step: DecoderOutput[] = stepS === null ? [] : [eventOf({ type: 'clock-step', atS, stepS })];
    return next === null ? step : [...step, next];
  };

  const onBytes = (input: Bytes): readonly DecoderOutput[] => {
    switch (input.channel) {
      case 'stream':
        return onStream(input);
      case 'control':
        return onControl(input);
      case 'time-sync':
        return onSync(input);
      case 'backfill':
        return ring.data(input.bytes, input.atS, late);
      case 'events':
        return onEvent(input);
      default:
        return [];
    }
  };

  return {
    step: (input) => {
      if (input.type === 'bytes') return onBytes(input);
      up = input.type === 'up';
      reference.forget();
      if (up) {
        sync.begin();
        ring.connected(input.atS);
        return [];
      }
      ring.lost();
      // Without a link the motor stops (SPEC 12.3).
      return flagEvents(0, input.atS);
    },
    tick: (atS) => {
      if (!up) return [];
      const asked = stream === null ? null : sync.due(atS);
      return [...(asked === null ? [] : [asked]), ...ring.tick(atS, stream)];
    },
  };
};
