/** What the graph bench runs, and what its child process prints. */
import type { AnalysisInput } from '../../src/recording/analysis/contract.ts';

/** A lifter of ordinary height with the default lift. */
export const GRAPH_INPUT: AnalysisInput = {
  exercise: 'conventional-deadlift',
  placement: 'lumbar',
  heightM: 1.78,
  heightAssumed: false,
  barTravelM: null,
  loadKg: null,
  thoracic: false,
  baseline: false,
};

/** The same samples in memory, stage by stage and live. */
export interface StageFigures {
  readonly samples: number;
  /** Nanoseconds per sample, median of several passes in a warm process. */
  readonly fileNs: number;
  readonly csvNs: number;
  readonly graphNs: number;
  readonly orientationNs: number;
  readonly gridNs: number;
  readonly liftsNs: number;
  /** Milliseconds that one batch of {@link LIVE_BATCH} took, from the start of a session in a cold process. */
  readonly live: { readonly p50: number; readonly p99: number; readonly max: number };
  /** Garbage collections while the graph ran over the samples once, and the time they took, ms. */
  readonly collections: number;
  readonly collectionMs: number;
}

/** Samples per batch when fed live. */
export const LIVE_BATCH = 10;

export const isStageFigures = (value: unknown): value is StageFigures =>
  typeof value === 'object' && value !== null && 'graphNs' in value && 'live' in value;
