/**
 * Keeps in the store what a session tells. Reps, sets and alerts are committed together with their lines for InfluxDB
 * before the screen or anybody else sees them. A store that fails never stops the session: records wait in memory, are
 * tried again, and what could not be kept in the end is said with its number.
 */
import type { DeviceEvent } from '../../domain/device.ts';
import { BeltlineError } from '../../domain/error.ts';
import {
  type AlertRecord,
  type RepRecord,
  type SetRecord,
  slugOf,
  toUnixUs,
  type TrainingRecord,
} from '../../domain/record.ts';
import { summariseSet } from '../../domain/set-record.ts';
import type { LinkReport } from '../../devices/link/link-item.ts';
import type { DecoderOutput } from '../../devices/driver.ts';
import type { Store } from '../../store/store.ts';
import type { SessionCommand } from '../session/inputs.ts';
import type { SessionPlan, Slot } from '../session/plan.ts';
import type { Told } from '../session/session.ts';
import { heavyBefore } from './heavy.ts';
import { createHealthCount, type HealthCount } from './health.ts';
import { createWearing, type WearingHistory } from './worn.ts';

export interface KeptSession {
  readonly id: string;
  readonly startedUs: number;
  readonly timeZone: string;
}

export interface KeeperOptions {
  readonly store: Pick<Store, 'keep'> & {
    readonly people: Pick<Store['people'], 'slugFor'>;
    readonly trends: Pick<Store['trends'], 'heaviest'>;
    readonly training: Pick<Store['training'], 'repsOfSet'>;
  };
  readonly session: KeptSession;
  readonly plan: SessionPlan;
  /** The lines of a record for InfluxDB; none where no InfluxDB is configured. */
  readonly lines: (record: TrainingRecord) => readonly string[];
  readonly onProblem: (error: BeltlineError) => void;
}

export interface Keeper {
  told(told: Told): void;
  /** Before the session works on it. @param athlete whose belt is meant */
  command(athlete: string, command: SessionCommand, atS: number): void;
  report(slot: Slot, report: LinkReport): void;
  device(slot: Slot, event: DeviceEvent): void;
  output(slot: Slot, output: DecoderOutput, nowS: number): void;
  /** To be called a few times a minute: health of the devices, and what waits. */
  tick(nowS: number): void;
  /** Says what could not be kept, or `null`. */
  close(nowS: number): string | null;
}

/** What drivers tell of a device that names no serial number. */
const NO_SERIAL = 'unknown';
/** How often the health of devices is looked at, s. */
const HEALTH_EVERY_S = 60;
/** More than this in memory and the oldest are given up: hours of training. */
const MOST_WAITING = 10_000;

interface Device {
  readonly slot: Slot;
  readonly health: HealthCount;
  serial: string | null;
  rateHz: number;
}

/** Anything thrown, as an error that speaks. */
export const asProblem = (error: unknown): BeltlineError =>
  error instanceof BeltlineError ? error : new BeltlineError('internal', String(error));

const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

export const createKeeper = ({ store, session, plan, lines, onProblem }: KeeperOptions): Keeper => {
  const devices = new Map<string, Device>(
    plan.slots.map((slot) => [
      slot.id,
      { slot, health: createHealthCount(), serial: null, rateHz: slot.rateHz },
    ]),
  );
  const wearing = new Map<string, WearingHistory>();
  /** Reps of the set that is going on, by belt. */
  const open = new Map<string, readonly RepRecord[]>();
  let waiting: TrainingRecord[] = [];
  let givenUp = 0;
  let saidProblem = '';
  let healthS = HEALTH_EVERY_S;

  const wearingOf = (athlete: string): WearingHistory => {
    const { exercise, loadKg } = plan;
    const known = wearing.get(athlete) ?? createWearing({ athlete, exercise, loadKg });
    wearing.set(athlete, known);
    return known;
  };

  // Asked for once, while the session begins: later the store may be busy.
  const slugs = new Map(Object.keys(plan.athletes).map((name) => [name, store.people.slugFor(name)]));

  /** Two sensors without a serial number of their own must not share a name: the place in the session tells them apart. */
  const deviceSlug = ({ slot, serial }: Device): string => {
    const known = serial !== null && serial !== NO_SERIAL;
    const alone = [...devices.values()].filter((one) => one.serial === serial).length === 1;
    return slugOf(known && alone ? serial : slot.id, 'belt');
  };

  const beltOf = (athlete: string): string => {
    const belts = [...devices.values()].filter(({ slot }) => slot.athlete === athlete);
    const belt = belts.find(({ slot }) => slot.role === 'belt') ?? belts[0];
    return belt === undefined ? 'belt' : deviceSlug(belt);
  };

  const complain = (error: unknown): void => {
    const problem = asProblem(error);
    if (problem.message !== saidProblem) onProblem(problem);
    saidProblem = problem.message;
  };

  /** One by one: a record that the tables refuse must not hold up those behind it. */
  const flushEach = (): void => {
    for (const record of waiting) {
      try {
        store.keep([record], lines(record));
      } catch (error) {
        givenUp += 1;
        complain(error);
      }
    }
    waiting = [];
  };

  const flush = (): void => {
    if (waiting.length === 0) return;
    try {
      store.keep(waiting, waiting.flatMap(lines));
      waiting = [];
      saidProblem = '';
    } catch (error) {
      const problem = asProblem(error);
      if (problem.code === 'unwritable') complain(problem);
      else flushEach();
    }
  };

  const keep = (...records: readonly TrainingRecord[]): void => {
    waiting.push(...records);
    if (waiting.length > MOST_WAITING) {
      givenUp += waiting.length - MOST_WAITING;
      waiting = waiting.slice(-MOST_WAITING);
    }
    flush();
  };

  /** What a rep or an alert says of whose it is. */
  const facts = (athlete: string, atS: number) => {
    const worn = wearingOf(athlete).at(atS);
    return {
      sessionId: session.id,
      athlete: slugs.get(worn.athlete) ?? slugOf(worn.athlete, 'athlete'),
      exercise: worn.exercise,
      device: beltOf(athlete),
      loadKg: worn.loadKg,
    };
  };

  const heavy = (first: RepRecord): number | null => {
    try {
      return heavyBefore(store, first, session.timeZone);
    } catch (error) {
      complain(error);
      return null;
    }
  };

  /** The reps of its set until now: as the store has them, for somebody may have corrected one meanwhile. */
  const setOf = (record: RepRecord, remembered: readonly RepRecord[]): readonly RepRecord[] => {
    if (waiting.length > 0) return [...remembered, record];
    try {
      const { sessionId, device, set, rep } = record;
      const kept = store.training
        .repsOfSet(sessionId, device, set)
        .filter((one) => one.rep.index !== rep.index);
      return [...kept, record];
    } catch {
      return [...remembered, record];
    }
  };

  const onRep = (athlete: string, told: Extract<Told['output'], { type: 'rep' }>): void => {
    const { rep, set, curve } = told;
    const record: RepRecord = {
      ...facts(athlete, rep.liftOffS),
      set,
      liftOffUs: toUnixUs(session.startedUs, rep.liftOffS),
      rep,
      curve,
    };
    const before = open.get(athlete) ?? [];
    const reps = setOf(record, before[0]?.set === set ? before : []);
    open.set(athlete, reps);
    // The summary grows with its set, so that a session cut off in the middle of one has it too.
    const summary: SetRecord = summariseSet(reps, heavy(reps[0]));
    keep({ type: 'rep', record }, { type: 'set', record: summary });
  };

  const onAlert = (athlete: string, { alert }: Extract<Told['output'], { type: 'alert' }>): void => {
    const { atS, kind, severity, set, rep } = alert;
    const { loadKg: _, ...whose } = facts(athlete, atS);
    const atUs = toUnixUs(session.startedUs, atS);
    const record: AlertRecord = { ...whose, set: set ?? 0, rep, atUs, kind, severity };
    keep({ type: 'alert', record });
  };

  const onGap = (athlete: string, { sensor, gap }: Extract<Told['output'], { type: 'gap' }>): void => {
    const device = [...devices.values()].find(({ slot }) => slot.athlete === athlete && slot.role === sensor);
    device?.health.missed(Math.max(0, Math.round(gap.durationS * device.rateHz) - 1));
  };

  const reportHealth = (device: Device, nowS: number): void => {
    const record = device.health.take(deviceSlug(device), toUnixUs(session.startedUs, nowS));
    if (record !== null) keep({ type: 'device-health', record });
  };

  /** Whatever fails in here is a fault of ours or of the disk; the session goes on. */
  const guarded = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      onProblem(asProblem(error));
    }
  };

  return {
    told: ({ athlete, output }) =>
      guarded(() => {
        if (output.type === 'rep') onRep(athlete, output);
        if (output.type === 'alert') onAlert(athlete, output);
        if (output.type === 'gap') onGap(athlete, output);
      }),
    command: (athlete, command, atS) => wearingOf(athlete).change(command, atS),
    report: (slot, { state, trouble, device, rssiDbm }) => {
      const known = devices.get(slot.id);
      if (known === undefined) return;
      known.serial = device?.serial ?? known.serial;
      known.rateHz = device?.rateHz ?? known.rateHz;
      known.health.signal(rssiDbm);
      if (state === 'dropping' && trouble !== null) known.health.linkLost();
    },
    device: (slot, event) => {
      if (event.type === 'battery') devices.get(slot.id)?.health.battery(event.percent, event.volts);
    },
    output: (slot, output, nowS) => {
      const health = devices.get(slot.id)?.health;
      if (output.type === 'late') health?.late(output.batch.count);
      if (output.type !== 'samples' || output.batch.count === 0) return;
      const { count, timeS } = output.batch;
      health?.samples(count, nowS - timeS[count - 1]);
    },
    tick: (nowS) =>
      guarded(() => {
        flush();
        if (nowS < healthS) return;
        healthS = nowS + HEALTH_EVERY_S;
        for (const device of devices.values()) reportHealth(device, nowS);
      }),
    close: (nowS) => {
      guarded(() => {
        for (const device of devices.values()) {
          device.health.settle();
          reportHealth(device, nowS);
        }
        flush();
      });
      const lost = waiting.length + givenUp;
      return lost === 0 ? null : `${plural(lost, 'record')} of this session could not be kept.`;
    },
  };
};
