/** From files and options to what is to be analysed: one request for a CSV, one for each lifter of a recording of ours. */
import { BeltlineError } from '../../domain/error.ts';
import type { AnalysisInput } from '../../recording/analysis/contract.ts';
import type { CorridorBaseline } from '../../signal/lumbar/corridor.ts';
import { athleteIn, lifters, type SessionPlan, type Slot } from '../session/plan.ts';
import type { AnalyzeOptions } from './request.ts';
import type { AnalysisRequest } from './run.ts';
import { truthSaysSo } from './simulated.ts';
import { csvSource, isOurs, slotSource, survey } from './sources.ts';

/** Between the mean standing heights of women and men; every velocity's band carries what this may be off. */
export const ASSUMED_HEIGHT_M = 1.75;
const USUAL_EXERCISE = 'conventional-deadlift';

/** A request, and the name its result goes by. */
export interface NamedRequest {
  readonly name: string;
  readonly request: AnalysisRequest;
  /** Nobody lifted; it says so itself, or a file beside it does. */
  readonly simulated: boolean;
  /** When it was recorded, for people; `null` for a CSV file. */
  readonly recorded: string | null;
}

/** What the options say where nothing else does. */
export const inputOf = (options: AnalyzeOptions): AnalysisInput => ({
  exercise: options.exercise ?? USUAL_EXERCISE,
  placement: options.placement,
  heightM: options.height ?? ASSUMED_HEIGHT_M,
  heightAssumed: options.height === undefined,
  barTravelM: options.barTravel ?? null,
  loadKg: options.load ?? null,
  thoracic: options.thoracic !== undefined,
  baseline: options.baseline !== undefined,
});

/** What is known of a lifter of a recording; options say it over again. */
const recordedInput = (
  plan: SessionPlan,
  athlete: string,
  thoracic: boolean,
  options: AnalyzeOptions,
): AnalysisInput => {
  const exercise = options.exercise ?? plan.exercise;
  const { heightM, barTravelM } = athleteIn(plan, athlete, exercise);
  return {
    exercise,
    placement: options.placement,
    heightM: options.height ?? heightM,
    heightAssumed: false,
    barTravelM: options.barTravel ?? barTravelM ?? null,
    loadKg: options.load ?? plan.loadKg,
    thoracic,
    baseline: options.baseline !== undefined || plan.athletes[athlete].baseline[exercise] !== undefined,
  };
};

const wornBy = (plan: SessionPlan, athlete: string, role: Slot['role']): Slot | undefined =>
  plan.slots.find((slot) => slot.athlete === athlete && slot.role === role);

const lifterRequest = (
  file: string,
  plan: SessionPlan,
  athlete: string,
  options: AnalyzeOptions,
  baseline: CorridorBaseline | null,
): AnalysisRequest => {
  const belt = wornBy(plan, athlete, 'belt');
  if (belt === undefined) {
    throw new BeltlineError('bad-input', `${athlete} wore no sensor on the belt.`, {
      place: { file },
      cure: 'Only what a belt sensor recorded can be analysed.',
    });
  }
  const thoracic = wornBy(plan, athlete, 'thoracic');
  const input = recordedInput(plan, athlete, thoracic !== undefined, options);
  return {
    source: slotSource(file, belt),
    thoracic: thoracic === undefined ? null : slotSource(file, thoracic),
    input,
    baseline: baseline ?? plan.athletes[athlete].baseline[input.exercise] ?? null,
  };
};

const ourRequests = async (
  file: string,
  options: AnalyzeOptions,
  baseline: CorridorBaseline | null,
): Promise<readonly NamedRequest[]> => {
  if (options.thoracic !== undefined) {
    throw new BeltlineError('usage', 'a recording of ours has its second sensor in it.', {
      place: { file },
      cure: 'Leave --thoracic out.',
    });
  }
  const { plan, notes, recorded, simulated } = await survey(file);
  for (const note of notes) process.stderr.write(`beltline: ${file}: ${note}\n`);
  const all = lifters(plan);
  return all.map((athlete) => ({
    name: all.length === 1 ? file : `${file} (${athlete})`,
    request: lifterRequest(file, plan, athlete, options, baseline),
    simulated,
    recorded,
  }));
};

/** @param baseline learnt from `--baseline`; a recording of ours has one of its own, which counts where none is given */
export const requestsFor = async (
  file: string,
  options: AnalyzeOptions,
  baseline: CorridorBaseline | null,
): Promise<readonly NamedRequest[]> => {
  if (isOurs(file)) return ourRequests(file, options, baseline);
  const thoracic = options.thoracic === undefined ? null : csvSource(options.thoracic);
  const request = { source: csvSource(file), thoracic, input: inputOf(options), baseline };
  return [{ name: file, request, simulated: await truthSaysSo(file), recorded: null }];
};

/** The belt of a lifter in a recording that is to be learnt from. @param athlete who, where there are several */
export const baselineSource = async (
  file: string,
  athlete: string | null,
): Promise<AnalysisRequest['source']> => {
  if (!isOurs(file)) return csvSource(file);
  const { plan } = await survey(file);
  const all = lifters(plan);
  const who = all.length === 1 ? all[0] : all.find((name) => name === athlete);
  const belt = who === undefined ? undefined : wornBy(plan, who, 'belt');
  if (belt !== undefined) return slotSource(file, belt);
  throw new BeltlineError('bad-input', `whose reps are meant? In this recording lift ${all.join(', ')}.`, {
    place: { file },
    cure: 'Name it under [athlete.NAME.baseline] of one of them, or export one with `beltline export --sensor`.',
  });
};
