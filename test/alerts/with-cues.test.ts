import { from, lastValueFrom, map, type Observable, toArray } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { describe, expect, it } from 'vitest';
import { loadRules } from '../../src/alerts/rules.ts';
import {
  type CueOptions,
  type CueStreamInput,
  type CueStreamOutput,
  withCues,
} from '../../src/alerts/with-cues.ts';
import { makeLifter, simulate } from '../../src/simulator/index.ts';
import { cut, eventsOf, optionsFor } from '../pipeline/support.ts';
import { back, clock, close, motor, mute, slow } from './cue-inputs.ts';

const short = (output: CueStreamOutput): string => {
  if (output.type === 'cue') return `cue ${output.atS} ${output.cue.kind}`;
  return output.type === 'rule-note' ? `${output.rule}: ${output.text}` : output.type;
};
const run = (inputs: readonly CueStreamInput[] | Observable<CueStreamInput>, options?: CueOptions) =>
  lastValueFrom(from(inputs).pipe(withCues(options), map(short), toArray()));

describe('cues in the stream', () => {
  it('come right after what causes them', () => {
    const scheduler = new TestScheduler((actual, expected) => expect(actual).toEqual(expected));
    scheduler.run(({ cold, expectObservable }) => {
      const inputs = { a: back(5), b: close(10) };
      const outputs = cold<CueStreamInput>('a----b|', inputs).pipe(withCues(), map(short));
      expectObservable(outputs).toBe('(wc)-r|', { w: 'warning', c: 'cue 5 lumbar', r: 'rep' });
    });
  });

  it('that had to wait come before what happens after their moment', async () => {
    expect(await run([back(5), slow(5.2), clock(5.5), close(9)])).toEqual([
      'warning',
      'cue 5 lumbar',
      'warning',
      'cue 5.8 speed-drop',
      'rep',
    ]);
  });

  it('let only the session through, not what devices and lifter say besides', async () => {
    const inputs: CueStreamInput[] = [
      { type: 'battery', atS: 1, percent: 80, volts: null },
      { type: 'load', atS: 1, loadKg: 100 },
      motor(2, true),
      mute(2, true),
      clock(3),
      back(4),
    ];
    expect(await run(inputs)).toEqual(['warning']);
  });

  it('are counted anew by every subscriber', async () => {
    const shared = from([back(5), back(5.5)]).pipe(withCues(), map(short));
    const once = await lastValueFrom(shared.pipe(toArray()));
    expect(once).toEqual(['warning', 'cue 5 lumbar', 'warning']);
    expect(await lastValueFrom(shared.pipe(toArray()))).toEqual(once);
  });
});

describe('rules of the user', () => {
  it('are told like other cues, but after what matters more', async () => {
    const rules = await loadRules([
      { name: 'deep', when: 'rom > 0.4 and repIndex > 1', severity: 'amber', say: 'good' },
    ]);
    const reps = [close(10), close(16, { index: 2 }), close(22, { index: 3, hipsFirst: true })];
    expect(await run(reps, { rules })).toEqual(['rep', 'rep', 'cue 16 rule', 'rep', 'cue 22 hips-first']);
  });

  it('know the load once somebody said it', async () => {
    const rules = await loadRules([{ name: 'heavy', when: 'load >= 140', severity: 'red', say: 'brace' }]);
    const inputs: CueStreamInput[] = [close(10), { type: 'load', atS: 11, loadKg: 140 }, close(16)];
    expect(await run(inputs, { rules })).toEqual([
      'rep',
      'heavy: cannot be judged while "load" is not known',
      'rep',
      'cue 16 rule',
    ]);
  });
});

describe('a whole session', () => {
  const session = simulate({
    lifter: makeLifter(105),
    scenario: 'rounding',
    seed: 145,
    sampleRateHz: 100,
    reps: 6,
    thoracic: false,
  });

  it('gives the same cues however its samples were cut, and when it is replayed', async () => {
    const cues = async (size: number): Promise<string[]> =>
      run(await eventsOf(cut(session.belt, [size]), optionsFor(session)));
    const expected = await cues(10);
    expect(expected.some((output) => output.startsWith('cue'))).toBe(true);
    expect(await cues(session.belt.count)).toEqual(expected);
    expect(await cues(10)).toEqual(expected);
  });
});
