/**
 * Eight belts at once in true time: how late the service knows what they measure, and what it costs. A minute by
 * default; `BELTLINE_EIGHT_SECONDS=600` measures the ten minutes that a long session is judged by.
 */
import { ALERT_DEFAULTS } from '../src/alerts/policy.ts';
import type { SessionPlan } from '../src/cli/session/plan.ts';
import { createSession } from '../src/cli/session/session.ts';
import type { LinkItem } from '../src/devices/link/link-item.ts';
import { type FarBelts, openFarBelts } from './link/belts-process.ts';
import { createLagLog } from './link/lag.ts';
import { cpuSecondsOf } from './link/processor.ts';
import { pause } from './link/stage.ts';
import { atMost, type BenchReport, exactly, info } from './report.ts';
import type { BenchOptions } from './registry.ts';
import { quantile } from './statistics.ts';

const BELTS = 8;
const SECONDS = 60;
const QUICK_SECONDS = 10;
/** Longest wait until all belts stream, s. */
const START_S = 60;

const plan = (): SessionPlan => {
  const names = Array.from({ length: BELTS }, (_, k) => `lifter ${k + 1}`);
  const body = { heightM: 1.75, barTravelM: {}, baseline: {} };
  return {
    exercise: 'conventional-deadlift',
    loadKg: null,
    athletes: Object.fromEntries(names.map((name) => [name, body])),
    slots: names.map((athlete) => ({ id: athlete, driver: 'beltline', role: 'belt', athlete, rateHz: 208 })),
    alerts: ALERT_DEFAULTS,
    cues: { cooldownS: null, fadeEvery: null, mute: false },
    rules: [],
  };
};

/** CPU seconds so far of this process and of the radio's. */
const processors = ({ radio }: FarBelts): { readonly service: number; readonly radio: number } => {
  const { user, system } = process.cpuUsage();
  return { service: (user + system) / 1e6, radio: cpuSecondsOf(radio.pid) };
};

const measure = async (seconds: number) => {
  const far = await openFarBelts(BELTS);
  const { slots, ...rest } = plan();
  const session = createSession({ slots, ...rest });
  const logs = slots.map(createLagLog);
  const streaming = new Set<number>();
  const processedMs: number[] = [];
  let losses = 0;
  let atS = 0;

  const onItem = (k: number, item: LinkItem): void => {
    if (item.type === 'state') {
      if (item.report.state === 'streaming') streaming.add(k);
      if (item.report.state === 'backing-off' && streaming.has(k)) losses += 1;
      return;
    }
    if (item.type === 'input') {
      ({ atS } = item.input);
      return void session.input(slots[k], item.input);
    }
    const { output } = item;
    const nowMs = far.radio.nowMs();
    if (output.type === 'samples') logs[k].live(output.batch, nowMs);
    if (output.type === 'late') logs[k].late(output.batch);
    session.output(slots[k], output, atS);
    if (output.type === 'samples') processedMs.push(far.radio.nowMs() - nowMs);
  };
  far.links.forEach((link, k) => link.items.subscribe((item) => onItem(k, item)));
  for (let n = 0; streaming.size < BELTS && n < START_S * 10; n += 1) await pause(100);

  const [before, startMs] = [processors(far), performance.now()];
  await pause(seconds * 1000);
  const after = processors(far);
  const elapsedS = (performance.now() - startMs) / 1000;
  const truth = await far.finish();
  const settled = logs.map((log, k) => log.settle(truth.belts[k]));
  return {
    streaming: streaming.size,
    losses,
    elapsedS,
    processedMs,
    lagMs: settled.flatMap(({ lagMs }) => lagMs),
    late: settled.reduce((sum, { late }) => sum + late, 0),
    missing: settled.reduce((sum, { missing }) => sum + missing, 0),
    droppedPackets: truth.droppedPackets,
    serviceShare: (100 * (after.service - before.service)) / elapsedS,
    radioShare: (100 * (after.radio - before.radio)) / elapsedS,
  };
};

/** Target for the median: a batch is 50 ms long, the interval of the connection 15 ms. */
const LAG_MS = { median: 50, most: 100 };

export const runLinkEightBench = async ({ quick }: BenchOptions): Promise<BenchReport> => {
  const given = Number(process.env['BELTLINE_EIGHT_SECONDS'] ?? Number.NaN);
  const seconds = given > 0 ? given : quick ? QUICK_SECONDS : SECONDS;
  const measured = await measure(seconds);
  const { lagMs, processedMs } = measured;
  return {
    rows: [
      exactly('belts that streamed at once', measured.streaming, '', BELTS),
      info('true time measured', measured.elapsedS, 's'),
      info('samples', lagMs.length, ''),
      atMost('sample taken to decoded, 50 of 100', quantile(lagMs, 0.5), 'ms', LAG_MS.median),
      atMost('sample taken to decoded, 95 of 100', quantile(lagMs, 0.95), 'ms', LAG_MS.most),
      info('sample taken to decoded, 99 of 100', quantile(lagMs, 0.99), 'ms'),
      info('one batch through the session, 99 of 100', quantile(processedMs, 0.99), 'ms'),
      info('processor of the service, of one core', measured.serviceShare, '%'),
      info('processor of the radio process, of one core', measured.radioShare, '%'),
      info('packets that the radio process did not read in time', measured.droppedPackets, ''),
      info('links lost', measured.losses, ''),
      info('samples fetched late from the belt', measured.late, ''),
      exactly('samples missing', measured.missing, '', 0),
    ],
    skipped: null,
  };
};
