/** Gathers what an HTML report shows of one recording while its events go by. */
import type { SessionEvent } from '../../domain/event.ts';
import type { RepTrace } from '../../domain/trace.ts';
import type { Analysis } from '../../recording/analysis/contract.ts';
import type { ReportSection } from '../../report/content.ts';
import { createThinning } from '../../report/thin.ts';

/** How often the motion is asked for, Hz: a pull of half a second still shows. */
export const OVERVIEW_HZ = 20;
/** However long a recording is, its overview has no more points than this. */
const MOST_POINTS = 2000;

/** What is known of a recording besides its analysis. */
export type SectionFacts = Pick<ReportSection, 'name' | 'recorded' | 'simulated'>;

export interface SectionGatherer {
  tell(event: SessionEvent): void;
  section(analysis: Analysis, facts: SectionFacts): ReportSection;
}

const repKey = (set: number, rep: number): string => `${set}/${rep}`;

/** Memory grows with the reps, not with the length of the recording. */
export const createSectionGatherer = (): SectionGatherer => {
  const pitch = createThinning(1 / OVERVIEW_HZ, MOST_POINTS);
  let startS: number | null = null;
  const traces = new Map<string, RepTrace>();
  return {
    tell(event) {
      if (event.type === 'motion') startS ??= event.atS;
      if (event.type === 'motion' && event.motion.pitchDeg !== null)
        pitch.add(event.atS, event.motion.pitchDeg);
      if (event.type === 'rep' && event.trace !== null)
        traces.set(repKey(event.set, event.rep.index), event.trace);
    },
    section: ({ input, recording, sets, alerts }, facts) => ({
      ...facts,
      input,
      durationS: recording.durationS,
      sampleRateHz: recording.sampleRateHz,
      gaps: recording.gaps,
      startS,
      pitch: pitch.points(),
      sets: sets.map((summary) => ({
        summary,
        reps: summary.reps.map((rep) => ({
          rep,
          trace: traces.get(repKey(summary.index, rep.index)) ?? null,
        })),
      })),
      alerts,
    }),
  };
};
