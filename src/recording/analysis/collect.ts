/** Gathers what a session tells into one analysis. */
import type { Alert } from '../../domain/alert.ts';
import type { SessionEvent } from '../../domain/event.ts';
import type { SetSummary } from '../../domain/rep.ts';
import type { Gap } from '../../domain/sample.ts';
import type { Analysis, AnalysisInput, AnalysisRecording } from './contract.ts';

export interface AnalysisCollector {
  add(event: SessionEvent): void;
  /** The analysis, once the session has ended. */
  finish(input: AnalysisInput, recording: Omit<AnalysisRecording, 'gaps'>): Analysis;
}

/** Events in any order of kinds; sets, alerts and gaps keep the order they came in. */
export const collectAnalysis = (): AnalysisCollector => {
  const sets: SetSummary[] = [];
  const alerts: Alert[] = [];
  const gaps: Gap[] = [];
  return {
    add(event) {
      if (event.type === 'set') sets.push(event.set);
      if (event.type === 'alert') alerts.push(event.alert);
      if (event.type === 'gap') gaps.push(event.gap);
    },
    finish: (input, recording) => ({
      schema: 'beltline.analysis/1',
      input,
      recording: { ...recording, gaps },
      sets,
      alerts,
    }),
  };
};
