/**
 * A {@link Radio} whose noble runs in a process of its own. That process may block, crash or be killed: the service
 * sees an adapter that is unknown for a moment and links that ended, and a new process starts.
 */
import type { AdapterState, Radio } from '../radio.ts';
import { createRadioClient, type RadioClient } from './client.ts';
import type { FromHost } from './messages.ts';
import { monotonicMs } from './monotonic.ts';
import type { NobleName } from './noble.ts';
import { spawnRadio, type RadioProcess } from './spawn.ts';
import { withResolvers } from '../with-resolvers.ts';

export interface ProcessRadioOptions {
  /** Default `@abandonware/noble`. */
  readonly noble?: NobleName;
  /** Look for an adapter before noble is loaded; `false` for a virtual radio. Default true. */
  readonly lookForAdapter?: boolean;
  /** Arguments for node in front of the program. Default none. */
  readonly execArgv?: readonly string[];
  /** Added to the environment of the process. Default nothing. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly times?: Partial<ProcessTimes>;
}

/** How the process is watched and started anew; all in ms. */
export interface ProcessTimes {
  /** First pause before a new process, doubled with every failure in a row. Default 250. */
  readonly restartMs: number;
  /** Longest pause. Default 30 000. */
  readonly restartMostMs: number;
  /** A process that had an adapter for so long clears the count of failures. Default 30 000. */
  readonly healthyMs: number;
  /** The process tells every second that it runs. It hangs when five such checks passed without a word. Default 1000. */
  readonly checkMs: number;
}

export const PROCESS_TIMES: ProcessTimes = {
  restartMs: 250,
  restartMostMs: 30_000,
  healthyMs: 30_000,
  checkMs: 1000,
};

export interface ProcessRadio extends Radio, Pick<RadioClient, 'warnings'> {
  /** Of the process that runs now; `undefined` between two. */
  readonly pid: number | undefined;
}

/** Checks without a word after which the process hangs; the first word may take longer on a slow machine. */
const SILENT_CHECKS = { atStart: 30, after: 5 };
/** Taking everything down, and then the end of the process, ms. */
const CLOSE = { askMs: 1500, endMs: 1000 };
/** After so many processes in a row that never found the adapter there is none. */
const HOPELESS = 3;

export const createProcessRadio = (options: ProcessRadioOptions = {}): ProcessRadio => {
  const { noble = '@abandonware/noble', lookForAdapter = true, execArgv = [], env = {} } = options;
  const times: ProcessTimes = { ...PROCESS_TIMES, ...options.times };
  const client = createRadioClient();
  let child: RadioProcess | null = null;
  let startedMs = 0;
  let failures = 0;
  let silentChecks = 0;
  let hasSpoken = false;
  /** The adapter as the process saw it last. */
  let seen: AdapterState = 'unknown';
  let refresh = false;
  let restart: NodeJS.Timeout | undefined;
  let closing: Promise<void> | null = null;
  const gone = withResolvers<void>();

  const onMessage = (message: FromHost): void => {
    silentChecks = 0;
    hasSpoken = true;
    if (message.type === 'adapter') seen = message.adapter;
    if (message.type === 'worn-out') {
      refresh = true;
      child?.release();
    }
    client.receive(message);
  };

  /** What can be said of the adapter while no process looks at it. */
  const presumed = (): AdapterState => (seen === 'absent' || failures >= HOPELESS ? 'absent' : 'unknown');

  const onEnd = (why: string): void => {
    child = null;
    const healthy = seen === 'on' && monotonicMs() - startedMs >= times.healthyMs;
    failures = healthy || refresh ? 0 : failures + 1;
    // Where there is no adapter the process has said so itself.
    if (closing === null && !refresh && seen !== 'absent') client.receive({ type: 'warning', text: why });
    client.detach(why, presumed());
    if (closing !== null) return gone.resolve();
    const pauseMs = refresh
      ? 0
      : Math.min(times.restartMostMs, times.restartMs * 2 ** Math.max(0, failures - 1));
    refresh = false;
    restart = setTimeout(start, pauseMs);
  };

  const start = (): void => {
    startedMs = monotonicMs();
    silentChecks = 0;
    hasSpoken = false;
    seen = 'unknown';
    const started = spawnRadio({ execArgv, env, onMessage, onEnd });
    child = started;
    started.send({ type: 'open', noble, lookForAdapter });
    client.attach(started);
  };

  // Counts checks, not time: if the service itself stalled, one check is missed, not five.
  const watch = setInterval(() => {
    if (++silentChecks > (hasSpoken ? SILENT_CHECKS.after : SILENT_CHECKS.atStart)) child?.kill();
  }, times.checkMs);

  const takeDown = async (): Promise<void> => {
    clearTimeout(restart);
    clearInterval(watch);
    if (child !== null) {
      await client.shutDown(CLOSE.askMs);
      child?.release();
      const tooLong = setTimeout(() => child?.kill(), CLOSE.endMs);
      await gone.promise;
      clearTimeout(tooLong);
    }
    client.complete();
  };

  start();
  const { adapter, advertisements, warnings, connect, nowMs } = client;
  return {
    adapter,
    advertisements,
    warnings,
    connect,
    nowMs,
    get pid() {
      return child?.pid;
    },
    close: () => (closing ??= takeDown()),
  };
};
