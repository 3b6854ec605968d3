/**
 * Draws the pictures of the README from a real run of the demo: `npx tsx docs/make-pictures.ts`.
 * Same code, same pictures; run it again when the analysis changes.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { from } from 'rxjs';
import { styleFor } from '../src/cli/terminal/style.ts';
import type { Outcome } from '../src/cli/demo/compare.ts';
import { eventLines, lifterLine } from '../src/cli/terminal/lines.ts';
import { narration } from '../src/cli/demo/narrate.ts';
import { type Part, partsOf } from '../src/cli/demo/story.ts';
import { verdictLines } from '../src/cli/demo/verdict.ts';
import { watchPart } from '../src/cli/demo/watch.ts';
import type { SessionEvent } from '../src/domain/event.ts';
import { learnBaseline } from '../src/pipeline/baseline.ts';
import type { CorridorBaseline } from '../src/signal/lumbar/corridor.ts';
import { film } from '../src/simulator/index.ts';
import { howPicture } from './pictures/how.ts';
import { repsPicture, type ToldRep } from './pictures/reps.ts';
import { terminalPicture } from './pictures/terminal.ts';

delete process.env['NO_COLOR'];
const style = styleFor({ isTTY: true });

interface Shown extends Outcome {
  readonly lines: readonly { readonly atS: number; readonly text: string }[];
}

const run = async (part: Part, baseline: CorridorBaseline | null): Promise<Shown> => {
  const events: SessionEvent[] = [];
  const lines = narration(part.session).map(({ atS, text }) => ({ atS, text: lifterLine(atS, text, style) }));
  await watchPart(
    part,
    baseline,
    { speed: Infinity, stop: new AbortController().signal },
    {
      batch: () => {},
      event(event) {
        events.push(event);
        lines.push(...eventLines(event, style).map((text) => ({ atS: event.atS, text })));
      },
    },
  );
  // Sorting is stable: what the lifter does comes before what follows from it.
  const ordered = lines.toSorted((a, b) => a.atS - b.atS);
  return { part: part.name, session: part.session, events, seenS: Infinity, lines: ordered };
};

const repsOf = (events: readonly SessionEvent[]): readonly ToldRep[] =>
  events.flatMap((event) => (event.type === 'rep' ? [{ rep: event.rep, curve: event.curve }] : []));

const save = (name: string, text: string): void => {
  const file = join(import.meta.dirname, 'pictures', name);
  writeFileSync(file, text);
  console.log(`wrote docs/pictures/${name}`);
};

const parts = partsOf({});
const warmUp = await run(parts[0], null);
const corridor = await learnBaseline(from(warmUp.events));
const workSet = await run(parts[1], corridor);
const reps = repsOf(workSet.events);
const at = reps.findIndex(({ rep }) => rep.lumbar.severity === 'red');
if (corridor === null || at < 1) throw new Error('the default seed of the demo no longer shows a rounding');

const [clean, rounded] = [reps[at - 1], reps[at]];
const closedS = (told: ToldRep): number =>
  workSet.events.find((event) => event.type === 'rep' && event.rep === told.rep)?.atS ?? Infinity;
const excerpt = workSet.lines.filter(
  ({ atS }) => atS > closedS(reps[at - 2] ?? clean) && atS <= closedS(rounded),
);
const workRows = verdictLines([workSet], style);
save(
  'demo.svg',
  terminalPicture(
    [
      style.bold(`── ${parts[1].title}`),
      ...excerpt.map(({ text }) => text),
      style.dim('   …'),
      ...workRows.slice(0, -2),
    ],
    'npm run demo',
    'Terminal: a simulated work set. A clean rep, then a rep in which the lower back gives way, with warnings.',
  ),
);

const filmed = film(parts[1].recipe);
save('reps.svg', repsPicture({ film: filmed, beltShare: filmed.belt.seat.share, clean, rounded, corridor }));
save('how.svg', howPicture());
