import { describe, expect, it } from 'vitest';
import { ALERT_DEFAULTS } from '../../../src/alerts/policy.ts';
import type { SessionPlan } from '../../../src/cli/session/plan.ts';
import { createSession, type Told } from '../../../src/cli/session/session.ts';

const plan: SessionPlan = {
  exercise: 'conventional-deadlift',
  loadKg: null,
  athletes: { anna: { heightM: 1.7, barTravelM: {}, baseline: {} } },
  slots: [{ id: 'belt', driver: 'beltline', role: 'belt', athlete: 'anna', rateHz: 100 }],
  alerts: ALERT_DEFAULTS,
  cues: { cooldownS: null, fadeEvery: null, mute: false },
  rules: [],
};
const [slot] = plan.slots;

/** A sensor at rest, from one time to another. */
const rest = (fromS: number, toS: number, sensor: 'belt' | 'thoracic' = 'belt') => {
  const count = Math.round((toS - fromS) * 100);
  const imu = new Float64Array(6 * count);
  for (let i = 0; i < count; i += 1) imu[6 * i + 2] = 9.81;
  const timeS = Float64Array.from({ length: count }, (_, i) => fromS + i / 100);
  return { type: 'samples' as const, batch: { sensor, count, timeS, imu } };
};

const cues = (told: readonly Told[]): string[] =>
  told.flatMap(({ output }) =>
    output.type === 'cue' ? [`${output.cue.kind} ${output.cue.atS.toFixed(1)}`] : [],
  );

const lostTwice = () => {
  const session = createSession(plan);
  const down = (atS: number) => session.input(slot, { type: 'down', atS, reason: 'disconnected' });
  const told = [
    ...session.output(slot, rest(0, 1), 1),
    ...down(1),
    ...session.output(slot, rest(1.5, 3), 3),
    ...down(3),
  ];
  return { session, told };
};

describe('a link that is lost again at once', () => {
  it('is told once the cooldown is over, although no sensor says how late it is', () => {
    const { session, told } = lostTwice();
    expect(cues(told)).toEqual(['not-monitoring 1.0', 'monitoring-again 2.5']);
    expect(cues(session.command('anna', { type: 'clock' }, 5))).toEqual([]);
    expect(cues(session.command('anna', { type: 'clock' }, 12))).toEqual(['not-monitoring 11.0']);
  });

  it('is told by nothing else, however late: the clock changes no cue', () => {
    const { session } = lostTwice();
    expect(cues(session.output(slot, rest(20, 20.1), 20.1))[0]).toBe('not-monitoring 11.0');
  });
});

it('time alone begins no session', () => {
  const session = createSession(plan);
  expect(session.command('anna', { type: 'clock' }, 5)).toEqual([]);
  expect(session.finish(6)).toEqual([]);
});

const states = (told: readonly Told[]): string[] =>
  told.flatMap(({ output }) => (output.type === 'monitoring' ? [output.state] : []));

describe('a lifter with two sensors', () => {
  const both: SessionPlan = {
    ...plan,
    slots: [slot, { id: 'ribs', driver: 'beltline', role: 'thoracic', athlete: 'anna', rateHz: 100 }],
  };

  it('is not watched again by the upper one alone', () => {
    const session = createSession(both);
    const [, ribs] = both.slots;
    session.output(slot, rest(0, 1), 1);
    session.output(ribs, rest(0, 1, 'thoracic'), 1);
    expect(states(session.input(slot, { type: 'down', atS: 1, reason: 'disconnected' }))).toEqual([
      'not-monitoring',
    ]);
    expect(states(session.output(ribs, rest(1, 1.5, 'thoracic'), 1.5))).toEqual([]);
    expect(states(session.output(slot, rest(1.05, 2), 2))).toContain('ok');
  });
});

it('goes by the rate a sensor was set to, whatever was said before it told', () => {
  const session = createSession({ ...plan, slots: [{ ...slot, rateHz: 208 }] });
  session.command('anna', { type: 'load', loadKg: 100 }, 0);
  session.info(slot, { rateHz: 100 });
  const told = session.output(slot, rest(1, 8), 8);
  expect(told.filter(({ output }) => output.type === 'gap')).toEqual([]);
});
