/** How long it takes from a movement of the lifter to the buzz on the belt, and how long of that is the algorithm. */
import { ALERT_DEFAULTS } from '../src/alerts/policy.ts';
import { createSession } from '../src/cli/session/session.ts';
import type { SessionPlan } from '../src/cli/session/plan.ts';
import type { LinkItem } from '../src/devices/link/link-item.ts';
import { makeLifter, simulate } from '../src/simulator/index.ts';
import { worldOfLifters } from './link/lifters.ts';
import { openStage, pause } from './link/stage.ts';
import { detectionDelays } from './link/detection.ts';
import { atMost, type BenchReport, info } from './report.ts';
import type { BenchOptions } from './registry.ts';
import { quantile } from './statistics.ts';

const LIFTERS = 3;
/** A haptic command every so many batches: the belt plays one at a time. */
const EVERY = 8;
const PULSE = [{ amplitude: 0.2, seconds: 0.01 }];

interface Measured {
  /** Sample taken → known to the session, ms. */
  readonly heard: number[];
  /** One batch through the session, ms, while belts and radio are simulated in the same process. */
  readonly processed: number[];
  /** The same batches through a session anew, with nothing else going on, ms. */
  readonly alone: number[];
  /** Sample taken → command at the belt, ms; without the time the algorithm needs to make up its mind. */
  readonly felt: number[];
  /** Command given → at the belt, ms. */
  readonly sent: number[];
}

const planFor = (athlete: { readonly heightM: number; readonly barTravelM: number }): SessionPlan => ({
  exercise: 'conventional-deadlift',
  loadKg: null,
  athletes: {
    bench: {
      heightM: athlete.heightM,
      barTravelM: { 'conventional-deadlift': athlete.barTravelM },
      baseline: {},
    },
  },
  slots: [{ id: 'belt', driver: 'beltline', role: 'belt', athlete: 'bench', rateHz: 208 }],
  alerts: ALERT_DEFAULTS,
  cues: { cooldownS: null, fadeEvery: null, mute: false },
  rules: [],
});

type SamplesOutput = Extract<LinkItem, { readonly type: 'output' }>['output'] & { readonly type: 'samples' };

/** How long each batch takes in a session of its own, ms. */
const timeAlone = (plan: SessionPlan, outputs: readonly SamplesOutput[]): number[] => {
  const session = createSession(plan);
  const [slot] = plan.slots;
  return outputs.map((output) => {
    const fromMs = performance.now();
    session.output(slot, output, output.batch.timeS[output.batch.count - 1]);
    return performance.now() - fromMs;
  });
};

const measure = async (seconds: number): Promise<Measured> => {
  const stage = await openStage(worldOfLifters({ count: LIFTERS, firstSeed: 300 }));
  const measured: Measured = { heard: [], processed: [], alone: [], felt: [], sent: [] };
  const replays = stage.links.map((link, k) => {
    const { belt, programme } = stage.belts[k];
    const plan = planFor(programme.parts[0].session.athlete);
    const session = createSession(plan);
    const [slot] = plan.slots;
    let heard = 0;
    let batches = 0;
    const outputs: SamplesOutput[] = [];
    const waiting: { trueMs: number; calledMs: number }[] = [];
    const onItem = (item: LinkItem): void => {
      if (item.type !== 'output' || item.output.type !== 'samples') return;
      outputs.push(item.output);
      const { batch } = item.output;
      const { samples, arrivals } = belt.truth;
      const nowMs = stage.world.nowMs();
      session.output(slot, item.output, batch.timeS[batch.count - 1]);
      const doneMs = stage.world.nowMs();
      measured.processed.push(doneMs - nowMs);
      for (let i = 0; i < batch.count; i += 1) measured.heard.push(nowMs - (samples?.trueMs(heard + i) ?? 0));
      const oldest = samples?.trueMs(heard) ?? 0;
      heard += batch.count;
      batches += 1;
      if (batches % EVERY !== 0) return;
      // The first sample of the batch waited longest: the worst case of a movement.
      waiting.push({ trueMs: oldest, calledMs: doneMs });
      const mine = waiting.length - 1;
      void link.vibrate(PULSE).then(async () => {
        await pause(200);
        const arrival = arrivals[mine];
        if (arrival === undefined) return;
        measured.felt.push(arrival.atMs - waiting[mine].trueMs);
        measured.sent.push(arrival.atMs - waiting[mine].calledMs);
      });
    };
    link.items.subscribe(onItem);
    return (): number[] => timeAlone(plan, outputs);
  });
  await pause(seconds * 1000);
  await stage.close();
  for (const replay of replays) measured.alone.push(...replay());
  return measured;
};

const rows = (name: string, values: readonly number[]): ReturnType<typeof info>[] =>
  [0.5, 0.95, 0.99].map((q) => info(`${name}, ${100 * q} of 100`, quantile(values, q), 'ms'));

export const runLinkLatencyBench = async ({ quick }: BenchOptions): Promise<BenchReport> => {
  const measured = await measure(quick ? 15 : 60);
  const detection = await detectionDelays(quick ? 2 : 8, (seed) =>
    simulate({ lifter: makeLifter(seed), scenario: 'rounding', seed: 1 }),
  );
  return {
    rows: [
      info('belts at once', LIFTERS, ''),
      info('buzzes', measured.felt.length, ''),
      ...rows('sample taken to known to the session', measured.heard),
      ...rows('command given to command at the belt', measured.sent),
      info('oldest sample of a batch to buzz at the belt, 50 of 100', quantile(measured.felt, 0.5), 'ms'),
      atMost(
        'oldest sample of a batch to buzz at the belt, 95 of 100',
        quantile(measured.felt, 0.95),
        'ms',
        100,
      ),
      info('oldest sample of a batch to buzz at the belt, 99 of 100', quantile(measured.felt, 0.99), 'ms'),
      info(
        'one batch through the session, belts simulated beside it, 99 of 100',
        quantile(measured.processed, 0.99),
        'ms',
      ),
      atMost('one batch through the session alone, 99 of 100', quantile(measured.alone, 0.99), 'ms', 2),
      ...rows('detection: lift-off told after it happened', detection.liftOffMs),
      ...rows('detection: back warned of after lift-off', detection.warningMs),
    ],
    skipped: null,
  };
};
