import { describe, expect, it } from 'vitest';
import { ALERT_DEFAULTS } from '../../../src/alerts/policy.ts';
import type { LifterInput, LifterOutput } from '../../../src/cli/session/inputs.ts';
import { createLifter, type LifterSettings } from '../../../src/cli/session/lifter.ts';
import { IMU_WIDTH, type SampleBatch } from '../../../src/domain/sample.ts';
import { makeLifter, simulate } from '../../../src/simulator/index.ts';

const lifter = makeLifter(105);
const session = simulate({ lifter, scenario: 'deadlift-dead-stop', seed: 3, reps: 4, quietStart: true });
const rateHz = session.sampleRateHz;

const settings: LifterSettings = {
  exercise: 'conventional-deadlift',
  athlete: 'anna',
  athleteFor: () => session.athlete,
  baselineFor: () => null,
  beltRateHz: () => rateHz,
  thoracicRateHz: () => null,
  alerts: ALERT_DEFAULTS,
};

/** The recording moved in time, cut into notifications. */
const samples = (shiftS: number, size = 10): LifterInput[] => {
  const { belt } = session;
  const inputs: LifterInput[] = [];
  for (let from = 0; from < belt.count; from += size) {
    const to = Math.min(belt.count, from + size);
    const batch: SampleBatch = {
      sensor: 'belt',
      count: to - from,
      timeS: belt.timeS.slice(from, to).map((t) => t + shiftS),
      imu: belt.imu.slice(from * IMU_WIDTH, to * IMU_WIDTH),
    };
    inputs.push({ type: 'samples', batch });
  }
  return inputs;
};

const run = (inputs: readonly LifterInput[], over: Partial<LifterSettings> = {}): LifterOutput[] => {
  const stepper = createLifter({ ...settings, ...over });
  return [...inputs.flatMap((input) => [...stepper.step(input)]), ...(stepper.finish?.() ?? [])];
};

const states = (outputs: readonly LifterOutput[]): string[] =>
  outputs.flatMap((output) => (output.type === 'monitoring' ? [output.state] : []));

const down = (atS: number): LifterInput => ({ type: 'link', atS, role: 'belt', up: false });

describe("a lifter's session", () => {
  it('says that it monitors, and counts what the lifter does', () => {
    const outputs = run(samples(0));
    expect(outputs[0]).toMatchObject({ type: 'monitoring', state: 'ok' });
    expect(outputs.filter((output) => output.type === 'rep')).toHaveLength(4);
  });

  it('tells the same however the samples were cut', () => {
    // When the first batch is complete, and monitoring begins, depends on its size.
    const [, ...whole] = run(samples(0, 37));
    const [, ...single] = run(samples(0, 1));
    expect(single).toEqual(whole);
  });

  it('says at once when the link is lost, once, and when it is back', () => {
    const before = samples(0).slice(0, 40);
    const lostS = 3;
    const inputs = [...before, down(lostS), down(lostS), ...samples(lostS + 5).slice(0, 400)];
    expect(states(run(inputs))).toEqual(['ok', 'not-monitoring', 'ok']);
  });

  it('does not stay in the dark after a loss shorter than the analysis notices', () => {
    const all = samples(0);
    const inputs = [...all.slice(0, 40), down(1.9), ...all.slice(40, 60)];
    expect(states(run(inputs))).toEqual(['ok', 'not-monitoring', 'ok']);
  });

  it('goes on counting sets when the exercise changes', () => {
    const { belt } = session;
    const endS = belt.timeS[belt.count - 1];
    const change: LifterInput = {
      type: 'command',
      atS: endS,
      command: { type: 'exercise', exercise: 'sumo-deadlift' },
    };
    const outputs = run([...samples(0), change, ...samples(endS + 60)]);
    const sets = outputs.flatMap((output) => (output.type === 'set' ? [output.set] : []));
    expect(sets.map((set) => [set.index, set.exercise])).toEqual([
      [1, 'conventional-deadlift'],
      [2, 'sumo-deadlift'],
    ]);
  });

  it('starts anew after an hour of silence instead of failing', () => {
    const outputs = run([...samples(0), ...samples(5000)]);
    expect(outputs.filter((output) => output.type === 'fault')).toEqual([]);
    expect(outputs.filter((output) => output.type === 'set')).toHaveLength(2);
  });

  it('says so when the analysis fails, and starts it anew with the next samples', () => {
    let calls = 0;
    const athleteFor: LifterSettings['athleteFor'] = () => {
      calls += 1;
      if (calls === 1) throw new TypeError('out of luck');
      return session.athlete;
    };
    const outputs = run(samples(0), { athleteFor });
    expect(outputs[0]).toMatchObject({ type: 'fault', text: 'out of luck' });
    expect(states(outputs)).toEqual(['not-monitoring', 'ok']);
    expect(outputs.filter((output) => output.type === 'rep')).toHaveLength(4);
  });
});
