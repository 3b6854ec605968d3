/** `beltline run`: a session with real sensors, or with virtual ones. */
import type { DeviceMatch } from '../../devices/link/wanted.ts';
import { styleFor } from '../terminal/style.ts';
import { createScreen } from '../terminal/screen.ts';
import { destinationsOf } from '../notify/destinations.ts';
import { type Notifying, startNotifying } from '../notify/notifying.ts';
import { showLinks } from '../page/links.ts';
import { type OpenPage, openPage, PAGE_MOTION_HZ } from '../page/open.ts';
import { USUAL_PORT } from '../options.ts';
import type { SessionCommand } from '../session/inputs.ts';
import { lifters } from '../session/plan.ts';
import { version } from '../version.ts';
import { createDesk, type Desk, readLines } from './desk.ts';
import { type LiveSession, startLive } from './live.ts';
import type { Guide } from './guide.ts';
import type { RunOptions, Stage } from './options.ts';
import { openStage, type Prepared, prepare } from './prepare.ts';
import { openSinks, type Sinks } from './sinks.ts';
import { obey, TEST_BUZZ, untilEnd } from './terminal.ts';

const REFRESH_MS = 500;

/** An address has colons, a serial number has none. */
const matchOf = (id: string | null): DeviceMatch => {
  if (id === null) return 'any';
  return id.includes(':') ? { address: id } : { serial: id };
};

/** A session that runs, and everybody who is told. */
interface Running {
  readonly live: LiveSession;
  /** Typed or tapped. */
  readonly command: (athlete: string, command: SessionCommand) => void;
  readonly page: OpenPage | null;
  close(): Promise<void>;
}

const pageFor = (
  options: RunOptions,
  { livePlan: { plan, buzzers } }: Prepared,
  { store }: Sinks,
  desk: Desk,
  session: { readonly live: () => LiveSession | null; readonly command: Running['command'] },
): Promise<OpenPage | null> => {
  if (options.page === undefined) return Promise.resolve(null);
  return openPage({
    port: options.page === true ? USUAL_PORT : options.page,
    bind: options.bind ?? (options.virtual === undefined ? '0.0.0.0' : '127.0.0.1'),
    plan,
    buzzers: buzzers.map(({ buzzer }) => buzzer),
    store,
    simulated: options.virtual !== undefined,
    version,
    nowS: () => session.live()?.nowS() ?? 0,
    onCommand: session.command,
    onBuzz: async (to) => (await session.live()?.vibrate(to, TEST_BUZZ)) ?? 0,
    log: (text) => desk.note(text),
  });
};

/** Begins: whoever is to be told is there before the first thing happens. */
const begin = async (
  stage: Stage,
  options: RunOptions,
  prepared: Prepared,
  sinks: Sinks,
  desk: Desk,
  guide: Guide | null,
): Promise<Running> => {
  const { plan, sensorOf, buzzers } = prepared.livePlan;
  let live: LiveSession | null = null;
  const command = (to: string, what: SessionCommand): void => {
    if (what.type === 'mute') desk.mute(what.mute);
    live?.command(to, what);
    page?.command(to, what);
    // Last: what the change itself closes is still about who wore the belt until now.
    notifying.command(to, what);
  };
  const notifying: Notifying = startNotifying({
    destinations: destinationsOf(prepared.loaded, (text) => desk.note(text)),
    simulated: options.virtual !== undefined,
    nowS: () => live?.nowS() ?? 0,
    note: (text) => desk.note(text),
  });
  const page = await pageFor(options, prepared, sinks, desk, { live: () => live, command }).catch(
    async (error: unknown) => {
      await notifying.close();
      throw error;
    },
  );
  const closeOutlets = async (): Promise<void> => {
    await page?.close();
    await notifying.close();
  };
  const lasting = sinks.store !== null && options.fleeting !== true;
  if (page !== null) showLinks(page, lasting, (text) => desk.note(text));
  try {
    live = startLive({
      radio: stage.radio,
      plan,
      rules: prepared.rules,
      wanted: (slot) => {
        const { id, maxBatchMs } = sensorOf(slot);
        return { match: matchOf(id), maxBatchMs };
      },
      buzzers: buzzers.map(({ buzzer, planned }) => ({ buzzer, match: matchOf(planned.id) })),
      recorder: sinks.recorder,
      keeper: sinks.keeper,
      ...(page === null ? {} : { motionHz: PAGE_MOTION_HZ }),
      onTold: (told) => {
        notifying.told(told);
        page?.told(told);
        desk.told(told);
        guide?.told(told);
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
  } catch (error) {
    await closeOutlets();
    throw error;
  }
  return {
    live,
    command,
    page,
    close: async () => {
      await live?.close();
      await closeOutlets();
    },
  };
};

/** Until somebody ends it. */
const goOn = async (
  { live, command, page }: Running,
  options: RunOptions,
  { livePlan: { plan } }: Prepared,
  sinks: Sinks,
  desk: Desk,
  guide: Guide | null,
): Promise<void> => {
  desk.note('Type help for what can be changed; Ctrl-C ends the session.');
  const { ended, quit } = untilEnd(options.for);
  const [who] = lifters(plan);
  const athletes = Object.keys(plan.athletes);
  const stopReading = readLines((line) => obey(line, { live, desk, command, who, athletes, quit }));
  const refresh = setInterval(() => {
    live.tick();
    sinks.tick(live.nowS());
    desk.refresh(live.nowS());
  }, REFRESH_MS);
  try {
    guide?.begin({
      nowS: () => live.nowS(),
      command: (what) => command(who, what),
      tell: (story) => page?.tell(story),
      print: (...lines) => desk.note(lines.join('\n')),
      quit,
    });
    await ended;
  } finally {
    guide?.end();
    clearInterval(refresh);
    stopReading();
  }
};

/** Runs a session until it is ended. */
export const run = async (options: RunOptions): Promise<void> => runOn(await openStage(options), options);

/** The same on a stage that is open already, and is closed in the end. @param guide leads through it */
export const runOn = async (stage: Stage, options: RunOptions, guide: Guide | null = null): Promise<void> => {
  const screen = createScreen(process.stdout);
  let sinks: Sinks | null = null;
  let running: Running | null = null;
  try {
    const prepared = await prepare(stage, options);
    const desk = createDesk({
      screen,
      style: styleFor(process.stdout),
      bell: options.bell === true,
      several: lifters(prepared.livePlan.plan).length > 1,
    });
    sinks = await openSinks(options, prepared, (text) => desk.note(text));
    running = await begin(stage, options, prepared, sinks, desk, guide);
    await goOn(running, options, prepared, sinks, desk, guide);
    screen.status('');
    await running.live.close();
    guide?.closed((...lines) => desk.note(lines.join('\n')));
    await sinks.finish(running.live.nowS());
  } finally {
    await running?.close();
    await sinks?.close();
    await stage.close();
  }
};
