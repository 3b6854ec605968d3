/** What holds for every session, however strange. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCuePolicy, type CueInput } from '../../src/alerts/cue-policy.ts';
import { channelOf, isGraver } from '../../src/alerts/cues/candidate.ts';
import { CUE_DEFAULTS, type CueParams, SESSION_KINDS } from '../../src/alerts/cues/params.ts';
import type { Cue } from '../../src/domain/cue.ts';
import {
  back,
  clock,
  close,
  closeSet,
  fast,
  liftOff,
  link,
  lockout,
  motor,
  mute,
  slow,
} from './cue-inputs.ts';
import { lumbar } from './reps.ts';

const grave = fc.constantFrom('amber' as const, 'red' as const);
const flag = fc.boolean();

/** Makes an input at a given time. */
const someInput: fc.Arbitrary<(atS: number) => CueInput> = fc.oneof(
  grave.map((severity) => (atS: number) => back(atS, severity)),
  grave.map((severity) => (atS: number) => slow(atS, severity)),
  fc.constantFrom(fast, liftOff, lockout),
  flag.map((on) => (atS: number) => motor(atS, on)),
  flag.map((on) => (atS: number) => mute(atS, on)),
  fc
    .constantFrom('ok' as const, 'degraded' as const, 'not-monitoring' as const)
    .map((state) => (atS: number) => link(atS, state)),
  fc
    .record({
      set: fc.integer({ min: 1, max: 3 }),
      meanVelocityMps: fc.double({ min: 0.2, max: 0.8, noNaN: true }),
      velocityLossPct: fc.double({ min: 0, max: 60, noNaN: true }),
      lateralDeg: fc.double({ min: -12, max: 12, noNaN: true }),
      hipsFirst: flag,
      severity: fc.constantFrom('none' as const, 'amber' as const, 'red' as const),
    })
    .map(
      ({ set, severity, ...rep }) =>
        (atS: number) =>
          close(atS, { ...rep, ...lumbar(severity, atS - 3) }, set),
    ),
);

/** A session: inputs in order of time, a few hundredths to some seconds apart. */
const someSession: fc.Arbitrary<CueInput[]> = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 400 }), someInput), { maxLength: 60 })
  .map((steps) => {
    let ticks = 1000;
    return steps.map(([wait, make]) => {
      ticks += wait;
      return make(ticks / 100);
    });
  });

const someParams: fc.Arbitrary<Partial<CueParams>> = fc.record(
  {
    holdS: fc
      .double({ min: 0, max: 0.5, noNaN: true })
      .map((s) => ({ ...CUE_DEFAULTS.holdS, lumbar: s, 'speed-drop': s })),
    spacingS: fc.double({ min: 0, max: 2, noNaN: true }),
    fading: fc.constant({ afterCleanReps: 1, every: 2 }),
  },
  { requiredKeys: [] },
);

const cuesOf = (inputs: readonly CueInput[], change: Partial<CueParams> = {}): Cue[] => {
  const policy = createCuePolicy({ ...CUE_DEFAULTS, ...change });
  return inputs.flatMap((input) => policy.step(input));
};

/** Whether two cues are of different sets, so that what the first said does not count any more. */
const setsApart = (a: Cue, b: Cue): boolean => !SESSION_KINDS.includes(a.kind) && a.set !== b.set;

describe('cues of any session', () => {
  it('of a kind keep their distance within a set, unless it got worse', () => {
    fc.assert(
      fc.property(someSession, someParams, (inputs, params) => {
        const cues = cuesOf(inputs, params);
        cues.forEach((cue, i) => {
          const before = cues.slice(0, i).findLast((other) => channelOf(other) === channelOf(cue));
          if (before === undefined || setsApart(before, cue)) return;
          const apart = cue.atS - before.atS >= CUE_DEFAULTS.cooldownS[cue.kind];
          expect(apart || isGraver(cue.severity, before.severity)).toBe(true);
        });
      }),
    );
  });

  it('come in order of time, and never before what they follow from', () => {
    fc.assert(
      fc.property(someSession, someParams, (inputs, params) => {
        const policy = createCuePolicy({ ...CUE_DEFAULTS, ...params });
        let last = -Infinity;
        for (const input of inputs) {
          for (const { atS } of policy.step(input)) {
            expect(atS).toBeGreaterThanOrEqual(last);
            expect(atS).toBeLessThanOrEqual(input.atS);
            last = atS;
          }
        }
      }),
    );
  });

  it('do not depend on how often the time is told', () => {
    const ticks = fc.array(fc.integer({ min: 900, max: 20_000 }), { maxLength: 200 });
    fc.assert(
      fc.property(someSession, someParams, ticks, (inputs, params, times) => {
        const end = clock(1e6);
        // A clock that ticks at the time of an event may come before it or after it.
        const ticking = [...times.map((tick) => clock(tick / 100)), ...inputs].toSorted(
          (a, b) => a.atS - b.atS,
        );
        expect(cuesOf([...ticking, end], params)).toEqual(cuesOf([...inputs, end], params));
      }),
    );
  });

  it('follow from the inputs alone', () => {
    fc.assert(
      fc.property(someSession, (inputs) => {
        expect(cuesOf(structuredClone(inputs))).toEqual(cuesOf(inputs));
      }),
    );
  });

  it('of a set are those it would have if nothing had been before', () => {
    const own = fc
      .array(fc.tuple(fc.integer({ min: 50, max: 300 }), fc.double({ min: 0.2, max: 0.8, noNaN: true })), {
        minLength: 1,
        maxLength: 8,
      })
      .map((steps) => {
        let ticks = 100_000;
        return steps.flatMap(([wait, meanVelocityMps], i): CueInput[] => {
          ticks += wait;
          const atS = ticks / 100;
          const velocityLossPct = 100 * Math.max(0, 1 - meanVelocityMps / 0.5);
          return [back(atS), close(atS + 1, { index: i + 1, meanVelocityMps, velocityLossPct }, 9)];
        });
      });
    fc.assert(
      fc.property(someSession, own, (before, set) => {
        // Whoever muted, or lost the link, before the set still has done so.
        const calm = before.filter(({ type }) => type !== 'mute' && type !== 'monitoring');
        const opening = [...calm, closeSet(900, 8)];
        const policy = createCuePolicy();
        for (const input of opening) policy.step(input);
        expect(set.flatMap((input) => policy.step(input))).toEqual(cuesOf([closeSet(900, 8), ...set]));
      }),
    );
  });
});
