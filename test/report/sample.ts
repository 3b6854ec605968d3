/** A made-up report with one of everything. */
import type { Rep } from '../../src/domain/rep.ts';
import type { RepTrace } from '../../src/domain/trace.ts';
import type { Report, ReportSection } from '../../src/report/content.ts';
import { sampleAnalysis } from '../recording/analysis/sample.ts';

const COUNT = 120;
const STEP_S = 0.04;

/** Half a wave up, half a wave down; the lower back is judged in the first half second. */
export const sampleTrace = (rep: Rep, change: Partial<RepTrace> = {}): RepTrace => {
  const startS = rep.liftOffS - 0.8;
  const times = Array.from({ length: COUNT }, (_, i) => startS + i * STEP_S - rep.liftOffS);
  return {
    startS,
    stepS: STEP_S,
    pitchDeg: times.map((s) => 30 * Math.cos(s)),
    velocityMps: times.map((s) => 0.8 * Math.sin(s * 2)),
    excursionDeg: times.map((s) => (s >= 0 && s < 0.5 ? 20 * s : null)),
    ...change,
  };
};

/** The reps of the sample share their times; so does the onset here. */
const withOnset = (rep: Rep): Rep =>
  rep.lumbar.onsetS === null ? rep : { ...rep, lumbar: { ...rep.lumbar, onsetS: rep.liftOffS + 0.12 } };

export const sampleSection = (change: Partial<ReportSection> = {}): ReportSection => {
  const { input, recording, sets, alerts } = sampleAnalysis();
  return {
    name: 'set1.csv',
    recorded: null,
    simulated: false,
    input,
    durationS: recording.durationS,
    sampleRateHz: recording.sampleRateHz,
    gaps: recording.gaps,
    startS: 0,
    pitch: Array.from({ length: 300 }, (_, i) => ({ atS: i / 10, value: 20 + 15 * Math.sin(i / 9) })),
    sets: sets.map((summary) => ({
      summary,
      reps: summary.reps.map(withOnset).map((rep) => ({ rep, trace: sampleTrace(rep) })),
    })),
    alerts,
    ...change,
  };
};

export const sampleReport = (sections: readonly ReportSection[] = [sampleSection()]): Report => ({
  sections,
  failures: [],
  limits: {
    lumbarDeg: { proxy: { amber: 2, red: 4 }, measured: { amber: 5, red: 8 } },
    lossPct: { amber: 15, red: 25 },
  },
  disclaimers: ['Estimated.', 'No medical device.'],
  software: 'beltline 0.0.0',
});
