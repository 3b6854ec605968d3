/**
 * A live session: links in, session in the middle, recording and screen out. Whatever a sink does, the signal goes on.
 */
import { Subject } from 'rxjs';
import { buzz, type HapticReport } from '../../alerts/haptic-sink.ts';
import type { CompiledRule } from '../../alerts/rules/judge.ts';
import type { Cue } from '../../domain/cue.ts';
import { type DeviceLink, openDeviceLink } from '../../devices/link/device-link.ts';
import type { LinkItem, LinkReport } from '../../devices/link/link-item.ts';
import type { Radio } from '../../devices/link/radio.ts';
import { type SharedRadio, shareRadio } from '../../devices/link/shared-radio.ts';
import type { DeviceMatch } from '../../devices/link/wanted.ts';
import type { DeviceEvent, Vibration } from '../../domain/device.ts';
import type { RecordingItem, SessionCommand as RecordedCommand } from '../../recording/mcap/contents.ts';
import type { Keeper } from '../keep/keeper.ts';
import type { SessionCommand } from '../session/inputs.ts';
import {
  athleteIn,
  type Buzzer,
  lifters,
  recordedDevice,
  type SessionPlan,
  type Slot,
} from '../session/plan.ts';
import { createSession, type Told } from '../session/session.ts';
import { type LiveBuzzer, openBuzzers } from './buzzers.ts';
import { driverOf } from './driver-of.ts';

/** Where what came and what was told is recorded. */
export interface Recorder {
  write(item: RecordingItem): void;
}

export interface LiveOptions {
  readonly radio: Radio;
  readonly plan: SessionPlan;
  /** Compiled from the rules of the plan. */
  readonly rules: readonly CompiledRule[];
  /** How the device of a slot is recognised, and the longest wait for a full packet, ms. */
  readonly wanted: (slot: Slot) => { readonly match: DeviceMatch; readonly maxBatchMs: number };
  readonly buzzers?: readonly LiveBuzzer[];
  readonly recorder: Recorder | null;
  /** The store; `null` keeps nothing. */
  readonly keeper: Keeper | null;
  /** How often somebody who looks is told how lifters move, times a second; default never. */
  readonly motionHz?: number;
  readonly onTold: (told: Told) => void;
  readonly onReport: (slot: Slot | Buzzer, report: LinkReport) => void;
  readonly onHaptic: (athlete: string, report: HapticReport) => void;
  readonly onDevice: (slot: Slot, event: DeviceEvent) => void;
}

export interface LiveSession {
  /** Session time now, s. */
  nowS(): number;
  /** `athlete`: whose session is meant, as the plan names it. */
  command(athlete: string, command: SessionCommand): void;
  /** To be called a few times a second: what was held back comes due although no sensor is there to say how late it is. */
  tick(): void;
  /** Lets every device of the athlete that can buzz do so; resolves with how many did. */
  vibrate(athlete: string, vibration: Vibration): Promise<number>;
  /** Takes the links down and closes what is open, once; resolves within the deadlines of the links. */
  close(): Promise<void>;
}

interface OpenSlot {
  readonly slot: Slot;
  readonly link: DeviceLink;
  /** Session time of the latest input. */
  atS: number;
  /** Samples come, and with them the time. */
  streaming: boolean;
  serial: string | null;
}

const recordedCommand = (plan: SessionPlan, athlete: string, command: SessionCommand): RecordedCommand => {
  switch (command.type) {
    case 'load':
      return { type: 'load', athlete, loadKg: command.loadKg };
    case 'exercise':
      return { type: 'exercise', athlete, exercise: command.exercise };
    case 'athlete': {
      const { heightM, barTravelM } = athleteIn(plan, command.athlete, plan.exercise);
      const lifter = {
        athlete: command.athlete,
        heightM,
        barTravelM: barTravelM ?? null,
        exercise: plan.exercise,
        placement: 'lumbar',
        loadKg: plan.loadKg,
        baseline: plan.athletes[command.athlete].baseline[plan.exercise] ?? null,
      };
      return { type: 'athlete', athlete, lifter };
    }
    case 'end-set':
      return { type: 'set-ended', athlete };
    case 'mute':
      return { type: 'mute', athlete, mute: command.mute };
    default:
      return { type: 'clock', athlete };
  }
};

export const startLive = (options: LiveOptions): LiveSession => {
  const { plan, recorder, keeper, onTold, onReport } = options;
  const shared: SharedRadio = shareRadio(options.radio);
  const { rules, motionHz } = options;
  const session = createSession(plan, motionHz === undefined ? { rules } : { rules, motionHz });
  const nowS = (): number => shared.toSessionS(options.radio.nowMs());

  /** Buzzes the devices of an athlete; resolves with how many took it. */
  const vibrate = async (athlete: string, vibration: Vibration, ttlS?: number): Promise<number> => {
    const motors = open.filter(({ slot }) => slot.athlete === athlete && driverOf(slot).vibrate !== null);
    const results = await Promise.allSettled([
      ...motors.map(({ link }) => link.vibrate(vibration, ttlS)),
      ...buzzers.vibrate(athlete, vibration, ttlS),
    ]);
    return results.filter((result) => result.status === 'fulfilled').length;
  };

  /** A cue goes to every motor its athlete wears; one that took it is enough. */
  const cues = new Map(
    lifters(plan).map((athlete) => {
      const told = new Subject<Cue>();
      const send = async (vibration: Vibration, ttlS: number): Promise<void> => {
        if ((await vibrate(athlete, vibration, ttlS)) === 0) throw new TypeError('no motor is connected');
      };
      told.pipe(buzz({ vibrate: send, nowS })).subscribe((report) => options.onHaptic(athlete, report));
      return [athlete, told] as const;
    }),
  );

  const tell = (told: readonly Told[]): void => {
    // The lifter comes first: whatever the disk does, the buzz is on its way.
    for (const { athlete, output } of told) if (output.type === 'cue') cues.get(athlete)?.next(output.cue);
    for (const one of told) {
      // What is only looked at while it happens need not be kept: a replay finds it again.
      if (one.output.type !== 'motion')
        recorder?.write({
          type: 'told',
          atS: one.atS,
          athlete: one.athlete,
          what: 'event',
          body: one.output,
        });
      keeper?.told(one);
      onTold(one);
    }
  };

  const onState = (open: OpenSlot, report: LinkReport): void => {
    const { device } = report;
    open.streaming = report.state === 'streaming';
    if (device !== null && device.serial !== open.serial) {
      open.serial = device.serial;
      session.info(open.slot, device);
      recorder?.write({ type: 'info', atS: report.atS, device: recordedDevice(open.slot), info: device });
    }
    keeper?.report(open.slot, report);
    onReport(open.slot, report);
  };

  const onItem = (open: OpenSlot, item: LinkItem): void => {
    const { slot } = open;
    if (item.type === 'state') return onState(open, item.report);
    if (item.type === 'output') {
      keeper?.output(slot, item.output, nowS());
      if (item.output.type === 'event') {
        keeper?.device(slot, item.output.event);
        options.onDevice(slot, item.output.event);
      }
      return tell(session.output(slot, item.output, open.atS));
    }
    open.atS = item.input.atS;
    recorder?.write({ type: 'input', device: recordedDevice(slot), input: item.input });
    return tell(session.input(slot, item.input));
  };

  const open: OpenSlot[] = plan.slots.map((slot) => {
    const { match, maxBatchMs } = options.wanted(slot);
    const settings = { role: slot.role, rateHz: slot.rateHz, maxBatchMs };
    const link = openDeviceLink(shared, { driver: driverOf(slot), match, settings });
    return { slot, link, atS: 0, streaming: false, serial: null };
  });
  const buzzers = openBuzzers(shared, options.buzzers ?? [], onReport);
  const finished = Promise.all(
    open.map(
      (one) =>
        new Promise<void>((resolve) => {
          one.link.items.subscribe({ next: (item) => onItem(one, item), complete: resolve });
        }),
    ),
  );

  const takeDown = async (): Promise<void> => {
    await Promise.all([buzzers.close(), ...open.map(({ link }) => link.close())]);
    await finished;
    for (const one of cues.values()) one.complete();
    tell(session.finish(Math.max(0, ...open.map(({ atS }) => atS))));
  };
  let closing: Promise<void> | null = null;

  return {
    nowS,
    command: (athlete, command) => {
      const atS = nowS();
      recorder?.write({ type: 'command', atS, command: recordedCommand(plan, athlete, command) });
      keeper?.command(athlete, command, atS);
      tell(session.command(athlete, command, atS));
    },
    tick: () => {
      const atS = nowS();
      for (const athlete of lifters(plan)) {
        if (open.some(({ slot, streaming }) => slot.athlete === athlete && streaming)) continue;
        const told = session.command(athlete, { type: 'clock' }, atS);
        // A clock that changed nothing need not be replayed.
        if (told.length > 0) recorder?.write({ type: 'command', atS, command: { type: 'clock', athlete } });
        tell(told);
      }
    },
    vibrate,
    close: () => (closing ??= takeDown()),
  };
};
