/** Operations on what is stored (SPEC 14). */
import { clipRange, payloadOf } from '../ring/transfer.ts';
import { type Answer, type Operations, refuse, type RequestOf } from './answer.ts';
import { scalesOf } from '../settings.ts';
import type { Context } from './context.ts';

const list = ({ ring }: Context, entry: number): Answer => {
  if (ring === null) return refuse('unsupported');
  const { streams } = ring;
  if (entry >= streams.length) return refuse('range');
  const { stream, first, next } = streams[entry];
  // A u8 counts them: the oldest of more than 255 are not told of.
  const entries = Math.min(streams.length, 0xff);
  return { message: 'list-reply', entries, entry, stream, first, count: next - first };
};

const read = (context: Context, request: RequestOf<'read-request'>): Answer => {
  const { ring, backfill } = context;
  if (ring === null || backfill === null) return refuse('unsupported');
  if (backfill.isBusy) return refuse('busy');
  const stored = ring.find(request.stream);
  const range = stored === null ? null : clipRange(stored, request);
  if (range === null) return refuse('range');
  const { stream, credit } = request;
  const payload = payloadOf(context.valueBytes());
  const transfer = backfill.open({ stream, credit, payload, ...range });
  return {
    reply: { message: 'read-reply', transfer, payload, ...range },
    delivered: () => backfill.start(transfer),
  };
};

const abort = ({ backfill }: Context, transfer: number): Answer => {
  if (backfill === null) return refuse('unsupported');
  backfill.abort(transfer);
  return { message: 'abort-reply' };
};

const erase = ({ ring, recorder, backfill }: Context): Answer => {
  if (ring === null) return refuse('unsupported');
  if (recorder.stream !== 0) return refuse('state');
  if (backfill?.isBusy === true) return refuse('busy');
  ring.erase();
  return { message: 'erase-reply' };
};

/** Works without a ring too: a host that comes back needs the scales of the running stream. */
const describeRunning = ({ recorder }: Context, wanted: number): Answer => {
  if (recorder.stream !== wanted) return refuse('range');
  const { rateHz, epoch } = recorder.settings;
  return {
    message: 'describe-reply',
    stream: wanted,
    rateHz,
    epoch,
    ended: 0,
    ...scalesOf(recorder.settings),
  };
};

const describe = (context: Context, wanted: number): Answer => {
  const { ring } = context;
  if (ring === null) return describeRunning(context, wanted);
  const stored = ring.describe(wanted);
  if (stored === null) return refuse('range');
  const { stream, rateHz, epoch, isEnded, accNg, gyrUdps } = stored;
  return { message: 'describe-reply', stream, rateHz, epoch, ended: isEnded ? 1 : 0, accNg, gyrUdps };
};

type RecordingRequests =
  'list-request' | 'read-request' | 'abort-request' | 'erase-request' | 'describe-request';

export const recordingOperations = (context: Context): Operations<RecordingRequests> => ({
  'list-request': ({ entry }) => list(context, entry),
  'read-request': (request) => read(context, request),
  'abort-request': ({ transfer }) => abort(context, transfer),
  'erase-request': () => erase(context),
  'describe-request': ({ stream }) => describe(context, stream),
});
