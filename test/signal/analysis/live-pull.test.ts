/** What is told before and during the pulls of virtual lifters. */
import { describe, expect, it } from 'vitest';
import type { SessionEvent } from '../../../src/domain/event.ts';
import {
  makeLifter,
  type ScenarioName,
  simulate,
  type VirtualSession,
} from '../../../src/simulator/index.ts';
import { cut, eventsOf, optionsFor, told } from '../../pipeline/support.ts';

const watch = async (
  scenario: ScenarioName,
  lifter: number,
): Promise<{ session: VirtualSession; events: readonly SessionEvent[] }> => {
  const session = simulate({ lifter: makeLifter(lifter), scenario, seed: 1 });
  return { session, events: await eventsOf(cut(session.belt, [256]), optionsFor(session)) };
};
const repsOf = ({ truth }: VirtualSession) => truth.sets.flatMap((set) => set.reps);
const slow = (events: readonly SessionEvent[]) =>
  told(events, 'warning').filter((event) => event.kind === 'speed-drop');

describe('before the pull', () => {
  it('lifters who brace are told to be set, before most of their reps', async () => {
    let set = 0;
    let reps = 0;
    for (const lifter of [302, 303]) {
      const { session, events } = await watch('deadlift-dead-stop', lifter);
      for (const { liftOffS } of repsOf(session)) {
        const last = told(events, 'set-up').findLast(({ atS }) => atS < liftOffS);
        reps += 1;
        if (last?.state === 'set' && liftOffS - last.atS < 4) set += 1;
      }
    }
    expect(reps).toBeGreaterThan(8);
    expect(set / reps).toBeGreaterThan(0.7);
  });

  it('nothing is said in lifts that start at the top', async () => {
    const { events } = await watch('squat', 304);
    expect(told(events, 'rep').length).toBeGreaterThan(2);
    expect(told(events, 'set-up')).toEqual([]);
  });
});

describe('during the pull', () => {
  it('a bar that loses half of its speed is mostly told of before lockout', async () => {
    let stuck = 0;
    let warned = 0;
    for (const lifter of [306, 307]) {
      const { session, events } = await watch('squat', lifter);
      for (const { sticking, liftOffS, lockoutS } of repsOf(session).slice(1)) {
        if (sticking === null || sticking.dropPct < 50) continue;
        stuck += 1;
        if (slow(events).some(({ atS }) => atS > liftOffS && atS < lockoutS)) warned += 1;
      }
    }
    expect(stuck).toBeGreaterThan(4);
    expect(warned / stuck).toBeGreaterThan(0.5);
  });

  it('an ordinary squat is left alone, and a warning always ends', async () => {
    for (const lifter of [301, 308]) {
      const { session, events } = await watch('squat', lifter);
      const ordinary = repsOf(session).filter(({ sticking }) => sticking === null);
      expect(ordinary.length).toBeGreaterThan(1);
      const wrong = ordinary.filter(({ liftOffS, lockoutS }) =>
        slow(events).some(({ atS }) => atS > liftOffS && atS < lockoutS),
      );
      expect(wrong).toEqual([]);
      let open = false;
      for (const event of events) {
        if (event.type === 'warning' && event.kind === 'speed-drop') open = true;
        if (event.type === 'warning-over') {
          expect(open).toBe(true);
          open = false;
        }
      }
      expect(open).toBe(false);
    }
  });

  it('a swing has no sticking region', async () => {
    expect(slow((await watch('kettlebell-swing', 305)).events)).toEqual([]);
  });
});
