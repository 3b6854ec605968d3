/** The live page of a session: what is told goes to it, what is tapped on it comes back. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DeviceEvent } from '../../domain/device.ts';
import { BeltlineError } from '../../domain/error.ts';
import { EXERCISES, EXERCISES_WITHOUT_REPS } from '../../domain/exercise.ts';
import type { SessionEvent } from '../../domain/event.ts';
import type { LinkReport } from '../../devices/link/link-item.ts';
import type { Store } from '../../store/store.ts';
import type { LinkView, MotionPoint, PageCommand, StoryView } from '../../web/contract.ts';
import { createLiveView } from '../../web/live/view.ts';
import { NO_HISTORY } from '../../web/server/history.ts';
import { urlHost } from '../../web/server/origin.ts';
import { type PageServer, startPageServer } from '../../web/server/server.ts';
import { createTokens, type Tokens } from '../../web/server/tokens.ts';
import { isRemark, type SessionCommand } from '../session/inputs.ts';
import { type Buzzer, lifters, type SessionPlan, type Slot } from '../session/plan.ts';
import type { Told } from '../session/session.ts';
import { announce } from './announce.ts';
import { historyOf } from './history.ts';
import { machineNames } from './names.ts';
import { fileTokens, tokenFile } from './token-file.ts';

export interface OpenPageOptions {
  readonly port: number;
  readonly bind: string;
  readonly plan: SessionPlan;
  readonly buzzers: readonly Buzzer[];
  /** `null` where nothing is kept: no history, and links hold for this run only. */
  readonly store: Store | null;
  readonly simulated: boolean;
  readonly version: string;
  /** Session time, once the session runs. */
  readonly nowS: () => number;
  readonly onCommand: (lifter: string, command: SessionCommand) => void;
  /** Resolves with how many devices buzzed. */
  readonly onBuzz: (lifter: string) => Promise<number>;
  readonly log: (text: string) => void;
}

/** How often a page is told how a lifter moves, times a second: as often as packets of samples come. */
export const PAGE_MOTION_HZ = 20;

export interface OpenPage {
  /** For whom lifts, and for whom only looks. */
  readonly url: string;
  readonly viewerUrl: string;
  told(told: Told): void;
  /** What a demo tells now. */
  tell(story: StoryView): void;
  /** Typed at the terminal. */
  command(lifter: string, command: SessionCommand): void;
  report(worn: Slot | Buzzer, report: LinkReport): void;
  device(slot: Slot, event: DeviceEvent): void;
  close(): Promise<void>;
}

/** Built by `npm run build`, and by `npm run page` when the sources run unbuilt. */
const pageFolder = (): string => {
  const places = [
    join(import.meta.dirname, '..', '..', 'page'),
    join(import.meta.dirname, '..', '..', '..', 'dist', 'page'),
  ];
  const found = places.find((place) => existsSync(join(place, 'index.html')));
  if (found !== undefined) return found;
  throw new BeltlineError('unreadable', 'the page is not built.', { cure: 'Run `npm run page` once.' });
};

const LINK_STATES: Readonly<Record<LinkReport['state'], LinkView['state']>> = {
  idle: 'searching',
  scanning: 'searching',
  waiting: 'connecting',
  connecting: 'connecting',
  starting: 'connecting',
  streaming: 'connected',
  dropping: 'lost',
  'backing-off': 'lost',
  closed: 'lost',
};

const rounded = (value: number, per: number): number => Math.round(value * per) / per;

/** As many digits as can be seen. */
const pointOf = ({ atS, motion }: Extract<SessionEvent, { type: 'motion' }>): MotionPoint => {
  const { pitchDeg, velocityMps, excursionDeg } = motion;
  return [
    rounded(atS, 1000),
    pitchDeg === null ? null : rounded(pitchDeg, 10),
    rounded(velocityMps, 1000),
    excursionDeg === null ? null : rounded(excursionDeg, 10),
  ];
};

/** Commands of the session that the page's view follows. */
const forView = (command: SessionCommand): PageCommand | null => (command.type === 'clock' ? null : command);

const viewOf = ({ plan, buzzers }: OpenPageOptions) =>
  createLiveView(
    lifters(plan).map((athlete) => ({
      id: athlete,
      athlete,
      exercise: plan.exercise,
      loadKg: plan.loadKg,
      muted: plan.cues.mute,
      lossLimitsPct: { amber: plan.alerts.lossAmberPct, red: plan.alerts.lossRedPct },
      links: [
        ...plan.slots.filter((slot) => slot.athlete === athlete).map(({ id, role }) => ({ id, place: role })),
        ...buzzers
          .filter((buzzer) => buzzer.athlete === athlete)
          .map(({ id }) => ({ id, place: 'buzzer' as const })),
      ],
    })),
  );

/** Why a command cannot be obeyed, or `null` once it was. */
const obey = async (
  lifter: string,
  command: PageCommand,
  { plan, onCommand, onBuzz }: OpenPageOptions,
): Promise<string | null> => {
  if (!lifters(plan).includes(lifter)) return 'There is no such belt in this session.';
  if (command.type === 'buzz') {
    const count = await onBuzz(lifter);
    return count === 0 ? 'Nothing that can buzz is connected.' : null;
  }
  if (command.type === 'athlete' && !Object.hasOwn(plan.athletes, command.athlete))
    return `There is no athlete "${command.athlete}" in the configuration.`;
  onCommand(lifter, command);
  return null;
};

export const openPage = async (options: OpenPageOptions): Promise<OpenPage> => {
  const { plan, store, bind, log } = options;
  const names = machineNames(bind);
  const view = viewOf(options);
  let story: StoryView | null = null;
  const tokens: Tokens = store === null ? createTokens() : fileTokens(tokenFile(store.file));
  const lifter = tokens.give('lifter', Date.now());
  const viewer = tokens.give('viewer', Date.now());
  const server: PageServer = await startPageServer({
    bind,
    port: options.port,
    hosts: names.hosts,
    folder: pageFolder(),
    tokens,
    history: store === null ? NO_HISTORY : historyOf(store),
    version: options.version,
    simulated: options.simulated,
    athletes: Object.keys(plan.athletes),
    exercises: EXERCISES.filter((name) => !EXERCISES_WITHOUT_REPS.includes(name)),
    state: () => {
      const atS = options.nowS();
      return { atS, lifters: view.lifters(atS), story };
    },
    traces: (of) => view.traces(of),
    onCommand: (to, command) => obey(to, command, options),
    log,
  });
  const announced = bind === '127.0.0.1' ? null : announce(server.port);
  const urlFor = (token: string): string => `http://${urlHost(names.shown)}:${server.port}/#${token}`;

  return {
    url: urlFor(lifter.token),
    viewerUrl: urlFor(viewer.token),
    told: ({ athlete, output }) => {
      if (isRemark(output)) return undefined;
      if (output.type === 'motion') return server.motion(athlete, pointOf(output));
      for (const warning of view.event(athlete, output)) server.warn(athlete, warning);
      return server.changed();
    },
    tell: (now) => {
      story = now;
      server.changed();
    },
    command: (to, command) => {
      const shown = forView(command);
      if (shown !== null) view.command(to, shown);
      server.changed();
    },
    report: (worn, { state, trouble }) => {
      // An adapter that was not looked at yet is no trouble.
      const known =
        trouble !== null && !(trouble.reason === 'adapter' && trouble.message.includes('unknown'));
      const linkState = trouble === null || known ? LINK_STATES[state] : 'searching';
      view.link(worn.athlete, worn.id, { state: linkState, trouble: known ? trouble.message : null });
      server.changed();
    },
    device: (slot, event) => {
      if (event.type !== 'battery' || event.percent === null) return;
      view.battery(slot.athlete, slot.id, event.percent);
      server.changed();
    },
    close: async () => {
      announced?.stop();
      await server.close();
    },
  };
};
