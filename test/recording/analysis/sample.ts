/** A made-up analysis with one of everything. */
import type { Rep } from '../../../src/domain/rep.ts';
import { collectAnalysis } from '../../../src/recording/analysis/collect.ts';
import type { Analysis } from '../../../src/recording/analysis/contract.ts';

const sampleRep = (change: Partial<Rep> = {}): Rep => ({
  index: 1,
  liftOffS: 3.24,
  peakVelocityS: 3.9,
  lockoutS: 4.4,
  touchdownS: 6.1,
  concentricS: 1.16,
  eccentricS: 1.2,
  topPauseS: 0.5,
  meanVelocityMps: 0.52,
  peakVelocityMps: 0.81,
  meanPropulsiveVelocityMps: 0.55,
  timeToPeakS: 0.66,
  romM: 0.56,
  velocityErrorMps: 0.06,
  peakVelocityErrorMps: 0.09,
  meanPropulsiveVelocityErrorMps: 0.07,
  velocityLossPct: 0,
  stickingRegion: { startS: 3.6, endS: 3.8, minVelocityMps: 0.3, dropPct: 20 },
  lumbar: { method: 'proxy', excursionDeg: 3.2, onsetS: null, severity: 'none' },
  hipsFirst: false,
  lateralDeg: 1.5,
  twistDeg: -2,
  confidence: 0.8,
  flags: ['no-baseline', 'travel-from-height'],
  ...change,
});

const badRep = sampleRep({
  index: 2,
  touchdownS: null,
  eccentricS: null,
  topPauseS: null,
  velocityLossPct: 21,
  stickingRegion: null,
  lumbar: { method: 'proxy', excursionDeg: 12.4, onsetS: 8.1, severity: 'red' },
  hipsFirst: true,
  flags: ['no-baseline', 'travel-from-height', 'rounding', 'grinder'],
});

export const sampleAnalysis = (): Analysis => {
  const collector = collectAnalysis();
  collector.add({ type: 'gap', atS: 2, sensor: 'belt', gap: { startS: 1.5, durationS: 0.5 } });
  collector.add({ type: 'rep', atS: 6.2, set: 1, rep: sampleRep(), curve: null, trace: null });
  collector.add({
    type: 'alert',
    atS: 8.2,
    alert: { atS: 8.2, kind: 'lumbar', severity: 'red', set: 1, rep: 2 },
  });
  collector.add({
    type: 'set',
    atS: 20,
    set: {
      index: 1,
      startS: 3,
      endS: 10,
      exercise: 'conventional-deadlift',
      velocityLossPct: 21,
      reps: [sampleRep(), badRep],
    },
  });
  return collector.finish(
    {
      exercise: 'conventional-deadlift',
      placement: 'lumbar',
      heightM: 1.78,
      heightAssumed: false,
      barTravelM: null,
      loadKg: 140,
      thoracic: false,
      baseline: false,
    },
    { durationS: 30, sampleRateHz: 100, samples: 2951 },
  );
};
