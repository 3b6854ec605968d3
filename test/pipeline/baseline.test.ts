import { from } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { learnBaseline } from '../../src/pipeline/baseline.ts';
import { makeLifter, simulate } from '../../src/simulator/index.ts';
import { cut, eventsOf, optionsFor, told } from './support.ts';

const session = simulate({
  lifter: makeLifter(9),
  scenario: 'deadlift-dead-stop',
  seed: 2,
  sampleRateHz: 100,
  reps: 5,
});
const events = await eventsOf(cut(session.belt, [128]), optionsFor(session));

describe('a baseline from earlier sessions', () => {
  it('is learnt from every clean rep', async () => {
    const baseline = await learnBaseline(from(events));
    expect(baseline?.reps).toBe(told(events, 'rep').length);
    expect(baseline?.reps).toBeGreaterThanOrEqual(4);
  });

  it.each(['rounding', 'gap', 'degraded', 'slip', 'mounting-uncertain'] as const)(
    'leaves reps out that are spoilt by "%s"',
    async (flag) => {
      const spoilt = events.map((event) =>
        event.type === 'rep' && event.rep.index <= 1
          ? { ...event, rep: { ...event.rep, flags: [flag] } }
          : event,
      );
      const all = await learnBaseline(from(events));
      expect((await learnBaseline(from(spoilt)))?.reps).toBe((all?.reps ?? 0) - 1);
    },
  );

  it('cannot be learnt from two reps, or from none', async () => {
    const two = events.filter((event) => event.type !== 'rep' || event.rep.index <= 2);
    expect(await learnBaseline(from(two))).toBeNull();
    expect(await learnBaseline(from([]))).toBeNull();
  });

  it('gives a verdict from the first rep on', async () => {
    const baseline = await learnBaseline(from(events));
    const again = await eventsOf(cut(session.belt, [128]), { ...optionsFor(session), baseline });
    const [first] = told(again, 'rep');
    expect(first.rep.lumbar.excursionDeg).not.toBeNull();
    expect(first.rep.flags).not.toContain('no-baseline');
  });
});
