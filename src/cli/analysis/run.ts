/** One recording through the graph of a live session. */
import { from } from 'rxjs';
import { withAlerts } from '../../alerts/with-alerts.ts';
import { BeltlineError } from '../../domain/error.ts';
import type { SessionEvent } from '../../domain/event.ts';
import { runSession } from '../../pipeline/session.ts';
import { collectAnalysis } from '../../recording/analysis/collect.ts';
import type { Analysis, AnalysisInput } from '../../recording/analysis/contract.ts';
import type { Recording } from '../../recording/csv/recording.ts';
import { mergeByTime } from '../../recording/merge.ts';
import type { CorridorBaseline } from '../../signal/lumbar/corridor.ts';
import { createProgress } from '../progress.ts';
import type { SampleSource } from './sources.ts';

/** What to analyse, and what is known of lifter and lift. */
export interface AnalysisRequest {
  readonly source: SampleSource;
  /** A second sensor. */
  readonly thoracic: SampleSource | null;
  readonly input: AnalysisInput;
  readonly baseline: CorridorBaseline | null;
  /** Also tell the motion, so often at most, Hz; for a plot. It changes nothing else. */
  readonly motionHz?: number;
}

const endWithoutMeeting = (belt: Recording, thoracic: Recording): BeltlineError =>
  new BeltlineError(
    'bad-input',
    `the two recordings do not overlap in time: ${belt.name} has ` +
      `${belt.totals.firstS}–${belt.totals.lastS} s and this one ${thoracic.totals.firstS}–${thoracic.totals.lastS} s.`,
    {
      place: { file: thoracic.name },
      cure: 'Give both recordings the same clock in t_s.',
    },
  );

const overlap = (a: Recording, b: Recording): boolean =>
  a.totals.firstS <= b.totals.lastS && b.totals.firstS <= a.totals.lastS;

const runBoth = async (
  belt: Recording,
  thoracic: Recording | null,
  { input, baseline, motionHz }: AnalysisRequest,
  tell: (event: SessionEvent) => void,
): Promise<void> => {
  const { heightM, barTravelM } = input;
  const batches = thoracic === null ? belt.batches() : mergeByTime(belt.batches(), thoracic.batches());
  await runSession(from(batches), {
    exercise: input.exercise,
    placement: input.placement,
    athlete: barTravelM === null ? { heightM } : { heightM, barTravelM },
    beltRateHz: belt.info.sampleRateHz,
    thoracicRateHz: thoracic?.info.sampleRateHz ?? null,
    baseline,
    ...(motionHz === undefined ? {} : { motionHz }),
  })
    .pipe(withAlerts())
    .forEach(tell);
  // A session that has heard enough must not keep a fault further on from being told.
  while ((await batches.next()).done !== true);
  if (thoracic !== null && !overlap(belt, thoracic)) throw endWithoutMeeting(belt, thoracic);
};

/**
 * Reads a recording to its end and tells every event of the session on the way.
 * Throws a {@link BeltlineError} where the recording cannot be read to its end: half an analysis would pass for a
 * whole one.
 */
export const analyseRecording = async (
  request: AnalysisRequest,
  tell: (event: SessionEvent) => void = () => {},
): Promise<Analysis> => {
  const progress = await createProgress(request.source.name);
  const collector = collectAnalysis();
  const open: Recording[] = [];
  try {
    const belt = await request.source.open({
      onProgress: (bytes, size) => progress.update(bytes, size),
    });
    open.push(belt);
    const thoracic = request.thoracic === null ? null : await request.thoracic.open({ sensor: 'thoracic' });
    if (thoracic !== null) open.push(thoracic);
    await runBoth(belt, thoracic, request, (event) => {
      collector.add(event);
      tell(event);
    });
    const { samples, firstS, lastS } = belt.totals;
    const { sampleRateHz } = belt.info;
    return collector.finish(request.input, {
      durationS: samples === 0 ? 0 : lastS - firstS,
      sampleRateHz,
      samples,
    });
  } finally {
    progress.stop();
    await Promise.all(open.map((recording) => recording.close()));
  }
};
