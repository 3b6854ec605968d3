/** A driver and a virtual peripheral on the real noble in this process, and the virtual lifter who wears it. */
import type { Driver } from '../../../src/devices/driver.ts';
import { openDeviceLink } from '../../../src/devices/link/device-link.ts';
import type { LinkItem } from '../../../src/devices/link/link-item.ts';
import { LINK_DEFAULTS, type LinkParams } from '../../../src/devices/link/link-params.ts';
import { shareRadio } from '../../../src/devices/link/shared-radio.ts';
import type { ClipMotion } from '../../../src/simulator/belt/index.ts';
import type { RadioWorld } from '../../../src/simulator/radio/index.ts';
import { WorldBeginning } from '../../../src/simulator/world/beginning.ts';
import { createProgramme, parseWorldConfig } from '../../../src/simulator/world/index.ts';
import type { FilmedProgramme } from '../../../src/simulator/world/programme.ts';
import { WornMotion } from '../../../src/simulator/world/worn-motion.ts';
import { until, virtualRadio } from '../link/radio-process/virtual-belt.ts';

/** The same rules as on a real radio, without its waiting. */
const QUICK: LinkParams = {
  ...LINK_DEFAULTS,
  connectMs: 1000,
  silentMs: 400,
  dropMs: 150,
  requestMs: 300,
  replyMs: 400,
  graceMs: 50,
  backoffMs: 5,
  backoffMaxMs: 20,
  tickMs: 20,
};

const [LIFTER] = parseWorldConfig({
  lifters: [{ seed: 7, startAfterS: 0, recordings: [{ scenario: 'back-extension', seed: 7, reps: 1 }] }],
}).lifters;
let programme: FilmedProgramme | null = null;

/** What the belt of a lifter goes through who stands quietly at first. */
export const lifterMotion = (): ClipMotion => {
  programme ??= createProgramme(LIFTER);
  return new WornMotion(programme, 'belt', new WorldBeginning(() => {}));
};

/** Lies on the floor, z up. */
export const AT_REST: ClipMotion = {
  read: (_firstMs, _periodMs, count, out) => {
    for (let n = 0; n < count; n++) out.set([0, 0, 9.80665, 0, 0, 0], n * 6);
  },
};

export const onTheAir = <P>(driver: Driver, rateHz: number, add: (world: RadioWorld) => P) => {
  const { world, radio, close } = virtualRadio('@abandonware/noble', { intervalMs: 15 });
  const peripheral = add(world);
  const settings = { role: 'belt', rateHz, maxBatchMs: 50 } as const;
  const link = openDeviceLink(shareRadio(radio), { driver, match: 'any', settings }, QUICK);
  const items: LinkItem[] = [];
  link.items.subscribe((item) => items.push(item));
  const reports = () => items.flatMap((item) => (item.type === 'state' ? [item.report] : []));
  const outputs = () => items.flatMap((item) => (item.type === 'output' ? [item.output] : []));
  const batches = () => outputs().flatMap((output) => (output.type === 'samples' ? [output.batch] : []));
  return {
    peripheral,
    link,
    report: () => reports().at(-1),
    troubles: () => reports().flatMap(({ trouble }) => (trouble === null ? [] : [trouble.message])),
    isStreaming: () => reports().at(-1)?.state === 'streaming',
    events: () => outputs().flatMap((output) => (output.type === 'event' ? [output.event] : [])),
    times: () => batches().flatMap(({ timeS }) => [...timeS]),
    rows: () =>
      batches().flatMap(({ imu, count }) =>
        Array.from({ length: count }, (_, i) => [...imu.subarray(i * 6, i * 6 + 6)]),
      ),
    close: async () => {
      await link.close();
      await close();
    },
  };
};

/** Waits for what takes a second or so; a busy machine may take longer. */
export const soon = (condition: () => boolean): Promise<void> => until(condition, 6000);

export const length = ([x, y, z]: readonly number[]): number => Math.hypot(x, y, z);

/** From sample to sample, Hz; the median, for a busy machine loses some. */
export const rateOf = (times: readonly number[]): number => {
  const spacings = times.slice(1).map((time, i) => time - times[i]);
  return 1 / spacings.toSorted((a, b) => a - b)[Math.floor(spacings.length / 2)];
};

export const rises = (times: readonly number[]): boolean =>
  times.every((time, i) => i === 0 || time > times[i - 1]);
