/**
 * An hour of training at real rates: does memory stay where it is, is every rep counted? `BELTLINE_SOAK_MINUTES` makes it
 * shorter. Two pages look on, everything is recorded and kept.
 */
import type { WorldConfigInput } from '../src/simulator/world/index.ts';
import { pause } from './link/stage.ts';
import { openClients } from './page/clients.ts';
import type { ServiceState, WayUp } from './page/messages.ts';
import { startService } from './page/service.ts';
import type { BenchOptions } from './registry.ts';
import { atMost, type BenchReport, exactly, info } from './report.ts';
import { mean } from './statistics.ts';

const MINUTES = 60;
const QUICK_MINUTES = 1;
const SAMPLE_S = 15;
/** Code is compiled, caches are filled: what comes after should be flat, share of the time. */
const WARM_SHARE = 0.15;
/** A rep is told by then after its lockout, s. */
const TOLD_S = 15;
const MB = 1e6;

/** Sets with rests of a gym cut short, over and over. */
const WORLD: WorldConfigInput = {
  lifters: [
    {
      seed: 15_011,
      startAfterS: 3,
      restS: 20,
      repeats: true,
      // What a test could ask of the belt later would grow with every sample.
      belt: { keepsSamples: false },
      recordings: [
        { scenario: 'deadlift-dead-stop', seed: 15_011, reps: 5, loadFraction: 0.6 },
        { scenario: 'rounding', seed: 15_012, reps: 5, loadFraction: 0.8 },
        { scenario: 'deadlift-dead-stop', seed: 15_013, reps: 3, loadFraction: 0.85 },
      ],
    },
  ],
};

/** Least squares, units of `y` in an hour. */
const slopePerHour = (points: readonly { readonly s: number; readonly y: number }[]): number => {
  const s0 = mean(points.map(({ s }) => s));
  const y0 = mean(points.map(({ y }) => y));
  const over = points.reduce((sum, { s, y }) => sum + (s - s0) * (y - y0), 0);
  return (3600 * over) / points.reduce((sum, { s }) => sum + (s - s0) ** 2, 0);
};

/** All that was truly lifted and could have been told by now, s of session time. */
const truthUntil = ({ zeroS, roundS, repsOfRound, atS }: ServiceState): readonly WayUp[] => {
  if (zeroS === null) return [];
  const rounds = Math.ceil((atS - zeroS) / roundS);
  return Array.from({ length: rounds }, (_, n) => zeroS + n * roundS)
    .flatMap((startS) =>
      repsOfRound.map(({ liftOffS, lockoutS }) => ({
        liftOffS: startS + liftOffS,
        lockoutS: startS + lockoutS,
      })),
    )
    .filter(({ lockoutS }) => lockoutS + TOLD_S < atS);
};

const overlap = (a: WayUp, b: WayUp): boolean => a.liftOffS < b.lockoutS && b.liftOffS < a.lockoutS;

/** Each rep is used once: one that was told for two, or two that were told for one, do not pass. */
const pair = (truth: readonly WayUp[], told: readonly WayUp[]) => {
  const free = new Set(told);
  const missed = truth.filter((rep) => {
    const found = [...free].find((one) => overlap(one, rep));
    return found === undefined || !free.delete(found);
  });
  return { missed, ghosts: [...free] };
};

export const runSoakBench = async ({ quick }: BenchOptions): Promise<BenchReport> => {
  const given = Number(process.env['BELTLINE_SOAK_MINUTES'] ?? Number.NaN);
  const minutes = given > 0 ? given : quick ? QUICK_MINUTES : MINUTES;
  const service = await startService(WORLD, true);
  const clients = await openClients(service.url, 2);
  const states: ServiceState[] = [];
  let code: number | null = null;
  try {
    for (let s = 0; s < 60 * minutes; s += SAMPLE_S) {
      await pause(1000 * SAMPLE_S);
      states.push(await service.state());
    }
  } finally {
    clients.close();
    code = await service.close();
  }
  const last = states[states.length - 1];
  const messages = clients.heard();

  const truth = truthUntil(last);
  const { missed, ghosts: extra } = pair(truth, service.reps);
  // One that was told of a moment later than the truth is looked at may be true.
  const ghosts = extra.filter(({ lockoutS }) => lockoutS + TOLD_S < last.atS);
  const warm = states.slice(Math.floor(WARM_SHARE * states.length));
  const slope = (of: (state: ServiceState) => number): number =>
    slopePerHour(warm.map((state) => ({ s: state.atS, y: of(state) / MB })));
  return {
    rows: [
      info('true time', last.atS / 60, 'min'),
      info('reps lifted', truth.length, ''),
      exactly('reps missed', missed.length, '', 0),
      exactly('reps that were none', ghosts.length, '', 0),
      atMost(
        'memory in use, slope after warming up',
        slope(({ bytes }) => bytes.heapUsed + bytes.arrayBuffers),
        'MB/h',
        3,
      ),
      info(
        'memory of the process, slope after warming up',
        slope(({ bytes }) => bytes.rss),
        'MB/h',
      ),
      info('memory of the process at the end', last.bytes.rss / MB, 'MB'),
      info('processor of the service, of one core', (100 * last.processorS) / last.atS, '%'),
      info('messages to two pages', messages, ''),
      exactly('exit code at the end', code ?? -1, '', 0),
    ],
    skipped: null,
  };
};
