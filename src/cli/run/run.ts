/** `beltline run`: a session with real sensors, or with virtual ones. */
import { mkdir } from 'node:fs/promises';
import { loadRules } from '../../alerts/rules.ts';
import { BeltlineError } from '../../domain/error.ts';
import type { Exercise } from '../../domain/exercise.ts';
import type { Radio } from '../../devices/link/radio.ts';
import type { DeviceMatch } from '../../devices/link/wanted.ts';
import { createProcessRadio } from '../../devices/link/radio-process/process-radio.ts';
import { createRecording } from '../../recording/mcap/create.ts';
import type { RecordingResult, RecordingWriter } from '../../recording/mcap/writer.ts';
import { learnFromFiles } from '../analysis/baseline.ts';
import { styleFor } from '../analysis/style.ts';
import { type LoadedConfig, loadNamedConfig } from '../config/load.ts';
import { besideConfig } from '../config/plan.ts';
import { createScreen } from '../demo/screen.ts';
import { COMMAND_HELP, parseCommand } from './commands.ts';
import { influxLines } from '../influx/lines.ts';
import { type Sending, startSending } from '../influx/sending.ts';
import { influxSettings } from '../influx/settings.ts';
import { createDesk, type Desk, readLines } from './desk.ts';
import { destinationsOf } from '../notify/destinations.ts';
import { type Notifying, startNotifying } from '../notify/notifying.ts';
import { beginSession, type OpenKeeper } from '../keep/open.ts';
import { openStore, type Store } from '../../store/store.ts';
import { buzzerDriverOf, driverOf } from './driver-of.ts';
import { type LiveSession, startLive } from './live.ts';
import type { SessionCommand } from '../session/inputs.ts';
import { lifters, toRecorded } from '../session/plan.ts';
import { type LivePlan, makePlan } from '../session/make-plan.ts';
import { version } from '../version.ts';
import { type OpenPage, openPage } from '../page/open.ts';
import { showLinks } from '../page/links.ts';
import { openVirtual } from './virtual.ts';

/** Options as commander hands them over. */
export interface RunOptions {
  readonly config?: string;
  readonly athlete?: string;
  readonly exercise?: Exercise;
  readonly load?: number;
  /** A directory, `false` for none. */
  readonly record?: string | false;
  /** A file, `false` for none. */
  readonly store?: string | false;
  readonly bell?: true;
  /** Serves the live page: the port, or `true` for the usual one. */
  readonly page?: number | true;
  /** Address the page is served on. */
  readonly bind?: string;
  /** A scenario, or `true` for the usual one. */
  readonly virtual?: string | true;
  readonly seed?: number;
  /** Ends by itself after so many seconds. */
  readonly for?: number;
}

/** A radio and what is to be worn, and what has to be taken down in the end. */
export interface Stage {
  readonly radio: Radio;
  readonly loaded: LoadedConfig;
  close(): Promise<void>;
}

const realStage = async (options: RunOptions): Promise<Stage> => {
  const loaded = await loadNamedConfig(options.config, ', or try `beltline run --virtual`');
  const { library } = loaded.config.radio;
  const radio = createProcessRadio({ noble: library });
  return { radio, loaded, close: () => radio.close() };
};

/** `--athlete` over the configuration. */
const withAthlete = ({ file, config }: LoadedConfig, name: string | undefined): LoadedConfig => {
  if (name === undefined) return { file, config };
  if (config.athlete[name] === undefined) {
    throw new BeltlineError('usage', `there is no athlete "${name}".`, {
      place: { file },
      cure: `There is: ${Object.keys(config.athlete).join(', ')}.`,
    });
  }
  return { file, config: { ...config, session: { ...config.session, athlete: name } } };
};

const baselineOf =
  (loaded: LoadedConfig): Parameters<typeof makePlan>[2] =>
  (files, athlete, exercise) => {
    const { height_m: heightM } = loaded.config.athlete[athlete];
    const input = {
      exercise,
      placement: 'lumbar',
      heightM,
      heightAssumed: false,
      barTravelM: null,
      loadKg: null,
      thoracic: false,
      baseline: false,
    } as const;
    return learnFromFiles(files, input, athlete);
  };

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
  desk: Desk,
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
    settings: toRecorded(plan),
  });
  recorder.problems.subscribe((problem) => {
    desk.note(
      problem.type === 'recovered'
        ? `The recording goes on; ${problem.lostMessages} messages are missing from it.`
        : problem.error.describe(),
    );
  });
  desk.note(`Recording to ${recorder.status().file}`);
  return recorder;
};

/** The store of this session, or `null`. A virtual session is kept only where somebody says so: it is nobody's training. */
const storeOf = (options: RunOptions, loaded: LoadedConfig): Store | null => {
  const { file } = loaded.config.store;
  if (options.store !== undefined) return options.store === false ? null : openStore(options.store);
  return file === false || options.virtual !== undefined ? null : openStore(besideConfig(loaded, file));
};

const lastWords = (result: RecordingResult): string =>
  result.complete
    ? `Recorded ${(result.bytes / 1e6).toFixed(1)} MB to ${result.file}`
    : `The recording ${result.file} misses ${result.lostMessages} messages${result.error === null ? '' : `: ${result.error.describe()}`}.`;

/** What is felt when asked for: one long pulse. */
const TEST_BUZZ = [{ amplitude: 1, seconds: 0.4 }];
const REFRESH_MS = 500;
/** Where the page is, or on the next port that is free. */
const USUAL_PORT = 8440;

interface Controls {
  readonly live: LiveSession;
  readonly desk: Desk;
  readonly command: (athlete: string, command: SessionCommand) => void;
  readonly who: string;
  readonly athletes: readonly string[];
  readonly quit: () => void;
}

const obey = (line: string, { live, desk, command, who, athletes, quit }: Controls): void => {
  const typed = parseCommand(line, athletes);
  switch (typed.type) {
    case 'session':
      command(who, typed.command);
      return desk.note(`OK: ${line.trim()}`);
    case 'buzz':
      void live
        .vibrate(who, TEST_BUZZ)
        .then((count) => desk.note(count === 0 ? 'Nothing that can buzz is connected.' : 'Buzzed.'));
      return;
    case 'status':
      return desk.note(`${live.nowS().toFixed(0)} s of session`);
    case 'help':
      return desk.note(COMMAND_HELP.join('\n'));
    case 'quit':
      return quit();
    case 'unclear':
      return desk.note(typed.text);
    default:
  }
};

/** Resolves when the session shall end: a signal, `quit`, or its time is over. */
const untilEnd = (
  seconds: number | undefined,
): { readonly ended: Promise<void>; readonly quit: () => void } => {
  const end = new AbortController();
  const quit = (): void => end.abort();
  process.once('SIGINT', quit);
  process.once('SIGTERM', quit);
  if (seconds !== undefined) setTimeout(quit, seconds * 1000).unref();
  const ended = new Promise<void>((resolve) => {
    end.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  return { ended, quit };
};

/** An address has colons, a serial number has none. */
const matchOf = (id: string | null): DeviceMatch => {
  if (id === null) return 'any';
  return id.includes(':') ? { address: id } : { serial: id };
};

/** Runs a session until it is ended. */
export const run = async (options: RunOptions): Promise<void> => {
  const style = styleFor(process.stdout);
  const screen = createScreen(process.stdout);
  const stage = options.virtual === undefined ? await realStage(options) : await openVirtual(options);
  let store: Store | null = null;
  let sending: Sending | null = null;
  let page: OpenPage | null = null;
  let notifying: Notifying | null = null;
  try {
    const loaded = withAthlete(stage.loaded, options.athlete);
    const livePlan = await makePlan(
      loaded,
      {
        ...(options.exercise === undefined ? {} : { exercise: options.exercise }),
        ...(options.load === undefined ? {} : { loadKg: options.load }),
      },
      baselineOf(loaded),
    );
    const { plan, sensorOf, buzzers } = livePlan;
    plan.slots.forEach(driverOf);
    const rules = await loadRules(plan.rules);
    buzzers.forEach(({ buzzer }) => buzzerDriverOf(buzzer));
    const [who, ...others] = lifters(plan);
    const desk = createDesk({ screen, style, bell: options.bell === true, several: others.length > 0 });
    store = storeOf(options, loaded);
    const recorder = await openRecorder(recordingFolder(options, loaded), livePlan, desk);
    const keeper: OpenKeeper | null =
      store === null
        ? null
        : beginSession({
            store,
            plan,
            simulated: options.virtual !== undefined,
            software: `beltline ${version}`,
            recording: recorder?.status().file ?? null,
            startedAt: new Date(),
            timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
            lines: influxLines(loaded, (text) => desk.note(text)),
            onProblem: (error) => desk.note(error.describe()),
            note: (text) => desk.note(text),
          });
    if (store !== null)
      sending = startSending(
        () => influxSettings(loaded),
        store.outbox,
        (text) => desk.note(text),
      );
    const live = startLive({
      radio: stage.radio,
      plan,
      rules,
      wanted: (slot) => {
        const { id, maxBatchMs } = sensorOf(slot);
        return { match: matchOf(id), maxBatchMs };
      },
      buzzers: buzzers.map(({ buzzer, planned }) => ({ buzzer, match: matchOf(planned.id) })),
      recorder,
      keeper,
      onTold: (told) => {
        notifying?.told(told);
        page?.told(told);
        desk.told(told);
      },
      onReport: (slot, report) => {
        page?.report(slot, report);
        desk.report(slot, report);
      },
      onHaptic: (athlete, report) => desk.haptic(athlete, report),
      onDevice: (slot, event) => {
        page?.device(slot, event);
        desk.device(slot, event);
      },
    });
    notifying = startNotifying({
      destinations: destinationsOf(loaded, (text) => desk.note(text)),
      simulated: options.virtual !== undefined,
      nowS: () => live.nowS(),
      note: (text) => desk.note(text),
    });
    const obeyed = (to: string, command: SessionCommand): void => {
      if (command.type === 'mute') desk.mute(command.mute);
      live.command(to, command);
      page?.command(to, command);
      // Last: what the change itself closes is still about who wore the belt until now.
      notifying?.command(to, command);
    };
    if (options.page !== undefined) {
      page = await openPage({
        port: options.page === true ? USUAL_PORT : options.page,
        bind: options.bind ?? (options.virtual === undefined ? '0.0.0.0' : '127.0.0.1'),
        plan,
        buzzers: buzzers.map(({ buzzer }) => buzzer),
        store,
        simulated: options.virtual !== undefined,
        version,
        nowS: () => live.nowS(),
        onCommand: obeyed,
        onBuzz: (to) => live.vibrate(to, TEST_BUZZ),
        log: (text) => desk.note(text),
      });
      showLinks(page, (text) => desk.note(text));
    }
    desk.note('Type help for what can be changed; Ctrl-C ends the session.');
    const { ended, quit } = untilEnd(options.for);
    const athletes = Object.keys(plan.athletes);
    const stopReading = readLines((line) => obey(line, { live, desk, command: obeyed, who, athletes, quit }));
    const refresh = setInterval(() => {
      live.tick();
      recorder?.tick(live.nowS());
      keeper?.tick(live.nowS());
      desk.refresh(live.nowS());
    }, REFRESH_MS);
    await ended;
    clearInterval(refresh);
    stopReading();
    screen.status('');
    await live.close();
    if (keeper !== null) desk.note(keeper.close(live.nowS()) ?? `Kept as session ${keeper.sessionId}.`);
    const result = await recorder?.close();
    if (result !== undefined) desk.note(lastWords(result));
  } finally {
    await page?.close();
    await notifying?.close();
    await sending?.close();
    store?.close();
    await stage.close();
  }
};
