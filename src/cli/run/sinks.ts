/** Where a session goes besides the screen: the recording, the store, InfluxDB. None of them can stop it. */
import { mkdir } from 'node:fs/promises';
import { BeltlineError } from '../../domain/error.ts';
import { createRecording } from '../../recording/mcap/create.ts';
import type { RecordingResult, RecordingWriter } from '../../recording/mcap/writer.ts';
import { openStore, type Store } from '../../store/store.ts';
import type { LoadedConfig } from '../config/load.ts';
import { besideConfig } from '../config/plan.ts';
import { influxLines } from '../influx/lines.ts';
import { type Sending, startSending } from '../influx/sending.ts';
import { influxSettings } from '../influx/settings.ts';
import { keptIn } from '../keep/file.ts';
import { beginSession, type OpenKeeper } from '../keep/open.ts';
import type { LivePlan } from '../session/make-plan.ts';
import { toRecorded } from '../session/plan.ts';
import { version } from '../version.ts';
import type { RunOptions } from './options.ts';
import type { Prepared } from './prepare.ts';

type Note = (text: string) => void;

/** Where to record, or `null`. */
const recordingFolder = (options: RunOptions, loaded: LoadedConfig): string | null => {
  if (options.record === false) return null;
  if (options.record !== undefined) return options.record;
  const { record } = loaded.config.session;
  return record === false ? null : besideConfig(loaded, record);
};

const openRecorder = async (
  folder: string | null,
  { plan }: LivePlan,
  simulated: boolean,
  note: Note,
): Promise<RecordingWriter | null> => {
  if (folder === null) return null;
  await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
    throw new BeltlineError('unreadable', 'cannot make this directory for recordings.', {
      place: { file: folder },
      cure: 'Name another with --record, or go without: --no-record.',
      cause,
    });
  });
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const recorder = await createRecording({
    folder,
    start: { startedAt: new Date(), timeZone, software: `beltline ${version}` },
    settings: toRecorded(plan, simulated),
  });
  recorder.problems.subscribe((problem) => {
    note(
      problem.type === 'recovered'
        ? `The recording goes on; ${problem.lostMessages} messages are missing from it.`
        : problem.error.describe(),
    );
  });
  note(`Recording to ${recorder.status().file}`);
  return recorder;
};

/** A session does not stand still while another process writes: what could not be kept is tried again soon. */
const LIVE = { busyMs: 50 } as const;

/** The store of this session, or `null`. */
const storeOf = (options: RunOptions, loaded: LoadedConfig): Store | null => {
  const file = keptIn(options, loaded);
  return file === null ? null : openStore(file, LIVE);
};

const lastWords = (result: RecordingResult): string =>
  result.complete
    ? `Recorded ${(result.bytes / 1e6).toFixed(1)} MB to ${result.file}`
    : `The recording ${result.file} misses ${result.lostMessages} messages${result.error === null ? '' : `: ${result.error.describe()}`}.`;

export interface Sinks {
  readonly store: Store | null;
  readonly recorder: RecordingWriter | null;
  readonly keeper: OpenKeeper | null;
  /** To be called a few times a second. */
  tick(nowS: number): void;
  /** The session is over: closes what it wrote, and says so. */
  finish(nowS: number): Promise<void>;
  /** Whatever happened: sends what can be sent in a few seconds, frees the rest. */
  close(): Promise<void>;
}

const keeperFor = (
  store: Store,
  recorder: RecordingWriter | null,
  { loaded, livePlan: { plan } }: Prepared,
  simulated: boolean,
  note: Note,
): OpenKeeper =>
  beginSession({
    store,
    plan,
    simulated,
    software: `beltline ${version}`,
    recording: recorder?.status().file ?? null,
    startedAt: new Date(),
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    lines: influxLines(loaded, note),
    onProblem: (error) => note(error.describe()),
    note,
  });

export const openSinks = async (options: RunOptions, prepared: Prepared, note: Note): Promise<Sinks> => {
  const { loaded, livePlan } = prepared;
  const store = storeOf(options, loaded);
  const simulated = options.virtual !== undefined;
  const recorder = await openRecorder(recordingFolder(options, loaded), livePlan, simulated, note).catch(
    (error: unknown) => {
      store?.close();
      throw error;
    },
  );
  const keeper = store === null ? null : keeperFor(store, recorder, prepared, simulated, note);
  for (const text of prepared.notes) note(text);
  const sending: Sending | null =
    store === null ? null : startSending(() => influxSettings(loaded), store.outbox, note);
  let finished = false;
  return {
    store,
    recorder,
    keeper,
    tick: (nowS) => {
      recorder?.tick(nowS);
      keeper?.tick(nowS);
    },
    finish: async (nowS) => {
      finished = true;
      const result = await recorder?.close();
      const kept = keeper?.close(nowS);
      if (kept !== undefined && options.fleeting !== true) note(kept);
      if (result !== undefined) note(lastWords(result));
    },
    close: async () => {
      // A session that never began, or broke off, leaves whole files behind.
      if (!finished) {
        await recorder?.close();
        keeper?.close(0);
      }
      await sending?.close();
      store?.close();
    },
  };
};
