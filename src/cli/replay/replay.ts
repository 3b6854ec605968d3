/** `beltline replay`: a recorded session once more. */
import { styleFor } from '../terminal/style.ts';
import { createScreen } from '../terminal/screen.ts';
import { eventLines } from '../terminal/lines.ts';
import { timeOf } from '../../recording/mcap/contents.ts';
import { openMcap } from '../../recording/mcap/reader.ts';
import { createReplayCheck, sessionInputs } from '../../recording/mcap/replay.ts';
import { fromRecorded, lifters } from '../session/plan.ts';
import type { Told } from '../session/session.ts';
import { isRemark } from '../session/inputs.ts';
import { createReplay } from './inputs.ts';

/** Options as commander hands them over. */
export interface ReplayOptions {
  /** Seconds of session in a second of clock; `Infinity` for as fast as it goes. */
  readonly speed: number;
  /** Only compare with what the live session told. */
  readonly check?: true;
}

const MS = 1000;

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** Waits until a time of the session has come at this speed. */
const createPace = (speed: number): ((atS: number) => Promise<void>) => {
  const startedMs = performance.now();
  return async (atS) => {
    if (speed === Infinity) return;
    const dueMs = startedMs + (atS / speed) * MS - performance.now();
    if (dueMs > 1) await pause(dueMs);
  };
};

/** Replays a file; exit code 1 if it does not tell what the live session told. */
export const replay = async (file: string, options: ReplayOptions): Promise<number> => {
  const screen = createScreen(process.stdout);
  const style = styleFor(process.stdout);
  const recording = await openMcap(file);
  try {
    const plan = fromRecorded(recording.settings, file);
    const several = lifters(plan).length > 1;
    const session = await createReplay(plan, file);
    const check = createReplayCheck();
    const due = createPace(options.speed);
    const tell = (told: readonly Told[]): void => {
      for (const { atS, athlete, output } of told) {
        check.replayed({ type: 'told', atS, athlete, what: 'event', body: output });
        if (options.check === true || isRemark(output)) continue;
        const lines = eventLines(output, style);
        screen.print(...(several ? lines.map((line) => `${athlete.padEnd(10)} ${line}`) : lines));
      }
    };
    screen.print(
      `${file}: recorded ${recording.start.startedAt.toISOString()} by ${recording.start.software}`,
    );
    for await (const input of sessionInputs(recording, (told) => check.recorded(told))) {
      await due(timeOf(input));
      tell(session.step(input));
    }
    tell(session.finish());
    const { end } = recording;
    if (end === null) return 1;
    if (end.state === 'cut') screen.print('The recording ends early: the session was cut off.');
    const { equal, difference } = check.finish(end);
    if (difference === null) {
      screen.print(`The same as live: ${equal} events and values, to the last bit.`);
      return 0;
    }
    screen.print(
      `Not the same as live: after ${equal} equal events,`,
      `  live:   ${JSON.stringify(difference.recorded)}`,
      `  replay: ${JSON.stringify(difference.replayed)}`,
    );
    return 1;
  } finally {
    await recording.close();
  }
};
