/** Operations every session needs (SPEC 10.4). */
import {
  MAX_EPOCH,
  MAX_SEGMENTS,
  RING_KIND,
  TLV_TYPE,
  MAX_SAMPLES,
} from '../../../devices/protocol/index.ts';
import { ACC_RANGES_G, GYR_RANGES_DPS, RATES_HZ, scalesOf, type Settings } from '../settings.ts';
import { batchSize } from '../stream/batcher.ts';
import { type Answer, type Operations, refuse, type RequestOf, type Success } from './answer.ts';
import { paginate } from './caps.ts';
import type { Context } from './context.ts';

/** More frames in a second than this, and the rate is refused at the present MTU (SPEC 9.1). */
const MOST_FRAMES_PER_SECOND = 250;
/** A stream is not begun below this charge. */
const LEAST_PERCENT = 2;

const framesPerSecond = ({ rateHz, maxBatchMs }: Settings, valueBytes: number): number =>
  rateHz / batchSize(rateHz, maxBatchMs, valueBytes);

type SetRequest = RequestOf<'set-request'>;

/** TLV to blame for a value this belt does not offer; `null` if it offers them all. */
const notOffered = ({ rateHz, accRangeG, gyrRangeDps }: SetRequest): number | null => {
  const rates: readonly number[] = RATES_HZ;
  if (rateHz !== undefined && !rates.includes(rateHz)) return TLV_TYPE.rateHz;
  if (accRangeG !== undefined && !ACC_RANGES_G.includes(accRangeG)) return TLV_TYPE.accRangeG;
  if (gyrRangeDps !== undefined && !GYR_RANGES_DPS.includes(gyrRangeDps)) return TLV_TYPE.gyrRangeDps;
  return null;
};

const changesScale = (before: Settings, after: Settings): boolean =>
  before.rateHz !== after.rateHz ||
  before.accRangeG !== after.accRangeG ||
  before.gyrRangeDps !== after.gyrRangeDps;

const wantedSettings = (now: Settings, { message: _m, tag: _t, ...wanted }: SetRequest): Settings => {
  const next = { ...now, ...wanted };
  return changesScale(now, next) ? { ...next, epoch: (now.epoch + 1) % (MAX_EPOCH + 1) } : next;
};

const configuration = (settings: Settings): Success => {
  const { epoch, holdMin, rateHz, maxBatchMs } = settings;
  return { message: 'set-reply', epoch, holdMin, rateHz, maxBatchMs, ...scalesOf(settings) };
};

const set = (context: Context, request: SetRequest): Answer => {
  const culprit = notOffered(request);
  if (culprit !== null) return refuse('range', culprit);
  const next = wantedSettings(context.settings(), request);
  if (changesScale(context.settings(), next)) {
    if (context.recorder.stream !== 0 || context.recorder.isMeasuringStill) return refuse('state');
    if (framesPerSecond(next, context.valueBytes()) > MOST_FRAMES_PER_SECOND) {
      return refuse('mtu', TLV_TYPE.rateHz);
    }
  }
  context.configure(next);
  return configuration(next);
};

const streamState = (context: Context): { stream: number; index: number; tick: number } => ({
  stream: context.recorder.stream,
  index: context.recorder.nextIndex,
  tick: context.clockUs(),
});

const start = (context: Context, { nonce }: RequestOf<'start-request'>): Answer => {
  const { recorder, ring, battery, time } = context;
  if (recorder.stream === nonce) return { message: 'start-reply', ...streamState(context) };
  if (recorder.stream !== 0 || recorder.isMeasuringStill) return refuse('state');
  if (ring?.find(nonce)?.isEnded === true) return refuse('state');
  if (framesPerSecond(context.settings(), context.valueBytes()) > MOST_FRAMES_PER_SECOND)
    return refuse('mtu');
  if (battery.percent(time.nowMs()) < LEAST_PERCENT) return refuse('battery');
  recorder.start(nonce, context.settings(), context.startIndex);
  return { message: 'start-reply', ...streamState(context) };
};

/** Waiting samples are sent first. */
const stop = (context: Context): Answer => {
  const { recorder, live } = context;
  if (recorder.stream === 0) return { message: 'stop-reply', stream: 0, index: 0 };
  return { reply: { message: 'stop-reply', ...recorder.stop() }, when: () => live.isEmpty };
};

const caps = (context: Context, page: number): Answer => {
  const { ring, battery } = context;
  const ringKind = ring === null ? RING_KIND.none : ring.isFlash ? RING_KIND.flash : RING_KIND.ram;
  const pages = paginate(
    {
      ratesHz: RATES_HZ,
      accRangesG: ACC_RANGES_G,
      gyrRangesDps: GYR_RANGES_DPS,
      ringSamples: ring === null ? 0 : ring.pages.capacity * MAX_SAMPLES,
      ringKind,
      batteryMah: battery.capacityMah,
      maxSegments: MAX_SEGMENTS,
    },
    context.valueBytes(),
  );
  if (page >= pages.length) return refuse('range');
  return { message: 'caps-reply', page, pages: pages.length, ...pages[page] };
};

type SessionRequests = 'caps-request' | 'set-request' | 'start-request' | 'stop-request' | 'state-request';

export const sessionOperations = (context: Context): Operations<SessionRequests> => ({
  'caps-request': ({ page }) => caps(context, page),
  'set-request': (request) => set(context, request),
  'start-request': (request) => start(context, request),
  'stop-request': () => stop(context),
  'state-request': () => ({ message: 'state-reply', ...streamState(context) }),
});
