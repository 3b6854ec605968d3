/** What `beltline demo` does once its options are understood. */
import { from } from 'rxjs';
import type { SessionEvent } from '../../domain/event.ts';
import { learnBaseline } from '../../pipeline/baseline.ts';
import type { CorridorBaseline } from '../../signal/lumbar/corridor.ts';
import { SCENARIOS } from '../../simulator/index.ts';
import { type Style, styleFor } from '../terminal/style.ts';
import type { DemoOptions } from '../commands/demo.ts';
import { sentAtS } from './batches.ts';
import type { Outcome } from './compare.ts';
import { eventLines, isWarning, lifterLine } from '../terminal/lines.ts';
import { narration } from './narrate.ts';
import type { Pace } from './pace.ts';
import { createScreen, type Screen } from '../terminal/screen.ts';
import { type Part, partsOf, SCENARIO_WORDS } from './story.ts';
import { verdictLines } from './verdict.ts';
import { watchPart } from './watch.ts';
import { writeRecordings } from './write-csv.ts';

interface Stage {
  readonly screen: Screen;
  readonly style: Style;
  readonly pace: Pace;
  readonly bell: boolean;
}

const listScenarios = (screen: Screen): void => {
  screen.print(...SCENARIOS.map((name) => `${name.padEnd(24)}${SCENARIO_WORDS[name]}`));
};

const writeInstead = async (parts: readonly Part[], directory: string, screen: Screen): Promise<void> => {
  const files = await writeRecordings(parts, directory);
  const { exercise, athlete } = parts[0].session;
  const known = `--exercise ${exercise} --height ${athlete.heightM} --bar-travel ${athlete.barTravelM.toFixed(2)}`;
  screen.print(...files.map((file) => `wrote ${file}`), '', 'Analyse it (simulated):');
  screen.print(`  beltline analyze ${files[0]} ${known}`);
};

const opening = ({ session }: Part, { style, pace }: Stage): string[] => {
  const { athlete, thoracic } = session;
  const speed =
    pace.speed === 1 ? 'real time' : pace.speed === Infinity ? 'full speed' : `${pace.speed} × real time`;
  return [
    style.bold('Beltline demo: SIMULATED. A virtual lifter wears a virtual belt.'),
    `Lifter: ${athlete.heightM.toFixed(2)} m tall, bar travel ${(100 * athlete.barTravelM).toFixed(0)} cm by tape.`,
    thoracic === null ? 'One sensor: the lower back is a proxy.' : 'Two sensors: the lower back is measured.',
    '"live" is known at lockout; "final" is corrected when the rep is over.',
    `"(lifter)" is what truly happens. Playing at ${speed}; Ctrl-C stops.`,
  ];
};

const baselineLine = (baseline: CorridorBaseline | null): string =>
  baseline === null
    ? 'Too few clean reps before: the first reps of this recording are the reference.'
    : `The lower back is compared with ${baseline.reps} clean reps of the recording before.`;

/** Plays one part. */
const play = async (
  part: Part,
  baseline: CorridorBaseline | null,
  { screen, style, pace, bell }: Stage,
): Promise<Outcome> => {
  const stories = [...narration(part.session)];
  const events: SessionEvent[] = [];
  let seenS = 0;
  screen.print('', style.bold(`── ${part.title}`));
  if (part.comparesWithEarlier) screen.print(baselineLine(baseline));
  await watchPart(part, baseline, pace, {
    batch(batch) {
      seenS = sentAtS(batch);
      while (stories.length > 0 && stories[0].atS <= seenS) {
        const { atS, text } = stories[0];
        stories.shift();
        screen.print(lifterLine(atS, text, style));
      }
      // Tenths would only flicker.
      screen.status(style.dim(`${Math.floor(seenS).toFixed(0).padStart(4)}   s  watching`));
    },
    event(event) {
      events.push(event);
      screen.print(...eventLines(event, style));
      if (bell && isWarning(event)) screen.bell();
    },
  });
  screen.status('');
  return { part: part.name, session: part.session, events, seenS };
};

/** Runs the demo, or writes its recordings. */
export const demo = async (options: DemoOptions): Promise<void> => {
  const screen = createScreen(process.stdout);
  if (options.list === true) return listScenarios(screen);
  const parts = partsOf(options);
  if (options.csv !== undefined) return writeInstead(parts, options.csv, screen);

  const stop = new AbortController();
  const style = styleFor(process.stdout);
  const stage = {
    screen,
    style,
    pace: { speed: options.speed, stop: stop.signal },
    bell: options.bell === true,
  };
  // Once: whoever presses Ctrl-C again wants out at once.
  process.once('SIGINT', () => stop.abort());
  screen.print(...opening(parts[0], stage));
  const outcomes: Outcome[] = [];
  for (const part of parts) {
    if (stop.signal.aborted) break;
    const earlier = outcomes.flatMap(({ events }) => events);
    const baseline = part.comparesWithEarlier ? await learnBaseline(from(earlier)) : null;
    outcomes.push(await play(part, baseline, stage));
  }
  if (stop.signal.aborted) screen.print('', 'Stopped.');
  screen.print(...verdictLines(outcomes, style));
};
