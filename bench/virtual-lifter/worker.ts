/**
 * Child process of the virtual-lifter bench: `worker.ts <daily life per lifter, s> <lifter>…` puts these
 * lifters through everything and prints {@link Outcome}s.
 */
import { from } from 'rxjs';
import { learnBaseline } from '../../src/pipeline/baseline.ts';
import type { SessionEvent } from '../../src/domain/event.ts';
import type { CorridorBaseline } from '../../src/signal/lumbar/corridor.ts';
import { makeLifter, type ScenarioName, simulate, type VirtualLifter } from '../../src/simulator/index.ts';
import { analyse, pair } from './analyse.ts';
import type { Mode, Outcome } from './outcome.ts';
import { BACK, BASELINE_DAYS, daysOf, FLOOR, OTHER } from './plan.ts';

const baselineOf = async (lifter: VirtualLifter): Promise<CorridorBaseline | null> => {
  const events: SessionEvent[] = [];
  for (const seed of BASELINE_DAYS) {
    events.push(...(await analyse(simulate({ lifter, scenario: 'deadlift-dead-stop', seed }), 'height')));
  }
  return learnBaseline(from(events));
};

/** One recording, analysed in each of the modes. */
const oneDay = async (
  lifter: VirtualLifter,
  scenario: ScenarioName,
  day: number,
  modes: readonly Mode[],
  baseline: CorridorBaseline | null,
): Promise<Outcome[]> => {
  const session = simulate({ lifter, scenario, seed: day, thoracic: modes.includes('measured') });
  const { belt } = session;
  const seconds = belt.timeS[belt.count - 1] - belt.timeS[0];
  const outcomes: Outcome[] = [];
  for (const mode of modes) {
    const events = await analyse(session, mode, baseline);
    outcomes.push({ scenario, lifter: lifter.seed, day, mode, seconds, ...pair(session, events) });
  }
  return outcomes;
};

const modesOf = (scenario: ScenarioName, fromFloor: boolean): readonly Mode[] => [
  'height',
  ...(fromFloor ? (['tape'] as const) : []),
  ...(BACK.includes(scenario) ? (['baseline', 'measured'] as const) : []),
];

const everything = async (seed: number, lifeS: number): Promise<Outcome[]> => {
  const lifter = makeLifter(seed);
  const baseline = await baselineOf(lifter);
  const outcomes: Outcome[] = [];
  for (const scenarios of [FLOOR, OTHER]) {
    for (const scenario of scenarios) {
      for (const day of daysOf(scenario)) {
        const modes = modesOf(scenario, scenarios === FLOOR);
        outcomes.push(...(await oneDay(lifter, scenario, day, modes, baseline)));
      }
    }
  }
  for (let day = 1, lived = 0; lived < lifeS; day += 1) {
    const [outcome] = await oneDay(lifter, 'daily-life', day, ['height'], null);
    lived += outcome.seconds;
    outcomes.push(outcome);
  }
  return outcomes;
};

const [lifeS, ...seeds] = process.argv.slice(2).map(Number);
const all: Outcome[] = [];
for (const seed of seeds) all.push(...(await everything(seed, lifeS)));
console.log(JSON.stringify(all));
